"""The vector store of a generation: taken over from its base, or made from scratch.

A graph that is taken over stays as it is, so that it finds what it found when every text of it was
looked up: new texts stand beside it, those that are gone are passed over (see `index.beside`).
Where these become many, a new graph is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from index.base import Base
from index.beside import Beside
from index.errors import Damaged
from index.manifest import Graph, file_hash
from index.texts import Texts
from index.vector_file import VectorFile
from index.vectors import BATCH, Batch, VectorStore, copy_store, graph_files

SHARE = 0.1
"""Of all texts: so many may stand beside a graph because they are new, or be gone from it."""
_LOST = 0.25
"""Of all texts: a new graph that does not lead to more of them is broken."""


def make_store(folder: Path, texts: Texts) -> Graph:
    """Make the vector store of a generation from scratch; every text of it must be looked up yet.

    Args:
        folder: of the generation, its entries and vectors written.
        texts: of its entries.

    Raises:
        BuildFailed: it cannot be written.
    """
    store = folder / "chroma"
    with VectorFile.open(folder / "vectors.npy") as vectors:
        VectorStore.create(store, _batches(texts, vectors)).close()
    Beside().write(folder)
    return Graph(folder.stem, len(texts.first), 0, 0, _hashes(store))


def put_beside(folder: Path, lost: Sequence[str], graph: Graph) -> None:
    """Let the texts that a new graph was found not to lead to stand beside it.

    Raises:
        Damaged: they are so many that it must be broken.
    """
    if len(lost) > _LOST * graph.texts:
        raise Damaged(f"the vector store does not find {len(lost)} of its {graph.texts} texts")
    Beside(lost=tuple(lost)).write(folder)


def take_over_store(
    folder: Path, texts: Texts, base: Base, opening: Callable[[], AbstractContextManager[object]]
) -> Graph | None:
    """Take the vector store of a generation over from its base.

    Args:
        folder: of the generation, its entries and vectors written.
        texts: of its entries.
        base: built by the same encoder.
        opening: gives a lock during which no other process opens the base's store.

    Returns:
        None where too much has changed since the graph was made.

    Raises:
        Damaged: the base's store is not whole.
    """
    graph = base.manifest.graph
    held = (base.texts.first.keys() - set(base.beside.new)) | set(base.beside.gone)
    beside = Beside(
        lost=tuple(key for key in base.beside.lost if key in texts.first),
        new=tuple(key for key in texts.first if key not in held),
        gone=tuple(sorted(held - texts.first.keys())),
    )
    if len(beside.new) + len(beside.gone) > SHARE * len(texts.first):
        return None
    with opening():
        copy_store(base.folder / "chroma", folder / "chroma")
    if _hashes(folder / "chroma") != graph.files:
        raise Damaged("the files of the vector store are not as they were written")
    beside.write(folder)
    return replace(graph, gone=len(beside.gone), new=len(beside.new))


def _batches(texts: Texts, vectors: VectorFile) -> Iterator[Batch]:
    rows = list(texts.first.values())
    for begin in range(0, len(rows), BATCH):
        some = rows[begin : begin + BATCH]
        yield [texts.keys[row] for row in some], vectors.read(some)


def _hashes(store: Path) -> dict[str, str]:
    return {path.relative_to(store).as_posix(): file_hash(path) for path in graph_files(store)}
