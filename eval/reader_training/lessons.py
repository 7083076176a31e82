"""What the trained reader learns from: a question beside a text, and what is known of the pair."""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """One pair of a question and a sentence with what stands around it.

    `answers` says whether the passage that the sentence is the nearest of answers the question,
    `says` whether this very sentence does: 1, 0, or `UNKNOWN`, which teaches nothing. `source`
    names the data that the lesson comes from.
    """

    question: str
    text: str
    answers: float
    says: float
    source: str


def ordered(lessons: list[Lesson]) -> list[Lesson]:
    """Each different lesson once, in an order that hangs on nothing but the lessons."""
    keys = {(x.question, x.text): x for x in lessons}
    return [keys[key] for key in sorted(keys)]
