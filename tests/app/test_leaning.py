"""Which questions hang on earlier ones, by their grammar alone."""

from __future__ import annotations

import pytest

from app.leaning import (
    asks_more,
    asks_others,
    completed,
    hangs,
    leans,
    mended,
    ordinal_of,
    own_words,
    step_of,
    with_item,
)


@pytest.mark.parametrize(
    "question",
    [
        "and the side effects?",
        "n side efects?",
        "how does that one work?",
        "how do they work",
        "the second one you mentioned",
        "tell me more",
        "why?",
        "how so",
        "is it gentler than that?",
        "wot about old ppl",
        "are there others",
        "versus surgery?",
        "examples?",
        "Please elaborate.",
        "Explain number four.",
        "Antibodies, on the other hand, what do those bind?",
    ],
)
def test_a_question_that_is_not_whole_hangs_on_earlier_ones(question: str) -> None:
    assert hangs(question)
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "What are checkpoint inhibitors?",
        "does immunotherapy get combined with other cancer treatments",
        "What colour should I paint a north-facing kitchen?",
        "Which kinds of cancer has immunotherapy been approved to treat?",
        "What is chemotherapy?",
        "is it true that immunotherapy can cure melanoma",
        "my sister in law had a second opinion last week and a third scan in the big hospital "
        "near the station, does she need to bring her notes with her",
    ],
)
def test_a_whole_question_does_not(question: str) -> None:
    assert not hangs(question)
    assert not leans(question)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("how does the third one work?", 2),
        ("2nd one pls", 1),
        ("Explain number four.", 3),
        ("#5?", 4),
        ("whats the last one for", -1),
        ("the first of those what does it do", 0),
        ("can I get a second opinion", None),
        ("what happened in the last week", None),
    ],
)
def test_an_ordinal_points_to_an_item_of_a_list(question: str, place: int | None) -> None:
    assert ordinal_of(question) == place


def test_misspelt_words_of_leaning_are_mended_and_others_left() -> None:
    assert mended("elabrate on the fith one, zanzibar") == "elaborate on the fifth one, zanzibar"


def test_one_may_step_through_a_list() -> None:
    assert [step_of(q) for q in ("and the next one?", "the one before that", "next week")] == [
        1,
        -1,
        None,
    ]


def test_what_is_pointed_to_takes_the_place_of_the_pointer() -> None:
    assert completed("how do they work", "cytokines") == "how do cytokines work"
    assert completed("side effects?", "cytokines") == "cytokines: side effects?"
    assert completed("what is it", r"a\1b") == r"what is a\1b"
    assert with_item("does the third one hurt?", "cytokines") == "does cytokines hurt?"
    assert with_item("is number 2 new", "cytokines") == "is cytokines new"


def test_words_that_only_link_are_not_a_subject() -> None:
    assert own_words("and then which proteins?") == ["proteins"]
    assert own_words("could you elaborate a bit on that, please") == []
    assert asks_more("could you elaborate a bit on that, please")
    assert not asks_more("tell me more about lunch")
    assert asks_others("are there any other kinds?")
    assert not asks_others("are there other hospitals?")
