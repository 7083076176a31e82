"""What an answer says beside quotes and our own words is found."""

from __future__ import annotations

import pytest

from app.answer import Answer, Call, Card, CardText, Status
from eval.judge import judge
from eval.metrics import content
from eval.statements import unsupported
from tests.eval.made import FEVER, answer, case, library, quote

CARD = CardText("Call now.", "Do not wait.", (Call("911", "Emergency"), Call(None, "Your team")))
TOLD = "Call now.\nDo not wait.\nEmergency: 911\nYour team"


@pytest.mark.parametrize(
    "given",
    [
        answer(quote(), text="fever\nFever can be\n a warning. [1]"),
        answer(said="Not covered.", text="Not covered."),
        answer(
            quote(),
            status=Status.URGENT,
            card=Card.URGENT,
            card_text=CARD,
            said="Tell them.",
            text=f"{TOLD}\n\nTell them.\n\nWhat our library says about this:\n\n"
            "fever\nFever can be a warning. [1]",
        ),
        answer(
            quote(),
            status=Status.PERSONAL_ADVICE,
            said="Only they can say.",
            text="Only they can say.\n\nWhat our library says in general:\n\n"
            "Fever can be a warning. [1]",
        ),
    ],
)
def test_quotes_headings_and_our_own_words_leave_nothing_over(given: Answer) -> None:
    assert unsupported(given) == ()


def test_a_sentence_of_nobody_is_a_fault_and_counts() -> None:
    text = "fever\nFever can be a warning. You can stop your treatment. [1]"
    judged = judge(case(), answer(quote(), text=text), library(), 0.1)
    assert judged.unsupported == ("You can stop your treatment.",)
    assert judged.reasons == (
        "It says 'You can stop your treatment.', which is neither quoted nor our own.",
    )
    measure = content.CITATION_RECALL([judged])
    assert (measure.value, measure.n) == (0.5, 2)


def test_a_made_up_quote_is_supported_by_nothing() -> None:
    made_up = quote(span=FEVER, text="Stop your treatment at once.")
    judged = judge(case(), answer(made_up), library(), 0.1)
    assert content.CITATION_RECALL([judged]).value == 0.0
    assert content.CITATION_PRECISION([judged]).value == 0.0
    assert content.QUOTE_FIDELITY([judged]).value == 0.0
