"""Chroma, in one adapter: vectors in, nearest keys out. Chroma's types never leave this file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from index.closing import Closing
from index.encoder import Vectors
from index.errors import BuildFailed, Damaged

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

FILE = "chroma.sqlite3"
BATCH = 4000
"""How many vectors Chroma is given at a time; it writes its whole graph after each."""

_COLLECTION = "entries"
# With Chroma's default of 16 neighbours, a graph of 249 texts that was built under load was now and
# then left with a text that no path leads to; with 64, none of 900 was. With the least threshold of
# syncing the whole graph is in its files when the store is closed, and opening makes no other one.
_CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "ef_search": 200,
        "ef_construction": 200,
        "max_neighbors": 64,
        "sync_threshold": 1,
        "batch_size": 1,
    }
}

Batch = tuple[Sequence[str], Vectors]
"""Keys, and (n, d) float32 of unit norm, a row for each."""


class VectorStore(Closing):
    """The vectors of one generation, each under the key of its text.

    Chroma 1.5.9 is not safe for two writing processes, and opening writes: a store is filled once
    by the process that builds it, and opened by one process at a time.
    """

    def __init__(self, client: Client, collection: Collection) -> None:
        self._client = client
        self._collection = collection
        self._closed = False

    @classmethod
    def create(cls, folder: Path, batches: Iterable[Batch]) -> VectorStore:
        """A new store in `folder`.

        Args:
            folder: is made.
            batches: of at most `BATCH` vectors each.

        Raises:
            BuildFailed: Chroma cannot write it.
        """
        from chromadb.errors import ChromaError

        client = None
        try:
            client = _connect(folder)
            collection = client.create_collection(
                _COLLECTION, configuration=_CONFIGURATION, embedding_function=None
            )
            for keys, vectors in batches:
                collection.add(ids=list(keys), embeddings=vectors)
        except (ChromaError, ValueError, RuntimeError) as error:
            if client is not None:
                client.close()
            raise BuildFailed(
                "The vectors of the index could not be written; is the disk full? "
                f"Nothing live was changed. ({error})"
            ) from error
        return cls(client, collection)

    @classmethod
    def open(cls, folder: Path) -> VectorStore:
        """The store in `folder`.

        Raises:
            Damaged: it is not there, or Chroma cannot read it.
        """
        from chromadb.errors import ChromaError

        if not (folder / FILE).is_file():
            raise Damaged("the vector store's file is missing")
        client = None
        try:
            client = _connect(folder)
            return cls(client, client.get_collection(_COLLECTION, embedding_function=None))
        except (ChromaError, ValueError, RuntimeError, KeyError) as error:
            if client is not None:
                client.close()
            raise Damaged(f"the vector store cannot be opened ({type(error).__name__})") from error

    def keys(self) -> frozenset[str]:
        """What the store believes it holds; see `index.verify` for the truth.

        Raises:
            Damaged: Chroma cannot say.
        """
        from chromadb.errors import ChromaError

        try:
            return frozenset(self._collection.get(include=[])["ids"])
        except (ChromaError, RuntimeError) as error:
            raise Damaged(f"the vector store cannot answer ({type(error).__name__})") from error

    def nearest(self, queries: Vectors, number: int) -> list[list[tuple[str, float]]]:
        """The nearest texts of each query, as (key, similarity in [-1, 1]), nearest first.

        Args:
            queries: (m, d) float32, unit norm, finite.
            number: how many to return for each.

        Raises:
            Damaged: Chroma cannot answer.
        """
        from chromadb.errors import ChromaError

        if not np.isfinite(queries).all():
            raise ValueError("A query vector is not finite.")
        if self._closed:
            raise Damaged("the vector store is closed")
        try:
            found = self._collection.query(
                query_embeddings=queries,
                n_results=number,
                include=["distances"],
            )
        except (ChromaError, RuntimeError) as error:
            raise Damaged(f"the vector store cannot answer ({type(error).__name__})") from error
        distances = found["distances"] or []
        return [
            [
                (key, min(1.0, max(-1.0, 1.0 - float(distance))))
                for key, distance in zip(ids, key_distances, strict=True)
            ]
            for ids, key_distances in zip(found["ids"], distances, strict=True)
        ]

    def close(self) -> None:
        """Flush, and let go of the files; the store cannot answer any more."""
        self._closed = True
        self._client.close()


def _connect(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    # PersistentClient is typed as what all clients share, which leaves out close().
    return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))


def load_chroma() -> None:
    """Import Chroma, which takes a second, before it is needed."""
    import chromadb  # noqa: F401


def graph_files(folder: Path) -> list[Path]:
    """The files of a closed store that opening it does not change: all but its database."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(FILE))


def copy_store(folder: Path, copy: Path) -> None:
    """Copy a store, which may be open in a process that reads it, to a folder that is made.

    Raises:
        Damaged: its database cannot be read.
    """
    for path in graph_files(folder):
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    copy.mkdir(parents=True, exist_ok=True)
    try:
        with (
            closing(
                sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=ro", uri=True)
            ) as old,
            closing(sqlite3.connect(copy / FILE)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise Damaged(f"the vector store cannot be copied ({error})") from error
