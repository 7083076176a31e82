"""Files that commands write: found out before the work, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


class BadOutput(Exception):
    """A file cannot be written; the message says why."""


def check_outputs(outputs: Sequence[Path | None], *, spare: Sequence[Path]) -> None:
    """Find out now whether files can be written later; nothing is left behind.

    Args:
        outputs: where they are to go, each another place; None is none.
        spare: files that none of them may replace.

    Raises:
        BadOutput: one cannot be written; the message says why.
    """
    taken = {path.resolve(): "it is read by this command" for path in spare}
    for path in outputs:
        if path is None:
            continue
        why = taken.get(path.resolve())
        if why is not None:
            raise BadOutput(f"Nothing can be written to '{path}': {why}.")
        taken[path.resolve()] = "another output goes there"
        draft = _draft(path)
        try:
            draft.open("x").close()
            draft.unlink()
        except OSError as error:
            raise BadOutput(_sorry(path, error)) from error


def write_whole(text: str, path: Path) -> None:
    """Write a text file: the whole of it, or nothing.

    Raises:
        BadOutput: it cannot be written; what was there before is as it was.
    """
    draft = _draft(path)
    try:
        # A lone surrogate becomes an escape as JSON has it.
        with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path.resolve())
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadOutput(_sorry(path, error)) from error


def _draft(path: Path) -> Path:
    """Where the file grows, beside its place. Devices and folders are never replaced by a file."""
    real = path.resolve()
    if real.exists() and not real.is_file():
        raise BadOutput(f"Nothing can be written to '{path}': it is not a file.")
    return real.with_name(f".{real.name}.{os.getpid()}.new")


def _sorry(path: Path, error: OSError) -> str:
    return f"'{path}' cannot be written ({error.strerror})."
