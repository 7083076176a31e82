"""Texts are found by the graph and beside it, in every row, and those that are gone are not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.beside import Beside
from index.encoder import Vectors
from index.errors import Damaged
from index.finding import TextFinder
from index.vectors import VectorStore


def unit_rows(number: int, dimension: int = 16) -> Vectors:
    rows = np.random.default_rng(7).normal(size=(number, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def finder(folder: Path, keys: list[str], rows: Vectors, beside: Beside) -> TextFinder:
    """Of a store that holds all rows but the new ones."""
    held = [row for row, key in enumerate(keys) if key not in beside.new]
    VectorStore.create(folder / "chroma", [([keys[row] for row in held], rows[held])]).close()
    beside.write(folder)
    live = [row for row, key in enumerate(keys) if key not in beside.gone]
    return TextFinder.open(folder, [keys[row] for row in live], rows[live])


@pytest.mark.parametrize("number", [1, 5, 60])
def test_all_that_is_not_gone_is_found_by_its_similarity(tmp_path: Path, number: int) -> None:
    rows = unit_rows(100)
    keys = [f"k{row}" for row in range(100)]
    beside = Beside(lost=("k3",), new=("k4", "k5"), gone=tuple(f"k{row}" for row in range(60, 100)))
    found = finder(tmp_path, keys, rows, beside)
    queries = unit_rows(120)[60:]  # the first forty are what is gone
    for query, near in zip(queries, found.nearest(queries, number), strict=True):
        wanted = np.argsort(-(rows[:60] @ query), kind="stable")[:number]
        assert [row for row, _ in near] == wanted.tolist()
        assert np.allclose([s for _, s in near], (rows @ query)[wanted], atol=1e-5)
    found.close()


def test_an_equal_text_is_found_in_each_of_its_rows_up_to_the_number(tmp_path: Path) -> None:
    rows = unit_rows(4)
    VectorStore.create(tmp_path / "chroma", [(["a", "b"], rows[:2])]).close()
    Beside().write(tmp_path)
    found = TextFinder.open(tmp_path, ["a", "b", "a", "a"], rows[[0, 1, 0, 0]])
    (near,) = found.nearest(rows[:1], 4)
    assert [row for row, _ in near] == [0, 2, 3, 1]
    assert [[row for row, _ in few] for few in found.nearest(rows[:1], 2)] == [[0, 2]]
    found.close()


def test_what_leads_to_no_text_of_the_generation_is_damage(tmp_path: Path) -> None:
    rows = unit_rows(2)
    VectorStore.create(tmp_path / "chroma", [(["a", "b"], rows)]).close()
    Beside().write(tmp_path)
    found = TextFinder.open(tmp_path, ["a"], rows[:1])
    with pytest.raises(Damaged, match="none of its own"):
        found.nearest(rows[1:], 1)
    found.close()
    Beside(new=("z",)).write(tmp_path)
    with pytest.raises(Damaged, match="none of its own"):
        TextFinder.open(tmp_path, ["a"], rows[:1])


def test_a_graph_that_finds_nothing_is_damage_whatever_stands_beside(tmp_path: Path) -> None:
    VectorStore.create(tmp_path / "chroma", []).close()
    Beside(new=("a",)).write(tmp_path)
    found = TextFinder.open(tmp_path, ["a"], unit_rows(1))
    with pytest.raises(Damaged, match="finds nothing at all"):
        found.nearest(unit_rows(1), 1)
    found.close()
