"""Passages and entries as files of a generation, a line each: written, and read whole or by line.

Beside each stands what is derived from it, so that it need not be derived again: the stems of a
passage, the key of an entry's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from corpus.document import Passage, Role, Sentence
from index.entries import Entry, EntryKind, text_key
from index.errors import Damaged
from index.words import content_stems

PASSAGES = "passages.jsonl"
STEMS = "stems.txt"
ENTRIES = "entries.jsonl"
KEYS = "keys.txt"


@dataclass(frozen=True, slots=True)
class Words:
    """Of a passage its id and what it says."""

    id: str
    text: str


def write_lines(file: BinaryIO, rows: Iterable[Passage | Entry]) -> int:
    """Write one JSON object a line; returns how many."""
    lines = 0
    for row in rows:
        file.write(json.dumps(asdict(row), ensure_ascii=False).encode() + b"\n")
        lines += 1
    return lines


def moved(line: bytes, by: int) -> bytes:
    """The line of an entry whose passage now stands so many places further on."""
    row = json.loads(line)
    row["passage"] += by
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def write_stems(file: BinaryIO, passages: Iterable[Passage]) -> int:
    """Write the stems by which each passage is found by words, a line each; returns how many."""
    lines = 0
    for passage in passages:
        stems = content_stems(f"{' '.join(passage.path)} {passage.text}")
        file.write(" ".join(stems).encode() + b"\n")
        lines += 1
    return lines


def read_stems(path: Path) -> Iterator[list[str]]:
    """The stems that `write_stems` wrote, passage by passage."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.split()


def write_keys(file: BinaryIO, entries: Iterable[Entry]) -> int:
    """Write the key of each entry's text, a line each; returns how many."""
    lines = 0
    for entry in entries:
        file.write(text_key(entry.text).encode() + b"\n")
        lines += 1
    return lines


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


def read_words(path: Path) -> Iterator[Words]:
    """The passages one by one, without their sentences. Raises Damaged where a line is not one."""
    for row in _read_lines(path):
        try:
            yield Words(row["id"], row["text"])
        except (TypeError, KeyError) as error:
            raise Damaged(f"its {path.name} cannot be read") from error


def read_entries(path: Path) -> list[Entry]:
    """The entries that `write_lines` wrote. Raises Damaged where a line is not one."""
    return list(iterate_entries(path))


def iterate_entries(path: Path) -> Iterator[Entry]:
    """The entries one by one. Raises Damaged where a line is not one."""
    for row in _read_lines(path):
        try:
            yield Entry(**{**row, "kind": EntryKind(row["kind"])})
        except (TypeError, KeyError, ValueError) as error:
            raise Damaged(f"its {path.name} cannot be read") from error


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise Damaged(f"its {path.name} cannot be read") from error
