"""What a generation notes of each document of its library, so that the next one need not read it.

Knows nothing of what stands in a document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.document import Review, ReviewState
from index.errors import Damaged

FILE = "pages.jsonl"


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a file: the byte at which they begin, and how many there are."""

    start: int
    lines: int


@dataclass(frozen=True, slots=True)
class Files:
    """The file of a document: its path inside the library, its hash, and that of its sidecar."""

    path: str
    text: str
    asked: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One document, and where its lines stand in the generation's files of those names.

    `first` is the position of its first passage. One that is not served has no lines.
    """

    id: str
    files: Files
    state: ReviewState
    lapsed: bool
    first: int
    passages: Span
    stems: Span
    entries: Span
    keys: Span

    @property
    def review(self) -> Review:
        """Its review, as far as it says whether the document is served."""
        return Review(self.state, lapsed=self.lapsed)


_PAGE = TypeAdapter(Page)


def write_pages(folder: Path, pages: Iterable[Page]) -> None:
    """Write one JSON object a line into the generation's folder."""
    with (folder / FILE).open("w", encoding="utf-8") as file:
        for page in pages:
            file.write(json.dumps(asdict(page), ensure_ascii=False) + "\n")


def read_pages(folder: Path) -> list[Page]:
    """The pages of a generation. Raises Damaged where a line is not one."""
    try:
        with (folder / FILE).open("rb") as file:
            return [_PAGE.validate_json(line) for line in file]
    except (OSError, ValidationError) as error:
        raise Damaged(f"its {FILE} cannot be read") from error
