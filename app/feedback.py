"""What patients chose to send about an answer: one file of JSON lines, kept for some days.

Knows nothing of HTTP. Nothing that a patient wrote is in a message or in a log.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from app.errors import AppError
from index.generations import sync_folder

FEEDBACK_FILE = "feedback.jsonl"
_LOCK_FILE = ".feedback.lock"
_LARGEST = 64 * 2**20  # bytes: a flood must not fill the disk that the index needs
_WAIT = 5.0
_OURS_ALONE = 0o600
_log = logging.getLogger(__name__)


class NotKept(AppError):
    """The feedback is not on the disk."""


class Reason(StrEnum):
    """What a patient may say was not right."""

    NOT_MY_QUESTION = "not_my_question"
    HARD_TO_UNDERSTAND = "hard_to_understand"
    TOO_LITTLE = "too_little"
    WRONG_OR_UNSAFE = "wrong_or_unsafe"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one patient sent about one answer.

    `at` is in UTC, `status` that of the answer, `cited` the (document, section) of each quote's
    citation.
    """

    at: datetime
    helpful: bool
    reasons: tuple[str, ...]
    comment: str
    question: str
    status: str
    cited: tuple[tuple[str, str], ...]


_ROW = TypeAdapter(Feedback)


class FeedbackFile:
    """The feedback that is kept in a folder; many threads and processes may add to it.

    Args:
        folder: made where it is missing.
        days: for which a row is kept.

    Example: `FeedbackFile(settings.data_dir, settings.feedback_days).all()`
    """

    def __init__(self, folder: Path, days: int) -> None:
        self.days = days
        self._path = folder / FEEDBACK_FILE
        self._lock = Lock()
        self._expired: date | None = None

    def add(self, feedback: Feedback) -> None:
        """Keep it: it is on the disk when this returns. Removes old rows, once a day.

        Raises:
            NotKept: the disk does not take it; what was kept before is as it was.
        """
        if self._expired != feedback.at.date():
            self.expire(feedback.at)
        row = _ROW.dump_json(feedback) + b"\n"
        try:
            with self._alone():
                _append(self._path, row)
        except (OSError, Timeout) as error:
            raise NotKept("The feedback could not be kept.") from error

    def all(self) -> tuple[Feedback, ...]:
        """All that is kept, oldest first; a line that is none, as after a kill, is passed over."""
        found = []
        for line in self._lines():
            try:
                found.append(_ROW.validate_json(line))
            except ValidationError:
                continue
        return tuple(found)

    def expire(self, now: datetime) -> None:
        """Remove what is older than `days`; where that fails the log says so, and all is kept."""
        oldest = now - timedelta(days=self.days)
        try:
            if self._path.exists():
                with self._alone():
                    kept = [line for line in self._lines() if _is_since(oldest, line)]
                    data = b"".join(line + b"\n" for line in kept)
                    if data != self._path.read_bytes():
                        _replace(self._path, data)
            self._expired = now.date()
        except (OSError, Timeout) as error:
            _log.error("Old feedback could not be removed: %s", type(error).__name__)

    def _lines(self) -> list[bytes]:
        """The lines that were written to their end."""
        try:
            return self._path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return []

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other thread or process writes meanwhile."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Beside the file, which may be replaced by another while we wait for its lock.
        other_processes = FileLock(self._path.with_name(_LOCK_FILE), mode=_OURS_ALONE)
        with self._lock, other_processes.acquire(timeout=_WAIT):
            yield


def _append(path: Path, row: bytes) -> None:
    """Add a row behind the last whole one; where that fails, the file is as it was."""
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT, _OURS_ALONE)
    try:
        os.fchmod(handle, _OURS_ALONE)
        end = _end_of_rows(handle)
        if end + len(row) > _LARGEST:
            raise OSError("it is full")
        os.ftruncate(handle, end)
        try:
            os.lseek(handle, end, os.SEEK_SET)
            _write(handle, row)
        except OSError:
            os.ftruncate(handle, end)
            raise
    finally:
        os.close(handle)
    if new:
        sync_folder(path.parent)


def _end_of_rows(handle: int) -> int:
    """Where the last whole row ends: a kill may have cut one short."""
    end = os.fstat(handle).st_size
    while end:
        begin = max(0, end - 4096)
        newline = os.pread(handle, end - begin, begin).rfind(b"\n")
        if newline >= 0:
            return begin + newline + 1
        end = begin
    return 0


def _is_since(oldest: datetime, line: bytes) -> bool:
    """Whether a row is no older; one without a time that can be read is not kept for ever."""
    try:
        return datetime.fromisoformat(json.loads(line)["at"]) >= oldest
    except (ValueError, TypeError, KeyError):
        return False


def _replace(path: Path, data: bytes) -> None:
    """Put other rows in the place of all; whatever fails on the way, the file is whole."""
    draft = path.with_name(f".{path.name}.new")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OURS_ALONE)
        try:
            _write(handle, data)
        finally:
            os.close(handle)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
    os.fsync(handle)
