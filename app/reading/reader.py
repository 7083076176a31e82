"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpus.document import Passage, Sentence
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Chosen:
    """Sentences of one passage, in the order of their document."""

    passage: Passage
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a question.

    `score` is the probability in [0, 1] that the library answers; `chosen` is empty where it is
    below `threshold`. `reasons` say in words what moved it most.
    """

    score: float
    threshold: float
    signals: Mapping[str, float]
    chosen: tuple[Chosen, ...]
    reasons: tuple[str, ...] = ()


class Reader(Protocol):
    """Decides whether hits answer a question, and by which sentences."""

    @property
    def about(self) -> Mapping[str, Any]:
        """What it is and what it was fitted on, as a report records it."""

    def read(self, hits: Sequence[Hit]) -> Reading:
        """Read the hits of one question, at least one, in any order."""


def without_repeats(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """What was chosen, each sentence once, at its first place."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for one in chosen:
        fresh = tuple(s for s in one.sentences if (one.passage.document, s.start) not in seen)
        seen |= {(one.passage.document, s.start) for s in fresh}
        if fresh:
            kept.append(Chosen(one.passage, fresh))
    return tuple(kept)
