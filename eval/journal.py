"""What an unfinished run has found so far, so that a killed one asks nothing twice.

A line is written as soon as a case is judged, and is there however the run ends. The file is named
by all that shapes the results; a run of another program, index or set begins one of its own. A case
that ended in an error is asked again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout

from app.answer import Status
from eval.cases import Case
from eval.judge import CaseResult
from eval.result_json import BadResult, result_as_dict, result_of

_KEPT_DAYS = 7


class JournalFailed(Exception):
    """What a run has found cannot be kept; the message says why."""


def journal_key(cases: Sequence[Case], index: str, settings: dict[str, Any]) -> str:
    """What names the results of a run that may be taken up again: a hash.

    Args:
        cases: that are asked.
        index: the hash of the index's manifest.
        settings: all else that shapes the results, JSON-ready.
    """
    shaped = [[case.model_dump(mode="json") for case in cases], index, settings]
    return hashlib.sha256(json.dumps(shaped, sort_keys=True).encode()).hexdigest()


class Journal:
    """The results of one run until it is complete.

    Example: `with Journal(folder, key) as journal: journal.add(result)`

    Args:
        folder: of all journals; made where it is missing. What nobody has taken up for a week is
            removed from it.
        key: of `journal_key`.

    Raises:
        JournalFailed: the folder or the file cannot be written.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._path = folder / f"{key}.jsonl"
        self._lock = FileLock(self._path.with_suffix(".lock"), blocking=False)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
            _remove_old(folder)
            self.done = {r.id: r for r in _whole(self._path) if r.status is not Status.ERROR}
            # Without a buffer, for what a full disk refuses must not be left for the closing.
            self._file = self._path.open("ab", buffering=0)
            if self._path.stat().st_size:
                self._file.write(b"\n")  # ends what a kill may have cut short
        except Timeout as error:
            raise JournalFailed("Another run of these very cases is under way.") from error
        except OSError as error:
            self._lock.release()
            raise JournalFailed(self._sorry(error)) from error

    def add(self, result: CaseResult) -> None:
        """Keep one result.

        Raises:
            JournalFailed: the disk does not take it.
        """
        line = json.dumps(result_as_dict(result)).encode() + b"\n"
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as error:
            raise JournalFailed(self._sorry(error)) from error
        self.done[result.id] = result

    def remove(self) -> None:
        """The run is complete: nothing is to be taken up again."""
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._lock.release()

    def _sorry(self, error: OSError) -> str:
        return f"What the run has found cannot be kept in '{self._path}' ({error.strerror})."


def _whole(path: Path) -> list[CaseResult]:
    """The results of every line that is whole."""
    results = []
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            try:
                results.append(result_of(json.loads(line)))
            except (ValueError, BadResult):
                continue  # blank, or cut short: the case is asked again
    return results


def _remove_old(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another run may have removed it first
            if time.time() - path.stat().st_mtime > _KEPT_DAYS * 86400:
                path.unlink()
