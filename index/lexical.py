"""BM25 over passages, by bm25s. Knows nothing of meaning.

Source: Robertson & Zaragoza 2009; implementation Lù 2024 (bm25s).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
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
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """An index of n texts, in their order."""
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # its import sets it to DEBUG
        scorer = bm25s.BM25()
        scorer.index([content_stems(text) or [""] for text in texts], show_progress=False)
        return cls(scorer, len(texts))

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
