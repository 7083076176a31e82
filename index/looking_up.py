"""Which texts the graph of a vector store does not lead to: each is looked up by its own vector."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.errors import Damaged
from index.texts import Texts
from index.vector_file import VectorFile
from index.vectors import VectorStore

Vector = NDArray[np.float32]

_BATCH = 256
_SAME = 0.999
_SEVERAL = 200
# Two texts of the same words can have the same vector, or one that differs in the seventh digit.
_NOISE = 1e-5


def lost_rows(
    store: VectorStore, vectors: VectorFile, texts: Texts, rows: Sequence[int]
) -> list[int]:
    """Those of some rows whose text the store does not find by its own vector.

    Raises:
        Damaged: the store cannot answer.
    """
    lost = []
    for begin in range(0, len(rows), _BATCH):
        batch = rows[begin : begin + _BATCH]
        queries = vectors.read(batch)
        if not np.isfinite(queries).all():
            raise Damaged("a vector of it is not finite")
        for row, query, found in zip(batch, queries, store.nearest(queries, 1), strict=True):
            if not (
                _found(found, row, query, vectors, texts)
                # A text that is gone may stand in its place.
                or (
                    found
                    and found[0][0] not in texts.first
                    and _found(_own(store, query, texts), row, query, vectors, texts)
                )
            ):
                lost.append(row)
    return lost


def _found(
    found: Sequence[tuple[str, float]], row: int, query: Vector, vectors: VectorFile, texts: Texts
) -> bool:
    """Whether the first text that was found for a row is its own, or one of equal vector."""
    if not found or found[0][1] < _SAME:
        return False
    key, _ = found[0]
    other = texts.first.get(key)
    return key == texts.keys[row] or (
        other is not None and np.allclose(vectors.read([other])[0], query, atol=_NOISE)
    )


def _own(store: VectorStore, query: Vector, texts: Texts) -> list[tuple[str, float]]:
    """What is found for a query, without the texts that are gone."""
    (found,) = store.nearest(query[None], _SEVERAL)
    return [pair for pair in found if pair[0] in texts.first]
