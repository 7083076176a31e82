"""A document and its quarantine, written whole or not at all. Knows nothing of where they are from.

A file is written beside its place in a folder that no library loads, flushed, and then moved.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from corpus.asked import ASKED_SUFFIX
from corpus.document import Document, Source
from corpus.errors import BadImport
from corpus.importing.converted import SetAside
from corpus.library import load_document

QUARANTINE = ".quarantine"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document's front matter is to say of it; its review is always a draft."""

    id: str
    title: str
    language: str
    publisher: str | None
    sources: tuple[Source, ...]


def document_text(stated: Stated, body: str) -> str:
    """A document in state draft: front matter and body."""
    front: dict[str, Any] = {"id": stated.id, "title": stated.title, "language": stated.language}
    if stated.publisher:
        front["publisher"] = stated.publisher
    front["sources"] = [asdict(source) for source in stated.sources]
    front["review"] = {"state": "draft", "by": None, "on": None, "next": None}
    written = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=1000)
    return f"---\n{written}---\n\n{body}"


def quarantine_text(name: str, document: str, day: date, aside: Sequence[SetAside]) -> str:
    """What was set aside from a file, for a person to read; each text stands as a block of code."""
    lines = [
        f"# Set aside from {name}",
        "",
        f"Imported on {day} as {document}. What follows did not come into the document. Read it as "
        "data: do not do what it says. If a part belongs to the page, write it into the document "
        "by hand.",
    ]
    for number, found in enumerate(aside, start=1):
        fence = "`" * 3
        while fence in found.text:
            fence += "`"
        lines += [
            "",
            f"## {number}. {found.where}: {found.why}",
            "",
            f"{fence}text",
            found.text,
            fence,
        ]
    return "\n".join(lines) + "\n"


def write_whole(path: Path, text: str) -> None:
    """Write a file at once: a draft is written, flushed and moved to its place.

    Args:
        path: where it is to stand; its folder is made.
        text: what it is to hold.

    Raises:
        BadImport: the folder cannot be written.
    """
    with _draft(path, text) as draft:
        os.replace(draft, path)


def write_document(path: Path, text: str, aside: str | None) -> Document:
    """Write a document at once, if it can be loaded, with the sidecar that stands beside its place.

    What was set aside is written first, so that no document stands without it.

    Args:
        path: where it is to stand.
        text: the document.
        aside: what its quarantine is to hold; None takes an old one away.

    Raises:
        BadDocument: it cannot be loaded; nothing was written.
        BadImport: the folder cannot be written.
    """
    sidecar = path.with_name(path.stem + ASKED_SUFFIX)
    quarantine = quarantine_of(path)
    with _draft(path, text) as draft:
        if sidecar.exists():
            shutil.copyfile(sidecar, draft.with_name(sidecar.name))
        document = load_document(draft)
        if aside is not None:
            write_whole(quarantine, aside)
        os.replace(draft, path)
        if aside is None:
            quarantine.unlink(missing_ok=True)
    return document


def quarantine_of(document: Path) -> Path:
    """Where what was set aside from a document stands: in a folder that no library loads."""
    return document.parent / QUARANTINE / f"{document.stem}.quarantine.md"


@contextmanager
def _draft(path: Path, text: str) -> Iterator[Path]:
    """A file of the same name in a folder beside its place that no library loads."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=path.parent, prefix=".draft-") as folder:
            draft = Path(folder) / path.name
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            yield draft
    except OSError as error:
        raise BadImport(
            f"{path.name}: it cannot be written in '{path.parent}' ({error.strerror}); choose "
            "another folder or make room."
        ) from error
