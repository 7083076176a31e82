"""Vectors on disk are what was written, row by row, and a broken file is damage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import Damaged
from index.vector_file import VectorFile

ROWS = np.arange(60, dtype=np.float32).reshape(12, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with VectorFile.create(tmp_path / "v.npy", 12, 5) as file:
        file.write([3, 4, 5, 0], ROWS[[3, 4, 5, 0]])
        assert np.array_equal(file.read([5, 0]), ROWS[[5, 0]])
        file.write([1, 2, *range(6, 12)], ROWS[[1, 2, *range(6, 12)]])
    return tmp_path / "v.npy"


def test_it_is_read_as_it_was_written_and_by_numpy_too(path: Path) -> None:
    assert np.array_equal(np.load(path, mmap_mode="r"), ROWS)
    with VectorFile.open(path) as file:
        assert (file.rows, file.dimension) == (12, 5)
        for rows in ([], [7], [0, 1, 2], [11, 3, 4, 3], list(range(12))):
            assert np.array_equal(file.read(rows), ROWS[rows])


def test_vectors_that_do_not_fit_are_refused(path: Path) -> None:
    with VectorFile.create(path, 2, 5) as file, pytest.raises(ValueError, match="do not fit"):
        file.write([0], ROWS[:2])


@pytest.mark.parametrize("data", [None, b"", b"garbage" * 50])
def test_what_is_no_such_file_is_damage(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "v.npy").write_bytes(data)
    with pytest.raises(Damaged, match="its vectors cannot be read"):
        VectorFile.open(tmp_path / "v.npy")


def test_a_file_of_other_numbers_or_cut_short_is_damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4])
    with VectorFile.open(path) as file, pytest.raises(Damaged, match="cut short"):
        file.read([11])
    np.save(path, ROWS.astype(np.float64))
    with pytest.raises(Damaged, match="of another kind"):
        VectorFile.open(path)
