"""The searched texts of a generation, by their keys. Knows nothing of what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import Damaged
from index.passage_file import KEYS


@dataclass(frozen=True, slots=True)
class Texts:
    """The key of each entry, in their order, and of each distinct text the first of its rows."""

    keys: tuple[str, ...]
    first: dict[str, int]


def texts_of(keys: Iterable[str]) -> Texts:
    """Those of entries with these keys."""
    first: dict[str, int] = {}
    names: list[str] = []
    for row, key in enumerate(keys):
        names.append(key)
        first.setdefault(key, row)
    return Texts(tuple(names), first)


def read_texts(folder: Path) -> Texts:
    """Those of a generation. Raises Damaged where the file of its keys cannot be read."""
    try:
        return texts_of((folder / KEYS).read_text(encoding="ascii").split())
    except (OSError, ValueError) as error:
        raise Damaged(f"its {KEYS} cannot be read") from error
