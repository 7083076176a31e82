"""The adapter to Chroma: similarity in [-1, 1], and plain faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors
from index.errors import Damaged
from index.manifest import file_hash
from index.vectors import Batch, VectorStore, copy_store, graph_files


def unit_rows(number: int, dimension: int = 16) -> Vectors:
    rows = np.random.default_rng(7).normal(size=(number, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def named(rows: Vectors, first: int = 0) -> Batch:
    """A batch whose keys are the numbers of the rows."""
    return [str(first + row) for row in range(len(rows))], rows


@pytest.fixture
def rows() -> Vectors:
    return unit_rows(50)


@pytest.fixture
def store(tmp_path: Path, rows: Vectors) -> Iterator[VectorStore]:
    with VectorStore.create(tmp_path / "chroma", [named(rows)]) as made:
        yield made


def test_the_nearest_to_each_row_is_itself(store: VectorStore, rows: Vectors) -> None:
    found = store.nearest(rows, 3)
    assert [near[0][0] for near in found] == [str(row) for row in range(50)]
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
    assert np.allclose(
        similarities, [float(rows[int(key)] @ -rows[0]) for key, _ in found], atol=1e-5
    )


def test_no_similarity_leaves_its_range(store: VectorStore, rows: Vectors) -> None:
    every = [s for near in store.nearest(np.vstack([rows, -rows]), 50) for _, s in near]
    assert -1 <= min(every) <= max(every) <= 1


def test_no_more_rows_come_than_there_are(store: VectorStore, rows: Vectors) -> None:
    assert len(store.nearest(rows[:1], 500)[0]) == len(store.keys()) == 50


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
    VectorStore.create(tmp_path / "chroma", [named(rows)]).close()
    with VectorStore.open(tmp_path / "chroma") as store:
        assert [near[0][0] for near in store.nearest(rows, 1)] == [str(row) for row in range(50)]


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


def test_several_batches_are_all_found(tmp_path: Path) -> None:
    rows = unit_rows(2300)
    batches = [named(rows[:1200]), named(rows[1200:], 1200)]
    with VectorStore.create(tmp_path / "chroma", batches) as store:
        assert store.keys() == {str(row) for row in range(2300)}
        assert [near[0][0] for near in store.nearest(rows, 1)] == [str(r) for r in range(2300)]


@pytest.mark.parametrize("number", [1, 2, 12, 1001])
def test_opening_and_asking_change_no_file_of_the_graph(tmp_path: Path, number: int) -> None:
    """So their hashes say that it is the graph that was looked up."""
    rows = unit_rows(number)
    VectorStore.create(tmp_path, [named(rows)]).close()
    before = {path: file_hash(path) for path in graph_files(tmp_path)}
    assert any(path.name == "data_level0.bin" for path in before)
    for _ in range(2):
        with VectorStore.open(tmp_path) as store:
            store.nearest(rows[:5], 3)
            store.keys()
    assert {path: file_hash(path) for path in graph_files(tmp_path)} == before


def test_a_store_is_copied_while_it_is_open(tmp_path: Path, rows: Vectors) -> None:
    VectorStore.create(tmp_path / "chroma", [named(rows)]).close()
    with VectorStore.open(tmp_path / "chroma") as store:
        copy_store(tmp_path / "chroma", tmp_path / "copy")
        assert [near[0][0] for near in store.nearest(rows, 1)] == [str(row) for row in range(50)]
    with VectorStore.open(tmp_path / "copy") as copy:
        assert len(copy.keys()) == 50
        assert [near[0][0] for near in copy.nearest(rows, 1)] == [str(row) for row in range(50)]


@pytest.mark.parametrize("data", [None, b"garbage" * 1000])
def test_a_damaged_store_is_not_copied(tmp_path: Path, data: bytes | None) -> None:
    (tmp_path / "chroma").mkdir()
    if data is not None:
        (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(data)
    with pytest.raises(Damaged, match="the vector store cannot be copied"):
        copy_store(tmp_path / "chroma", tmp_path / "copy")
