"""One file of a library as text. Knows nothing of what it says."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import BadDocument


def read_text(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        BadDocument: it cannot be read, is empty, or is no such text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDocument(f"{path.name}: it is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise BadDocument(f"{path.name}: it cannot be read ({error.strerror}).") from error
    if not text.strip():
        raise BadDocument(f"{path.name}: it is empty.")
    if "\0" in text:
        raise BadDocument(f"{path.name}: it is not text (it holds zero bytes).")
    return text
