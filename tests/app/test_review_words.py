"""One wording of a review for every way of showing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.review_words import ReviewWords, review_for_staff, review_words
from app.texts import load_texts
from corpus.document import Review, ReviewState

TODAY = date(2026, 6, 1)
ON = date(2026, 3, 4)
LEE = Review(ReviewState.APPROVED, "Dr. Lee", ON)
NOBODY = ReviewWords("Not yet reviewed by a clinician", unreviewed=True)
BY_LEE = "by Dr. Lee, 2026-03-04"


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (Review(ReviewState.DRAFT), NOBODY),
        (Review(ReviewState.DRAFT, "Dr. Lee", ON, date(2025, 1, 1), lapsed=True), NOBODY),
        (Review(ReviewState.WITHDRAWN, "Dr. Lee", ON), NOBODY),
        (Review(ReviewState.APPROVED, "Dr. Lee"), NOBODY),
        (LEE, ReviewWords(BY_LEE, unreviewed=False)),
        (replace(LEE, by=None), ReviewWords("by a clinician, 2026-03-04", unreviewed=False)),
        (
            replace(LEE, next=TODAY),
            ReviewWords(BY_LEE, unreviewed=False, due="2026-06-01", overdue=False),
        ),
        (
            replace(LEE, next=date(2026, 5, 31)),
            ReviewWords(BY_LEE, False, "Review was due on 2026-05-31", overdue=True),
        ),
    ],
)
def test_what_a_patient_is_told_of_a_review(review: Review, words: ReviewWords) -> None:
    assert review_words(review, load_texts("en"), TODAY, date.isoformat) == words


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (Review(ReviewState.DRAFT), "draft"),
        (Review(ReviewState.DRAFT, next=TODAY), "draft, next review 2026-06-01"),
        (replace(LEE, state=ReviewState.DRAFT, lapsed=True), "draft, changed since its approval"),
        (replace(LEE, next=TODAY), "approved by Dr. Lee, next review 2026-06-01"),
        (replace(LEE, next=ON), "approved by Dr. Lee, review was due on 2026-03-04"),
        (Review(ReviewState.WITHDRAWN, "Ann"), "withdrawn by Ann"),
    ],
)
def test_what_staff_are_told_of_a_review(review: Review, words: str) -> None:
    assert review_for_staff(review, TODAY) == words
