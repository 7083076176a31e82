"""Chroma, in one adapter: vectors in, nearest rows out. Chroma's types never leave this file."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

import numpy as np

from index.encoder import Vectors
from index.errors import BuildFailed, Damaged

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

_COLLECTION = "entries"
_BATCH = 1000
# With Chroma's default of 16 neighbours, a graph of 249 texts that was built under load was now and
# then left with a text that no path leads to; with 64, none of 900 was.
_CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200, "max_neighbors": 64}
}


class VectorStore:
    """The vectors of one generation, each under its row number.

    Chroma 1.5.9 is not safe for two writing processes, and opening writes: a store is filled once
    by the process that builds it, and opened by one process at a time.
    """

    def __init__(self, client: Client, collection: Collection) -> None:
        self._client = client
        self._collection = collection
        self._closed = False

    @classmethod
    def create(cls, folder: Path, vectors: Vectors) -> VectorStore:
        """A new store in `folder` that holds the rows of `vectors`, (n, d) float32, unit norm.

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
            for first in range(0, len(vectors), _BATCH):
                batch = np.asarray(vectors[first : first + _BATCH])
                collection.add(
                    ids=[str(first + row) for row in range(len(batch))],
                    embeddings=batch,
                )
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

        if not (folder / "chroma.sqlite3").is_file():
            raise Damaged("the vector store's file is missing")
        client = None
        try:
            client = _connect(folder)
            return cls(client, client.get_collection(_COLLECTION, embedding_function=None))
        except (ChromaError, ValueError, RuntimeError, KeyError) as error:
            if client is not None:
                client.close()
            raise Damaged(f"the vector store cannot be opened ({type(error).__name__})") from error

    def count(self) -> int:
        """How many rows the store believes it holds; see `index.verify` for the truth."""
        return self._collection.count()

    def nearest(self, queries: Vectors, number: int) -> list[list[tuple[int, float]]]:
        """The nearest rows of each query, as (row, similarity in [-1, 1]), nearest first.

        Args:
            queries: (m, d) float32, unit norm, finite.
            number: how many rows to return for each.

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
                (int(row), min(1.0, max(-1.0, 1.0 - float(distance))))
                for row, distance in zip(ids, row_distances, strict=True)
            ]
            for ids, row_distances in zip(found["ids"], distances, strict=True)
        ]

    def close(self) -> None:
        """Flush, and let go of the files; the store cannot answer any more."""
        self._closed = True
        self._client.close()

    def __enter__(self) -> VectorStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _connect(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    # PersistentClient is typed as what all clients share, which leaves out close().
    return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))
