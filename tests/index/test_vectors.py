"""The adapter to Chroma: similarity in [-1, 1], and plain faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors
from index.errors import Damaged
from index.vectors import VectorStore


def unit_rows(number: int, dimension: int = 16) -> Vectors:
    rows = np.random.default_rng(7).normal(size=(number, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture
def rows() -> Vectors:
    return unit_rows(50)


@pytest.fixture
def store(tmp_path: Path, rows: Vectors) -> Iterator[VectorStore]:
    with VectorStore.create(tmp_path / "chroma", rows) as made:
        yield made


def test_the_nearest_to_each_row_is_itself(store: VectorStore, rows: Vectors) -> None:
    found = store.nearest(rows, 3)
    assert [near[0][0] for near in found] == list(range(50))
    assert all(near[0][1] > 0.999 for near in found)


def test_similarity_is_the_cosine_nearest_first_and_within_its_range(
    store: VectorStore, rows: Vectors
) -> None:
    (found,) = store.nearest(-rows[:1], 50)
    similarities = [similarity for _, similarity in found]
    assert len(found) == 50
    assert similarities == sorted(similarities, reverse=True)
    assert -1 <= min(similarities) < -0.999
    assert max(similarities) <= 1
    assert np.allclose(similarities, [float(rows[row] @ -rows[0]) for row, _ in found], atol=1e-5)


def test_no_similarity_leaves_its_range(store: VectorStore, rows: Vectors) -> None:
    every = [s for near in store.nearest(np.vstack([rows, -rows]), 50) for _, s in near]
    assert -1 <= min(every) <= max(every) <= 1


def test_no_more_rows_come_than_there_are(store: VectorStore, rows: Vectors) -> None:
    assert len(store.nearest(rows[:1], 500)[0]) == store.count() == 50


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_query_that_is_not_finite_is_refused(
    store: VectorStore, rows: Vectors, value: float
) -> None:
    query = rows[:1].copy()
    query[0, 3] = value
    with pytest.raises(ValueError, match="not finite"):
        store.nearest(query, 3)


def test_a_query_of_another_dimension_is_a_fault(store: VectorStore) -> None:
    with pytest.raises(Damaged, match="cannot answer"):
        store.nearest(unit_rows(1, 8), 3)


def test_a_store_is_the_same_when_opened_again(tmp_path: Path, rows: Vectors) -> None:
    VectorStore.create(tmp_path / "chroma", rows).close()
    with VectorStore.open(tmp_path / "chroma") as store:
        assert [near[0][0] for near in store.nearest(rows, 1)] == list(range(50))


def test_a_missing_store_is_damaged_and_none_is_made(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(Damaged, match="the vector store's file is missing"):
            VectorStore.open(folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"garbage" * 1000])
def test_a_store_that_chroma_cannot_read_is_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(data)
    with pytest.raises(Damaged, match="the vector store cannot be opened"):
        VectorStore.open(tmp_path)


def test_more_rows_than_one_batch_are_all_found(tmp_path: Path) -> None:
    rows = unit_rows(2300)
    with VectorStore.create(tmp_path / "chroma", rows) as store:
        assert store.count() == 2300
        assert [near[0][0] for near in store.nearest(rows, 1)] == list(range(2300))
