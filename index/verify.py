"""Whether a generation finds what was put into it. Run as a process of its own.

`count()` stays right when Chroma's graph is damaged, and a damaged store can crash its reader,
which Python cannot catch: so every text is looked up by its own vector, in a process that may die.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from index.errors import Damaged
from index.lexical import LexicalIndex
from index.manifest import file_hash, read_manifest
from index.passage_file import read_passages
from index.vectors import VectorStore
from index.words import content_stems

_BATCH = 256
_SAME = 0.999
# One text in two batches, padded differently, gets vectors that differ in the seventh digit.
_NOISE = 1e-5
_DAMAGED = 3


def verify(folder: Path) -> None:
    """Check a generation in this process: file hashes, then self-retrieval of every text.

    Raises:
        Damaged: in words, what is wrong.
    """
    check_files(folder)
    manifest = read_manifest(folder)
    vectors = np.load(folder / "vectors.npy", mmap_mode="r")
    passages = read_passages(folder / "passages.jsonl")
    lexical = LexicalIndex.load(folder / "bm25", len(passages))
    for number, passage in enumerate(passages):
        if content_stems(passage.text) and not lexical.scores(passage.text)[number] > 0:
            raise Damaged(f"the word index does not find passage '{passage.id}'")
    with VectorStore.open(folder / "chroma") as store:
        if store.count() != manifest.entries:
            raise Damaged(f"the vector store holds {store.count()} of {manifest.entries} texts")
        lost = 0
        for first in range(0, len(vectors), _BATCH):
            batch = np.asarray(vectors[first : first + _BATCH])
            for number, found in enumerate(store.nearest(batch, 1)):
                # A text that stands twice may be found in the other's place.
                same = found and np.allclose(vectors[found[0][0]], batch[number], atol=_NOISE)
                lost += not same or found[0][1] < _SAME
        if lost:
            raise Damaged(f"the vector store does not find {lost} of its {len(vectors)} texts")


def check_files(folder: Path) -> None:
    """Check that the files of a generation that never change are as they were written.

    Raises:
        Damaged: one is missing, truncated or altered.
    """
    manifest = read_manifest(folder)
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise Damaged(f"its file '{name}' is missing")
        if file_hash(path) != digest:
            raise Damaged(f"its file '{name}' is not as it was written")


def verify_in_process(folder: Path) -> None:
    """`verify`, in a process of its own.

    Raises:
        Damaged: the check failed, or the process died of what it read.
    """
    done = subprocess.run(  # noqa: S603 (our own module, on a folder of ours)
        [sys.executable, "-P", "-m", "index.verify", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        told = done.returncode == _DAMAGED and said
        raise Damaged(said[-1] if told else "its vector store is corrupt")


if __name__ == "__main__":
    try:
        verify(Path(sys.argv[1]))
    except Damaged as error:
        print(error, file=sys.stderr)
        sys.exit(_DAMAGED)
