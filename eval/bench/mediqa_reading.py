"""What the product's reader makes of each candidate answer of MEDIQA 2019.

Every question searches the library of all answers; the reader then reads the hits of each of its
candidates alone. Knows nothing of how the figures are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.reading.reader import Reader
from eval.bench.generation import Indexed
from eval.bench.mediqa import Mediqa
from eval.bench.rankers import hits_by_page

HITS = 1000
"""Passages asked for, so that every candidate which is near at all has a hit."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One candidate of one question: the reader's probability that it answers, and whether it does.

    `score` is in [0, 1], and 0 for a candidate without a hit.
    """

    question: str
    page: str
    score: float
    found: bool
    right: bool


def read_mediqa(questions: Mediqa, indexed: Indexed, reader: Reader) -> tuple[Judged, ...]:
    """The candidates of every question of a file, in its order."""
    judged = []
    for asked in questions.questions:
        text = " ".join(asked.text.split())
        held = hits_by_page(indexed.search.find(text, HITS, subject=""), indexed)
        for candidate in asked.candidates:
            hits = held.get(candidate.page, [])
            score = reader.read(hits).score if hits else 0.0
            judged.append(Judged(asked.id, candidate.page, score, bool(hits), candidate.right))
    return tuple(judged)


def pairs_of(judged: Sequence[Judged]) -> NDArray[np.float64]:
    """(n, 2): score, and 1 where right, else 0."""
    return np.array([(one.score, float(one.right)) for one in judged], np.float64).reshape(-1, 2)


def best_threshold(pairs: NDArray[np.float64]) -> float:
    """The score from which on a candidate is best called right: the most are judged rightly then.

    Of equally good ones the highest; infinite where none should be called right.

    Args:
        pairs: (n, 2), as of `pairs_of`, n at least 1.

    Example: `best_threshold(np.array([[0.9, 1], [0.4, 0]]))` gives `0.9`.
    """
    scores = np.append(np.unique(pairs[:, 0]), np.inf)
    right = [accuracy(pairs, threshold) for threshold in scores]
    return float(scores[len(right) - 1 - int(np.argmax(right[::-1]))])


def accuracy(pairs: NDArray[np.float64], threshold: float) -> float:
    """The share of pairs that the threshold judges rightly; it belongs to what is called right."""
    return float(np.mean((pairs[:, 0] >= threshold) == (pairs[:, 1] == 1)))
