"""What is said of a document's review, in words: the one place, for every way of showing it.

Pure functions. Knows nothing of pages and terminals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.texts import Texts
from corpus.document import Review, ReviewState


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """A review as a patient reads it.

    `reviewed` says by whom and when, or that no clinician has; `unreviewed` is whether the latter.
    `due` says when the next review is due, or that it was due already, which `overdue` marks;
    empty where there is nothing to say.
    """

    reviewed: str
    unreviewed: bool
    due: str = ""
    overdue: bool = False


def review_words(
    review: Review, texts: Texts, today: date, in_words: Callable[[date], str]
) -> ReviewWords:
    """What a patient is told of a review.

    Args:
        review: of the cited document.
        texts: what we say ourselves.
        today: by which a review is overdue.
        in_words: how a day is written.

    Example: `review_words(review, texts, date.today(), str).reviewed`
    """
    nobody = unreviewed_words(review, texts)
    if nobody or review.on is None:
        return ReviewWords(nobody, unreviewed=True)
    by = review.by or texts.say("page.clinician")
    reviewed = texts.say("page.review_approved", by=by, on=in_words(review.on))
    if review.next is None:
        return ReviewWords(reviewed, unreviewed=False)
    due = in_words(review.next)
    if overdue(review, today):
        return ReviewWords(reviewed, False, texts.say("page.review_overdue", next=due), True)
    return ReviewWords(reviewed, False, due)


def unreviewed_words(review: Review, texts: Texts) -> str:
    """That no clinician has reviewed it; empty for an approval, which always has its day."""
    approved = review.state is ReviewState.APPROVED and review.on is not None
    return "" if approved else texts.say("page.review_draft")


def overdue(review: Review, today: date) -> bool:
    """Whether the next review of an approved document should have come before today."""
    approved = review.state is ReviewState.APPROVED
    return approved and review.next is not None and review.next < today


def review_for_staff(review: Review, today: date) -> str:
    """A review in one short phrase, for lists.

    Example: `review_for_staff(Review(ReviewState.DRAFT), date.today())` gives `"draft"`.
    """
    if review.lapsed:
        return f"{review.state}, changed since its approval"
    words = str(review.state)
    if review.by:
        words += f" by {review.by}"
    if overdue(review, today):
        return f"{words}, review was due on {review.next}"
    return f"{words}, next review {review.next}" if review.next else words
