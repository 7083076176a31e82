"""Vectors in a NumPy file, read and written a few rows at a time: none stay in memory.

Plain reads and writes, no memory map: where the disk is full a map kills its process, while a write
raises an error that can be said. Knows nothing of what the vectors are of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.lib import format as npy

from index.closing import Closing
from index.encoder import Vectors
from index.errors import Damaged


class VectorFile(Closing):
    """(n, d) float32 on disk, as `np.load` reads it.

    Example: `with VectorFile.open(path) as file: file.read([0, 7])`
    """

    def __init__(self, file: BinaryIO, rows: int, dimension: int) -> None:
        self._file = file
        self._start = file.tell()
        self.rows = rows
        self.dimension = dimension

    @classmethod
    def create(cls, path: Path, rows: int, dimension: int) -> VectorFile:
        """A new file of so many rows, all of them zero until they are written."""
        file = path.open("w+b")
        header = {"descr": "<f4", "fortran_order": False, "shape": (rows, dimension)}
        npy.write_array_header_1_0(file, header)
        made = cls(file, rows, dimension)
        file.truncate(made._offset(rows))
        return made

    @classmethod
    def open(cls, path: Path) -> VectorFile:
        """The file at `path`, for reading. Raises Damaged where it is not one."""
        try:
            file = path.open("rb")
        except OSError as error:
            raise Damaged("its vectors cannot be read") from error
        try:
            npy.read_magic(file)
            shape, _, kind = npy.read_array_header_1_0(file)
            rows, dimension = shape
        except (ValueError, EOFError, OSError) as error:
            file.close()
            raise Damaged("its vectors cannot be read") from error
        if kind != np.dtype("<f4"):
            file.close()
            raise Damaged("its vectors are of another kind")
        return cls(file, rows, dimension)

    def read(self, rows: Sequence[int]) -> Vectors:
        """Returns (len(rows), d) float32. Raises Damaged where the file ends before one of them."""
        found = np.empty((len(rows), self.dimension), np.float32)
        for first, last in _runs(rows):
            self._file.seek(self._offset(rows[first]))
            size = (last - first) * self.dimension
            read = np.frombuffer(self._file.read(size * 4), "<f4")
            if read.size != size:
                raise Damaged("its vectors are cut short")
            found[first:last] = read.reshape(last - first, self.dimension)
        return found

    def write(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Write (len(rows), d) float32 to those rows."""
        values = np.ascontiguousarray(vectors, "<f4")
        if values.shape != (len(rows), self.dimension):
            raise ValueError(f"{values.shape} vectors do not fit {len(rows)} rows.")
        for first, last in _runs(rows):
            self._file.seek(self._offset(rows[first]))
            self._file.write(values[first:last].tobytes())

    def close(self) -> None:
        """Let go of the file; what was written is in it."""
        self._file.close()

    def _offset(self, row: int) -> int:
        return self._start + row * self.dimension * 4


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of positions in `rows` whose rows follow upon each other."""
    first = 0
    for last in range(1, len(rows) + 1):
        if last == len(rows) or rows[last] != rows[last - 1] + 1:
            yield first, last
            first = last
