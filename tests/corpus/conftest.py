"""Documents written by a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.library import load_document

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write `text` as a file of the test's library, byte for byte; gives its path."""

    def write_file(text: str | bytes, name: str = "page.md") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_file


@pytest.fixture
def read(write: Write) -> Callable[[str], Document]:
    """The document that a Markdown text is read as."""
    return lambda text: load_document(write(text))
