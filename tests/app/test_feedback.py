"""Feedback is on the disk when it is said to be, readable by us alone, and gone when it is old."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

import app.feedback
from app.feedback import FEEDBACK_FILE, Feedback, FeedbackFile, NotKept

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = Feedback(
    at=NOW,
    helpful=False,
    reasons=("too_little", "other"),
    comment='Line one\nline "two" – ünï\u2028',
    question="What is a rash?",
    status="answered",
    cited=(("rash", "about"), ("call", "now")),
)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.feedback import Feedback, FeedbackFile
store = FeedbackFile(Path(sys.argv[1]), 90)
at = datetime(2026, 3, 1, 12, tzinfo=UTC)
for number in range(int(sys.argv[2])):
    store.add(Feedback(at, False, (), "", str(number), "answered", ()))
    print(number, flush=True)
"""


def at(days: float) -> Feedback:
    return replace(ONE, at=NOW + timedelta(days=days))


def start_writer(folder: Path, rows: int) -> subprocess.Popen[str]:
    """Another process that adds rows, and says of each that it is kept."""
    command = [sys.executable, "-c", WRITER, str(folder), str(rows)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def store(tmp_path: Path) -> FeedbackFile:
    return FeedbackFile(tmp_path / "data", 90)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / FEEDBACK_FILE


def test_what_is_kept_is_read_back_whole_one_line_each(store: FeedbackFile, path: Path) -> None:
    assert store.all() == ()
    other = replace(ONE, helpful=True, reasons=(), cited=())
    store.add(ONE)
    store.add(other)
    assert store.all() == (ONE, other)
    assert path.read_bytes().count(b"\n") == 2


def test_it_is_on_the_disk_before_it_is_said_to_be(
    store: FeedbackFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bytes] = []

    def fsync(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            flushed.append(os.pread(handle, 10_000, 0))

    monkeypatch.setattr(os, "fsync", fsync)
    store.add(ONE)
    assert flushed == [path.read_bytes()]


def test_nobody_else_may_read_it(store: FeedbackFile, path: Path) -> None:
    path.parent.mkdir()
    path.touch(0o644)
    store.add(at(-100))
    assert path.stat().st_mode & 0o777 == 0o600
    store.expire(NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    assert store.all() == ()


@pytest.mark.parametrize("length", [1, 40, 5000])
def test_a_row_that_a_kill_cut_short_is_passed_over_and_mended(
    store: FeedbackFile, path: Path, length: int
) -> None:
    store.add(ONE)
    whole = path.read_bytes()
    long = replace(ONE, comment="x" * 6000)
    store.add(long)
    torn = path.read_bytes()[: len(whole) + length]
    path.write_bytes(torn)
    assert store.all() == (ONE,)
    store.add(long)
    assert store.all() == (ONE, long)


def test_a_file_with_nothing_but_a_torn_row_is_mended(store: FeedbackFile, path: Path) -> None:
    path.parent.mkdir()
    store.expire(NOW)  # for today it is done
    path.write_bytes(b'{"at"' * 2000)
    assert store.all() == ()
    store.add(ONE)
    assert path.read_bytes().endswith(b"]]}\n")
    assert store.all() == (ONE,)


def test_a_writer_killed_at_any_moment_leaves_every_row_that_was_said_to_be_kept(
    tmp_path: Path,
) -> None:
    writer = start_writer(tmp_path, 100_000)
    assert writer.stdout is not None
    with writer.stdout as said:
        for _ in range(30):
            said.readline()
        writer.kill()
        rest = said.read().splitlines()
    writer.wait()
    last = int(rest[-1]) if rest else 29
    store = FeedbackFile(tmp_path, 90)
    kept = [int(row.question) for row in store.all()]
    assert kept[: last + 1] == list(range(last + 1))
    store.add(ONE)
    assert store.all()[-1] == ONE


def test_threads_and_processes_lose_and_mix_nothing(tmp_path: Path) -> None:
    other = start_writer(tmp_path, 25)
    store = FeedbackFile(tmp_path, 90)

    def add(name: str) -> None:
        for n in range(25):
            store.add(replace(ONE, question=f"{name}{n}", comment="y" * 500))
            store.expire(NOW)

    threads = [threading.Thread(target=add, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.communicate(timeout=60)
    assert other.returncode == 0
    assert sorted(row.question for row in store.all()) == sorted(
        f"{name}{n}" for name in ("a", "b", "c", "") for n in range(25)
    )


def test_what_is_older_than_its_days_is_removed_and_nothing_else(store: FeedbackFile) -> None:
    for days in (-91, -90, -1, 0):
        store.add(at(days))
    store.expire(NOW)
    assert store.all() == (at(-90), at(-1), at(0))


def test_adding_removes_old_rows_once_a_day(store: FeedbackFile, path: Path) -> None:
    store.add(at(-200))
    store.add(at(-100))
    assert len(store.all()) == 1, "a hundred days later the first is gone"
    old = path.read_bytes()
    store.add(at(0))
    path.write_bytes(old + path.read_bytes())
    store.add(at(0.1))
    assert len(store.all()) == 3, "it is the same day"
    store.add(at(1))
    assert store.all() == (at(0), at(0.1), at(1))


def test_a_line_without_a_time_is_not_kept_for_ever(store: FeedbackFile, path: Path) -> None:
    store.add(ONE)
    lines = [b"no json", b"[]", b'{"at": 7}', b'{"at": "2026-03-01"}', b'{"at": "2026-03-01Z"}']
    future = b'{"at": "2026-03-01T12:00:00Z", "more": true}'
    path.write_bytes(b"\n".join([*lines, future, path.read_bytes()]) + b'{"to')
    assert store.all() == (ONE,)
    store.expire(NOW)
    assert path.read_bytes().split(b"\n")[0] == future
    assert path.read_bytes().count(b"\n") == 2
    assert store.all() == (ONE,)


def test_a_full_disk_is_told_and_leaves_the_file_as_it_was(
    store: FeedbackFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(ONE)
    before = path.read_bytes()
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 50, old[1]))
    try:
        with pytest.raises(NotKept) as caught:
            store.add(ONE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert ONE.question not in str(caught.value)
    assert path.read_bytes() == before
    monkeypatch.setattr(app.feedback, "_LARGEST", len(before) + 10)
    with pytest.raises(NotKept):
        store.add(ONE)
    assert path.read_bytes() == before


def test_old_rows_that_cannot_be_removed_are_told_in_the_log_without_a_word_of_them(
    store: FeedbackFile, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.add(at(-100))
    store.add(at(-99))
    before = path.read_bytes()
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, old[1]))
    try:
        store.expire(NOW - timedelta(days=9.5))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert caplog.messages == ["Old feedback could not be removed: OSError"]
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == [".feedback.lock", FEEDBACK_FILE]


def test_a_folder_that_cannot_be_made_and_a_lock_that_is_held_are_told(
    tmp_path: Path, store: FeedbackFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotKept):
        FeedbackFile(tmp_path / "file" / "data", 90).add(ONE)
    store.add(ONE)
    monkeypatch.setattr(app.feedback, "_WAIT", 0.05)
    with FileLock(path.with_name(".feedback.lock")), pytest.raises(NotKept):
        store.add(ONE)
    assert store.all() == (ONE,)
