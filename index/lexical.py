"""BM25 over passages, by bm25s. Knows nothing of meaning.

Source: Robertson & Zaragoza 2009; implementation Lù 2024 (bm25s).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import Damaged
from index.words import content_stems


class LexicalIndex:
    """BM25 scores of a question against every passage; a score is 0 or more, higher is nearer."""

    def __init__(self, scorer: object, size: int) -> None:
        self._scorer = scorer
        self._size = size

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """An index of n texts, in their order."""
        return cls.of_stems(content_stems(text) for text in texts)

    @classmethod
    def of_stems(cls, texts: Iterable[Sequence[str]]) -> LexicalIndex:
        """An index of n texts, in their order, given by their content stems one by one."""
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # its import sets it to DEBUG
        scorer = bm25s.BM25()
        held: dict[str, str] = {}  # each stem once in memory, however often it stands in the texts
        stems = [[held.setdefault(stem, stem) for stem in text] or [""] for text in texts]
        scorer.index(stems, show_progress=False)
        return cls(scorer, len(stems))

    def save(self, folder: Path) -> None:
        """Write the index into a folder that is made for it."""
        self._scorer.save(str(folder), show_progress=False)  # type: ignore[attr-defined]

    @classmethod
    def load(cls, folder: Path, size: int) -> LexicalIndex:
        """The index of `size` texts that `save` wrote.

        Raises:
            Damaged: a file of it is missing or cannot be read.
        """
        import bm25s

        try:
            return cls(bm25s.BM25.load(str(folder)), size)
        except (OSError, ValueError, TypeError, KeyError, EOFError) as error:
            raise Damaged("its word index cannot be read") from error

    def scores(self, question: str) -> NDArray[np.float32]:
        """Returns (n,) float32, the score of every text."""
        known = [
            stem
            for stem in content_stems(question)
            if stem in self._scorer.vocab_dict  # type: ignore[attr-defined]
        ]
        if not known:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._scorer.get_scores(known), np.float32)  # type: ignore[attr-defined]

    def missed(self, texts: Iterable[tuple[int, str, str]]) -> list[str]:
        """The names of those texts, given as (position, name, text), that score 0 or less.

        Each is scored against its own words, as `scores` does, but for itself alone. One without a
        word that counts is not missed.
        """
        known: dict[str, int] = self._scorer.vocab_dict  # type: ignore[attr-defined]
        positions, stems, weights = self._by_text()
        names = []
        for position, name, text in texts:
            first, last = np.searchsorted(positions, [position, position + 1])
            own = dict(zip(stems[first:last].tolist(), weights[first:last].tolist(), strict=True))
            words = content_stems(text)
            score = sum(own.get(known[word], 0.0) for word in words if word in known)
            if words and not score > 0:
                names.append(name)
        return names

    def _by_text(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Position of its text, number of its stem, and weight, of each pair, by position."""
        columns = self._scorer.scores  # type: ignore[attr-defined]
        stems = np.repeat(np.arange(len(columns["indptr"]) - 1), np.diff(columns["indptr"]))
        order = np.argsort(columns["indices"], kind="stable")
        return (
            np.asarray(columns["indices"], np.int64)[order],
            stems[order],
            np.asarray(columns["data"], np.float32)[order],
        )
