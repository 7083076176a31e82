"""Passages and entries as JSON Lines files of a generation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.document import Passage, Role, Sentence
from index.entries import Entry, EntryKind
from index.errors import Damaged


def write_lines(path: Path, rows: Iterable[Passage | Entry]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def read_passages(path: Path) -> list[Passage]:
    """The passages that `write_lines` wrote. Raises Damaged where a line is not one."""
    passages = []
    for row in _read_lines(path):
        try:
            sentences = tuple(
                Sentence(**{**sentence, "role": Role(sentence["role"])})
                for sentence in row["sentences"]
            )
            passages.append(Passage(**{**row, "path": tuple(row["path"]), "sentences": sentences}))
        except (TypeError, KeyError, ValueError) as error:
            raise Damaged(f"its {path.name} cannot be read") from error
    return passages


def read_entries(path: Path) -> list[Entry]:
    """The entries that `write_lines` wrote. Raises Damaged where a line is not one."""
    try:
        return [Entry(**{**row, "kind": EntryKind(row["kind"])}) for row in _read_lines(path)]
    except (TypeError, KeyError, ValueError) as error:
        raise Damaged(f"its {path.name} cannot be read") from error


def _read_lines(path: Path) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]
    except (OSError, ValueError) as error:
        raise Damaged(f"its {path.name} cannot be read") from error
