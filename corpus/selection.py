"""Which documents of a library are served, and why others are not. Knows nothing of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Review, ReviewState


class Selection(StrEnum):
    """What is served: every document, or those alone that a clinician has approved as they stand.

    A withdrawn document belongs to neither.
    """

    ALL = "all"
    REVIEWED = "reviewed"


class LeftOut(StrEnum):
    """Why a document is not served."""

    DRAFT = "not yet approved"
    LAPSED = "changed since approval"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents of a library are served, and why how many are not."""

    served: int
    left_out: tuple[tuple[LeftOut, int], ...]

    def reasons(self) -> str:
        """Such as `30 not yet approved, 1 withdrawn`; empty where none is left out."""
        return ", ".join(f"{number} {reason}" for reason, number in self.left_out)


def why_left_out(review: Review, selection: Selection) -> LeftOut | None:
    """Why a document of that review is not served; None where it is.

    Example: `why_left_out(Review(ReviewState.DRAFT), Selection.REVIEWED)` gives `LeftOut.DRAFT`.
    """
    if review.state is ReviewState.WITHDRAWN:
        return LeftOut.WITHDRAWN
    if selection is Selection.ALL or review.state is ReviewState.APPROVED:
        return None
    return LeftOut.LAPSED if review.lapsed else LeftOut.DRAFT


def tally(reviews: Iterable[Review], selection: Selection) -> Tally:
    """Count what is served of documents with those reviews.

    Example: `tally([Review(ReviewState.DRAFT)], Selection.ALL).served` gives 1.
    """
    counts = Counter(why_left_out(review, selection) for review in reviews)
    left_out = tuple((reason, counts[reason]) for reason in LeftOut if counts[reason])
    return Tally(counts[None], left_out)
