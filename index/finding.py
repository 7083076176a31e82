"""The texts nearest to a vector: by the vector store's graph, and one by one those beside it.

Gives rows of the entries. Knows nothing of passages, nor of how a question is made a vector.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from index.beside import Beside, read_beside
from index.encoder import Vectors
from index.errors import Damaged
from index.vectors import VectorStore


class TextFinder:
    """One opened generation's texts.

    Args:
        store: its vector store, opened; closed with the finder.
        rows: the rows of each distinct text, by its key.
        beside: the texts that the store's graph does not lead to, and those that are gone.
        vectors: (len(beside.keys), d) float32.

    Example: `[row for row, similarity in finder.nearest(vectors, 60)[0]]`
    """

    def __init__(
        self,
        store: VectorStore,
        rows: Mapping[str, Sequence[int]],
        beside: Beside,
        vectors: Vectors,
    ) -> None:
        self._store = store
        self._rows = rows
        self._beside = beside.keys
        self._gone = frozenset(beside.gone)
        self._vectors = vectors

    @classmethod
    def open(cls, folder: Path, keys: Sequence[str], vectors: Vectors) -> TextFinder:
        """The finder of a generation.

        Args:
            folder: of the generation.
            keys: the key of each entry.
            vectors: (n, d) float32, of each entry.

        Raises:
            Damaged: its vector store cannot be opened, or what stands beside is not its own.
        """
        beside = read_beside(folder)
        rows: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(key, []).append(row)
        if not rows.keys() >= set(beside.keys):
            raise Damaged("a text that stands beside its vector store is none of its own")
        apart = np.asarray(vectors[[rows[key][0] for key in beside.keys]])
        return cls(VectorStore.open(folder / "chroma"), rows, beside, apart)

    def close(self) -> None:
        """Let go of the vector store."""
        self._store.close()

    def nearest(self, queries: Vectors, number: int) -> list[list[tuple[int, float]]]:
        """The nearest rows of each query, as (row, similarity in [-1, 1]), nearest first.

        A text that is entered several times is found in each of its rows, the first of them first.

        Args:
            queries: (m, d) float32, unit norm, finite.
            number: at most how many rows for each.

        Raises:
            Damaged: the vector store cannot answer, or finds nothing.
        """
        found = self._live(queries, min(number, len(self._rows)))
        similarities = np.clip(queries @ self._vectors.T, -1.0, 1.0)
        return [
            list(self._expanded(near, beside, number))
            for near, beside in zip(found, similarities, strict=True)
        ]

    def _live(self, queries: Vectors, number: int) -> list[list[tuple[str, float]]]:
        """What the graph finds, without the texts that are gone: as many as without those."""
        asked = number
        while True:
            found = self._store.nearest(queries, asked)
            live = [[pair for pair in near if pair[0] not in self._gone] for near in found]
            missing = number - min(len(near) for near in live)
            if missing <= 0 or not self._gone or asked > max(len(near) for near in found):
                return [near[:number] for near in live]
            asked = 2 * asked + missing

    def _expanded(
        self, near: Sequence[tuple[str, float]], beside: Vectors, number: int
    ) -> Iterator[tuple[int, float]]:
        if not near:
            raise Damaged("the vector store finds nothing at all")
        similarity = dict(near)
        if not self._rows.keys() >= similarity.keys():
            raise Damaged("the vector store leads to a text that is none of its own")
        for one in np.argsort(-beside, kind="stable")[:number]:
            similarity[self._beside[one]] = float(beside[one])
        ordered = sorted(similarity, key=lambda key: (-similarity[key], self._rows[key][0]))
        rows = ((row, similarity[key]) for key in ordered for row in self._rows[key])
        return islice(rows, number)
