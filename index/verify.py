"""Whether a generation finds what was put into it. Run as a process of its own.

Chroma's counts stay right when its graph is damaged, and a damaged store can crash its reader,
which Python cannot catch: so texts are looked up by their own vectors, in a process that may die.

All of them are, unless the check is to be `bounded` and there are more than 10,000. Of those every
one was looked up when the graph was made; then the hashes of the graph's files say that it is the
graph of that time, and only a sample is looked up.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.beside import Beside, read_beside
from index.closing import Closing
from index.entries import text_key
from index.errors import Damaged
from index.lexical import LexicalIndex
from index.looking_up import lost_rows
from index.manifest import Manifest, file_hash, read_manifest
from index.own_process import OwnProcess, serve
from index.passage_file import ENTRIES, PASSAGES, iterate_entries, read_words
from index.texts import Texts, read_texts
from index.vector_file import VectorFile
from index.vectors import VectorStore, load_chroma

_EVERY = 10_000
_SAMPLE = 500
_SEED = 20
_BATCH = 256
_BOUNDED = "bounded"
_UNIT = 1e-3


def verify(folder: Path, *, bounded: bool = False) -> None:
    """Check a generation in this process: file hashes, then self-retrieval of its texts.

    Args:
        folder: of the generation.
        bounded: whether a sample is enough, where it is large.

    Raises:
        Damaged: in words, what is wrong.
    """
    _raise_for(lost_texts(folder, bounded=bounded), folder)


def lost_texts(folder: Path, *, bounded: bool = False) -> list[str]:
    """As `verify`, but returns the keys of the texts that the vector store does not find.

    Raises:
        Damaged: anything else is wrong.
    """
    check_files(folder)
    manifest = read_manifest(folder)
    _check_words(folder, manifest, bounded=bounded)
    texts = read_texts(folder)
    if (len(texts.keys), len(texts.first)) != (manifest.entries, manifest.texts):
        raise Damaged("its files do not hold what its manifest says")
    some = bounded and manifest.texts > _EVERY
    if not some and any(
        text_key(entry.text) != key
        for entry, key in zip(iterate_entries(folder / ENTRIES), texts.keys, strict=True)
    ):
        raise Damaged("a text of it has the key of another")
    beside = read_beside(folder)
    apart = set(beside.keys)
    if not texts.first.keys() >= apart:
        raise Damaged("a text that stands beside its vector store is none of its own")
    with VectorFile.open(folder / "vectors.npy") as vectors:
        if vectors.rows != manifest.entries:
            raise Damaged("its files do not hold what its manifest says")
        _check_beside(vectors, [texts.first[key] for key in beside.keys])
        with VectorStore.open(folder / "chroma") as store:
            _check_keys(store, texts, beside)
            rows = [row for key, row in texts.first.items() if key not in apart]
            if some:
                rows = _some(rows)
            return [texts.keys[row] for row in lost_rows(store, vectors, texts, rows)]


def _raise_for(lost: Sequence[str], folder: Path) -> None:
    if lost:
        number = read_manifest(folder).texts
        raise Damaged(f"the vector store does not find {len(lost)} of its {number} texts")


def _check_words(folder: Path, manifest: Manifest, *, bounded: bool) -> None:
    """Check that the word index finds every passage, or a sample, by its own words."""
    numbers = range(manifest.passages)
    some = bounded and manifest.texts > _EVERY
    wanted = frozenset(_some(numbers) if some else numbers)
    lexical = LexicalIndex.load(folder / "bm25", manifest.passages)
    passages = enumerate(read_words(folder / PASSAGES))
    lost = lexical.missed((n, passage.id, passage.text) for n, passage in passages if n in wanted)
    if lost:
        raise Damaged(f"the word index does not find passage '{lost[0]}'")


def _check_beside(vectors: VectorFile, rows: Sequence[int]) -> None:
    """Check that a text that is compared by itself would be found: its vector is of unit norm."""
    for begin in range(0, len(rows), _BATCH):
        norms = np.linalg.norm(vectors.read(rows[begin : begin + _BATCH]), axis=1)
        if not (np.abs(norms - 1) < _UNIT).all():
            raise Damaged("a vector beside its vector store is not of unit norm")


def _check_keys(store: VectorStore, texts: Texts, beside: Beside) -> None:
    keys, wanted = store.keys(), (texts.first.keys() - set(beside.new)) | set(beside.gone)
    if len(keys) != len(wanted):
        raise Damaged(f"the vector store holds {len(keys)} of {len(wanted)} texts")
    if keys != wanted:
        raise Damaged(f"the vector store holds {len(keys - wanted)} texts that are none of its own")


def _some(rows: Sequence[int]) -> list[int]:
    """A sample of some rows, the same each time."""
    chance = random.Random(_SEED)  # noqa: S311 (no secret)
    return sorted(chance.sample(rows, min(_SAMPLE, len(rows))))


def check_files(folder: Path) -> None:
    """Check that the files of a generation that never change are as they were written.

    Raises:
        Damaged: one is missing, truncated or altered.
    """
    manifest = read_manifest(folder)
    for name, digest in manifest.files.items():
        _check_file(folder / name, digest, f"its file '{name}'")
    for name, digest in manifest.graph.files.items():
        _check_file(folder / "chroma" / name, digest, f"the vector store's file '{name}'")


def _check_file(path: Path, digest: str, called: str) -> None:
    if not path.is_file():
        raise Damaged(f"{called} is missing")
    if file_hash(path) != digest:
        raise Damaged(f"{called} is not as it was written")


class Check(Closing):
    """The check of a generation, in a process of its own that is started at once.

    Example: `with Check() as check: check.verify(folder)`
    """

    def __init__(self) -> None:
        self._process = OwnProcess("index.verify")

    def verify(self, folder: Path, *, bounded: bool = False) -> None:
        """`verify`, once.

        Raises:
            Damaged: the check failed, or the process died of what it read.
        """
        _raise_for(self.lost_texts(folder, bounded=bounded), folder)

    def lost_texts(self, folder: Path, *, bounded: bool = False) -> list[str]:
        """`lost_texts`, once.

        Raises:
            Damaged: the check failed, or the process died of what it read.
        """
        extent = [_BOUNDED] if bounded else []
        lost: list[str] = json.loads(self._process.run([str(folder), *extent]))
        return lost

    def close(self) -> None:
        """End it, whether it was used or not."""
        self._process.close()


def verify_in_process(folder: Path, *, bounded: bool = False) -> None:
    """`verify`, in a process of its own.

    Raises:
        Damaged: the check failed, or the process died of what it read.
    """
    with Check() as check:
        check.verify(folder, bounded=bounded)


def _answer(arguments: list[str]) -> str:
    folder, *extent = arguments
    return json.dumps(lost_texts(Path(folder), bounded=_BOUNDED in extent))


if __name__ == "__main__":
    load_chroma()
    serve(_answer)
