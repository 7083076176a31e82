"""Rules on the review of a page: is it said, does it hold, is it due. The day is given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.page import Page
from corpus.document import ReviewState

REVIEW_STATE = Rule("review-state", Severity.WARNING, "the state of review is given")
OVERDUE_REVIEW = Rule("overdue-review", Severity.WARNING, "the day of the next review is to come")
LAPSED_APPROVAL = Rule(
    "lapsed-approval", Severity.WARNING, "an approved page is as it was when it was approved"
)
REVIEW_DATES = Rule("review-dates", Severity.WARNING, "the days of reviews make sense")


def check_review(page: Page, today: date) -> Iterator[Finding]:
    """What is wrong with the review of a page.

    Args:
        page: any.
        today: a review that was due before it is overdue.
    """
    review = page.document.review
    if "review" not in page.front.model_fields_set:
        said = "The front matter has no 'review'; add 'review: {state: draft}'."
        yield page.about(REVIEW_STATE, "review", said)
    if review.lapsed:
        said = "The text is not the one that was approved; have it reviewed again."
        yield page.about(LAPSED_APPROVAL, "review", said)
    if review.next is not None and review.next < today:
        said = f"The review was due on {review.next}; have the page reviewed again."
        yield page.about(OVERDUE_REVIEW, "review", said)
    if review.on is not None and review.on > today:
        said = f"The review is said to be of {review.on}, which has not come yet; correct it."
        yield page.about(REVIEW_DATES, "review", said)
    if review.on is not None and review.next is not None and review.next <= review.on:
        said = f"The next review, {review.next}, is not after the last, {review.on}; correct it."
        yield page.about(REVIEW_DATES, "review", said)
    if review.state is ReviewState.APPROVED and review.next is None:
        said = "The page is approved without a day for its next review; add 'next'."
        yield page.about(REVIEW_DATES, "review", said)
