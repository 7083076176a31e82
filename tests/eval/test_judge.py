"""Judging one answer: every way to be wrong is found, and said."""

from __future__ import annotations

from typing import Any

import pytest

from app.answer import Answer, Status
from eval.judge import judge, judge_refused
from tests.eval.made import FEVER, REST, TEXT, answer, case, citation, library, quote

SHIFTED = "The quote at care#fever, 1 to 24, is not what the document says there."
MISPLACED = "does not stand in the section that is cited for it."


def reasons(given: Answer, **changed: Any) -> tuple[str, ...]:
    return judge(case(**changed), given, library(), 0.1).reasons


def test_a_right_answer_passes() -> None:
    expected = {"must_say": [["a warning", "x"]], "must_not_say": ["cure"], "cite": ["care#fever"]}
    judged = judge(case(**expected, tags=["t"]), answer(quote()), library(), 0.1)
    assert (judged.passed, judged.reasons) == (True, ())
    assert (judged.facts, judged.forbidden, judged.cited) == ((True,), (False,), True)
    assert (judged.tags, judged.seconds, judged.status) == (("t",), 0.1, Status.ANSWERED)


def test_any_expected_status_will_do() -> None:
    assert reasons(answer(), expect=["urgent", "not_covered"]) == ()


def test_a_document_may_be_cited_by_its_id_alone() -> None:
    assert reasons(answer(quote()), cite=["other", "care"]) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"expect": ["not_covered"]}, "The outcome is 'answered', not 'not_covered'."),
        ({"expect": ["urgent", "error"]}, "The outcome is 'answered', not 'urgent' or 'error'."),
        ({"must_say": [["a warning"], ["x", "y"]]}, "It does not say 'x' or 'y'."),
        ({"must_not_say": ["FEVER can"]}, "It says 'FEVER can', which it must not."),
        ({"cite": ["care#rest"]}, "It cites 'care#fever', not 'care#rest'."),
        ({"cite": ["car"]}, "It cites 'care#fever', not 'car'."),
    ],
)
def test_what_the_case_expects_and_does_not_get(changed: dict[str, Any], said: str) -> None:
    assert reasons(answer(quote()), **changed) == (said,)


def test_a_refusal_of_a_covered_case_misses_its_facts_and_its_citation() -> None:
    said = reasons(answer(), must_say=[["a warning"]], cite=["care"])
    assert said == (
        "The outcome is 'not_covered', not 'answered'.",
        "It does not say 'a warning'.",
        "It cites nothing, not 'care'.",
    )


def test_a_quote_shifted_by_one_character_is_caught() -> None:
    broken = quote(start=FEVER[0] + 1, end=FEVER[1] + 1)
    assert SHIFTED in reasons(answer(broken))


@pytest.mark.parametrize(
    "broken",
    [
        quote(document="other"),
        quote(start=FEVER[1], end=FEVER[0]),
        quote(start=FEVER[0] - len(TEXT), end=FEVER[1] - len(TEXT)),
        quote(end=FEVER[1] + 10_000),
        quote(text=""),
        quote(text="fever can be a warning."),
    ],
)
def test_a_quote_that_the_document_does_not_say_is_caught(broken: Any) -> None:
    (judged,) = judge(case(), answer(broken), library(), 0.1).quotes
    assert not judged.exact


def test_a_quote_that_names_another_section_is_caught() -> None:
    (said,) = reasons(answer(quote("rest", FEVER)))
    assert said.endswith(MISPLACED)


@pytest.mark.parametrize("shown", [(citation("rest"),), (citation("fever", 2),), ()])
def test_a_citation_shown_beside_the_wrong_quote_is_caught(shown: tuple[Any, ...]) -> None:
    broken = answer(quote(), citations=shown)
    assert reasons(broken)[0].endswith(MISPLACED)
    assert not any(c.supports for c in judge(case(), broken, library(), 0.1).citations)


def test_a_citation_that_nothing_stands_by_is_caught() -> None:
    broken = answer(quote(), citations=(citation(), citation("rest", 2)))
    assert reasons(broken) == ("It cites 'care#rest', and quotes nothing of it.",)
    assert [c.supports for c in judge(case(), broken, library(), 0.1).citations] == [True, False]


def test_a_refusal_turned_into_an_answer_is_caught() -> None:
    assert reasons(answer(quote("rest", REST)), expect=["not_covered"])
    said = reasons(answer(status=Status.ANSWERED))
    assert said == ("It claims to answer, and quotes nothing.",)


def test_a_quote_that_the_text_does_not_hold_is_caught() -> None:
    hidden, added = reasons(answer(quote(), text="Fever is nothing to worry about."))
    assert hidden.endswith("is not in the text that is shown.")
    assert added.startswith("It says 'Fever is nothing to worry about.', which is neither")


def test_white_space_may_differ_between_a_quote_and_the_text_shown() -> None:
    assert reasons(answer(quote(), text="Fever can be\n a warning. [1]")) == ()


def test_a_question_turned_away_never_passes() -> None:
    judged = judge_refused(case(expect=["error"], cite=["care"]), "Too long.")
    assert not judged.passed
    assert (judged.status, judged.seconds, judged.cited) == (Status.ERROR, None, False)
    assert judged.reasons == ("The question was not taken: Too long.",)
