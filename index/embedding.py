"""The vectors of a generation, written as they come: those of known texts are taken over.

Equal texts are embedded once. Knows nothing of what a text belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.base import Base
from index.encoder import Encoder
from index.passage_file import ENTRIES, iterate_entries
from index.texts import Texts
from index.vector_file import VectorFile

_BATCH = 128
_COPIED = 2048


def write_vectors(
    folder: Path,
    texts: Texts,
    encoder: Encoder,
    bases: Sequence[Base],
    progress: Callable[[int, int], None],
) -> None:
    """Write `vectors.npy`, a row for each entry, into a generation's folder.

    Args:
        folder: of the generation, its entries written.
        texts: of its entries.
        encoder: for those that no base has.
        bases: generations; those of other encoders lend nothing.
        progress: told how many of how many distinct texts have vectors.
    """
    lenders = [base for base in bases if base.lends_vectors_of(encoder.name)]
    path = folder / "vectors.npy"
    with VectorFile.create(path, len(texts.keys), encoder.dimension) as file:
        fresh = np.zeros(len(texts.keys), bool)
        fresh[list(texts.first.values())] = True
        for base in lenders:
            _take_over(base, texts, fresh, file)
        done = len(texts.first) - int(fresh.sum())
        progress(done, len(texts.first))
        for rows, said in _batches(folder, fresh):
            file.write(rows, encoder.encode(said))
            done += len(rows)
            progress(done, len(texts.first))
        for row, key in enumerate(texts.keys):
            if texts.first[key] != row:
                file.write([row], file.read([texts.first[key]]))


def _take_over(base: Base, texts: Texts, fresh: np.ndarray, file: VectorFile) -> None:
    """Write the rows of texts that a base has; they are `fresh` no more."""
    known = [row for key, row in texts.first.items() if fresh[row] and key in base.texts.first]
    with VectorFile.open(base.folder / "vectors.npy") as old:
        for begin in range(0, len(known), _COPIED):
            rows = known[begin : begin + _COPIED]
            file.write(rows, old.read([base.texts.first[texts.keys[row]] for row in rows]))
    fresh[known] = False


def _batches(folder: Path, fresh: np.ndarray) -> Iterator[tuple[list[int], list[str]]]:
    """The fresh rows with their texts, some at a time."""
    rows: list[int] = []
    said: list[str] = []
    for row, entry in enumerate(iterate_entries(folder / ENTRIES)):
        if fresh[row]:
            rows.append(row)
            said.append(entry.text)
        if len(rows) == _BATCH:
            yield rows, said
            rows, said = [], []
    if rows:
        yield rows, said
