"""An answer as it stands in a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.answer import Answer, Card, Citation, Contact, Quote, Status, Trace
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


def test_staff_see_how_it_was_made() -> None:
    shown = render_answer(ANSWER, load_texts("en"), explain=True)
    assert "the library answers: 0.900 (threshold 0.500)" in shown
    assert "search: 12.3 ms" in shown
