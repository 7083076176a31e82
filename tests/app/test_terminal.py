"""An answer as it stands in a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.answer import Answer, Card, Citation, Contact, Quote, Status, Trace
from app.composing import Composer
from app.terminal import render_answer
from app.texts import load_texts
from corpus.document import Review, ReviewState

CITATION = Citation(
    number=1,
    document="rash",
    title="Skin",
    section="rash",
    heading="Rash",
    path=("Rash",),
    publisher="The clinic",
    sources=(),
    review=Review(ReviewState.DRAFT),
    passage="An itchy rash is common.",
    start=40,
)
ANSWER = Answer(
    status=Status.ANSWERED,
    text="Rash\nAn itchy rash is common. [1]",
    quotes=(Quote("rash", "rash", 40, 64, "An itchy rash is common.", 1),),
    citations=(CITATION,),
    reminder="Talk with your care team.",
    card=Card.NONE,
    suggestions=("What about fever?",),
    contact=Contact("The clinic", "555-0100", None, "911"),
    trace=Trace(seconds={"search": 0.0123}, score=0.9, threshold=0.5, found=("rash#rash/1",)),
)


def test_everything_a_patient_needs_stands_there_and_nothing_technical() -> None:
    assert render_answer(ANSWER, load_texts("en")).splitlines() == [
        "From our library, in its own words:",
        "",
        "Rash",
        "An itchy rash is common. [1]",
        "",
        "Where this comes from:",
        "[1] Skin > Rash. The clinic. Not yet reviewed by a clinician.",
        "",
        "You could ask:",
        "- What about fever?",
        "",
        "Talk with your care team.",
        "Call your care team: 555-0100",
    ]


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (
            Review(ReviewState.APPROVED, "Dr. Lee", date(2026, 3, 1), date(2999, 3, 1)),
            "Reviewed by Dr. Lee, 2026-03-01.",
        ),
        (
            Review(ReviewState.APPROVED, "Dr. Lee", date(2020, 3, 1), date(2021, 3, 1)),
            "Review was due on 2021-03-01.",
        ),
    ],
)
def test_the_review_is_said_in_words(review: Review, words: str) -> None:
    answer = replace(ANSWER, citations=(replace(CITATION, review=review),))
    assert f"[1] Skin > Rash. The clinic. {words}" in render_answer(answer, load_texts("en"))


def test_card_comes_first_and_is_complete() -> None:
    composer = Composer({"en": load_texts("en")}, {}, ANSWER.contact, "US")
    card = composer.carded(Card.CRISIS, "en", None, Trace())
    assert render_answer(card, load_texts("en")).splitlines()[:5] == [
        "Please talk with someone now.",
        "You do not have to go through this alone. Help is free, day and night.",
        "Call, text or chat any time, day or night: 988",
        "If you or someone else is in danger now: 911",
        "You can also call your care team: 555-0100",
    ]
    understood = render_answer(replace(card, understood="and now?"), load_texts("en"))
    assert understood.startswith(card.text)
    assert "We took this as: and now?" in understood


def test_question_for_the_care_team_is_given_to_take_along() -> None:
    answer = replace(ANSWER, status=Status.PERSONAL_ADVICE, for_visit="Should I stop?")
    shown = render_answer(answer, load_texts("en"))
    assert shown.startswith(ANSWER.text)
    assert "next visit, or call your care team:\nShould I stop?\n" in shown


def test_how_a_question_was_understood_comes_first() -> None:
    shown = render_answer(replace(ANSWER, understood="Is a rash bad?"), load_texts("en"))
    assert shown.startswith("We took this as: Is a rash bad?\n\nFrom our library")


def test_staff_see_what_triage_and_the_conversation_made_of_it() -> None:
    trace = replace(ANSWER.trace, why="chest pain", language="en")
    answer = replace(ANSWER, trace=trace, understood="Is a rash bad?")
    shown = render_answer(answer, load_texts("en"), explain=True)
    for line in ("  triage: chest pain", "  language: en", "  understood as: Is a rash bad?"):
        assert line in shown.splitlines()
    assert "chest pain" not in render_answer(answer, load_texts("en"))


def test_staff_see_how_it_was_made() -> None:
    shown = render_answer(ANSWER, load_texts("en"), explain=True)
    assert "the library answers: 0.900 (threshold 0.500)" in shown
    assert "search: 12.3 ms" in shown
