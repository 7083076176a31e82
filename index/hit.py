"""What a search gives for a question: a passage, and why it was found. Knows of no search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import Passage
from index.encoder import Vectors


@dataclass(frozen=True, slots=True)
class HitVectors:
    """The vectors that a hit's similarities are of, unit norm, d numbers each.

    Args:
        asking: (d,) the part of the question that came nearest.
        every: those of the whole generation.
        text_rows: which of them are the passage's and, but for an outline, its sentences'.
        asked_rows: which are of the ways of asking for its section, or of its heading.
    """

    asking: Vectors
    every: Vectors
    text_rows: Sequence[int]
    asked_rows: Sequence[int]

    @property
    def texts(self) -> Vectors:
        """(n, d) the passage, then its sentences in their order."""
        return self.every[list(self.text_rows)]

    @property
    def asked(self) -> Vectors:
        """(m, d) the ways of asking."""
        return self.every[list(self.asked_rows)]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and why.

    `dense` is the greatest similarity in [-1, 1] of the question to the passage or to one of its
    sentences, `sentences` that to each of them, `asked` that to the nearest way of asking for its
    section (to its heading, where none is `known`), `lexical` its BM25 score (0 or more) and
    `fused` its reciprocal-rank score. Of all of them, higher is nearer.

    `asking` is the part of the question that came nearest, spelling corrected, and `completed`
    whether we added the subject to it. `overlap` is the share in [0, 1] of its content stems that
    the passage's section uses, and `foreign` how much it says that the whole library never does:
    the summed rarity (0 or more) of those words.
    """

    passage: Passage
    dense: float
    asked: float
    known: bool
    lexical: float
    fused: float
    sentences: tuple[float, ...]
    asking: str
    completed: bool
    overlap: float
    foreign: float
    vectors: HitVectors = field(compare=False, repr=False)
