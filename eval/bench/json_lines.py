"""Files of JSON Lines, packed by gzip or not. Knows nothing of what their objects mean."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.bench.bench import MissingData


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a file, each with its place, `file:line`; blank lines are skipped.

    Raises:
        MissingData: the file is missing or cannot be read, or a line is no JSON object.
    """
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise MissingData(f"{place}: it is no JSON.") from error
        if not isinstance(row, dict):
            raise MissingData(f"{place}: it is no JSON object.")
        yield place, row


def text_under(row: dict[str, Any], key: str, place: str, *, blank: bool = False) -> str:
    """The text under a key.

    Args:
        row: an object of `json_lines`.
        key: that must be in it.
        place: of the object, for the message.
        blank: whether it may be blank, or missing.

    Raises:
        MissingData: it is not there, blank, or no text.
    """
    value = row.get(key, "" if blank else None)
    if not isinstance(value, str) or not (blank or value.strip()):
        raise MissingData(f"{place}: there is no text under '{key}'.")
    return value


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            held = file.read()
        return (gzip.decompress(held) if path.suffix == ".gz" else held).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise MissingData(f"There is no file '{path}'.") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise MissingData(f"'{path}' cannot be read ({error}).") from error
