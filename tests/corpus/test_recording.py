"""A review is in the document and on record, or in neither; a record that was altered is told."""

from __future__ import annotations

import json
import os
import resource
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock

from corpus.audit import AUDIT_FILE, read_audit, recorded, unrecorded
from corpus.document import Review, ReviewState
from corpus.errors import BadAudit, BadDocument, BadLibrary, ReviewFailed, ReviewRefused
from corpus.library import library_files, load_document, load_library
from corpus.recording import Verdict, record_review

Write = Callable[..., Path]
NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
NEXT = date(2027, 3, 4)
APPROVED = Verdict("Dr. Lee", ReviewState.APPROVED, NEXT)
PAGE = "---\nid: {id}  # ours\nreview: {{state: draft}}\n---\n# {id}\n\nA rash may itch.\n"


@pytest.fixture
def folder(tmp_path: Path, write: Write) -> Path:
    write(PAGE.format(id="rash"), "skin/rash.md")
    write(PAGE.format(id="fever"), "fever.md")
    return tmp_path


@pytest.fixture
def page(folder: Path) -> Path:
    return folder / "skin" / "rash.md"


@contextmanager
def full_disk(limit: int) -> Iterator[None]:
    """A limit on the size of files, in bytes, stands in for the end of the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def state_of(folder: Path) -> dict[str, bytes]:
    """Every file but the lock's."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".reviews.lock"
    }


def test_an_approval_stands_in_the_document_and_on_record(folder: Path, page: Path) -> None:
    page.chmod(0o640)
    done = record_review(folder, "rash", APPROVED, NOW)
    review = Review(ReviewState.APPROVED, "Dr. Lee", date(2026, 3, 4), NEXT)
    assert (done.before, done.after) == (Review(ReviewState.DRAFT), review)
    assert load_document(page).review == review
    assert "id: rash  # ours\n" in page.read_text()
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    (line,) = (folder / AUDIT_FILE).read_text().splitlines()
    assert json.loads(line) == {
        "at": "2026-03-04T10:30:00+00:00",
        "by": "Dr. Lee",
        "document": "rash",
        "state": "approved",
        "next": "2027-03-04",
        "hash": done.hash,
        "previous": None,
    }


def test_the_record_is_no_document_and_nothing_else_is_left_behind(folder: Path) -> None:
    before = library_files(folder)
    record_review(folder, "rash", APPROVED, NOW)
    assert library_files(folder) == before
    assert set(state_of(folder)) == {"skin/rash.md", "fever.md", AUDIT_FILE}


def test_a_draft_names_nobody_and_keeps_its_day_and_who_did_so_is_on_record(
    folder: Path, page: Path
) -> None:
    record_review(folder, "rash", APPROVED, NOW)
    record_review(folder, "rash", Verdict(" Ann\tRay ", ReviewState.DRAFT), NOW)
    assert load_document(page).review == Review(ReviewState.DRAFT, next=NEXT)
    assert [(r.by, r.state.value) for r in read_audit(folder)] == [
        ("Dr. Lee", "approved"),
        ("Ann Ray", "draft"),
    ]


def test_days_are_those_of_utc(folder: Path) -> None:
    late = datetime(2026, 3, 4, 23, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert record_review(folder, "rash", APPROVED, late).after.on == date(2026, 3, 5)
    assert read_audit(folder)[0].at == "2026-03-05T04:00:00+00:00"


def test_line_ends_and_byte_order_mark_stay(folder: Path, page: Path) -> None:
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    record_review(folder, "rash", APPROVED, NOW)
    data = page.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\nid: rash  # ours\r\nreview: {state: approved")
    assert data.count(b"\n") == data.count(b"\r\n") == 7
    assert load_document(page).review.state is ReviewState.APPROVED


def test_a_document_behind_a_link_is_changed_where_it_stands(folder: Path, tmp_path: Path) -> None:
    real = folder / ".kept" / "call.md"
    real.parent.mkdir()
    real.write_text(PAGE.format(id="call"))
    (folder / "call.md").symlink_to(real)
    record_review(folder, "call", APPROVED, NOW)
    assert (folder / "call.md").is_symlink()
    assert load_document(real).review.state is ReviewState.APPROVED


@pytest.mark.parametrize(
    ("document", "verdict", "said"),
    [
        ("gone", APPROVED, "There is no document 'gone' in"),
        ("rash", Verdict(" \t", ReviewState.DRAFT), "A review needs a name"),
        ("rash", Verdict("a\u202eb", ReviewState.DRAFT), "printable characters"),
        ("rash", Verdict("x" * 121, ReviewState.DRAFT), "at most 120"),
        ("rash", Verdict("Ann", ReviewState.APPROVED), "An approval needs the day"),
        ("rash", Verdict("Ann", ReviewState.APPROVED, NOW.date()), "2026-03-04 does not"),
        ("rash", Verdict("Ann", ReviewState.APPROVED, date(2020, 1, 1)), "must lie ahead"),
    ],
)
def test_a_review_that_cannot_be_given_changes_nothing(
    folder: Path, document: str, verdict: Verdict, said: str
) -> None:
    before = state_of(folder)
    with pytest.raises(ReviewRefused, match=said):
        record_review(folder, document, verdict, NOW)
    assert state_of(folder) == before


def test_two_documents_of_one_id_are_not_chosen_between(folder: Path, write: Write) -> None:
    write(PAGE.format(id="rash"), "other.md")
    with pytest.raises(ReviewRefused, match=r"^other\.md and rash\.md both have the id 'rash'"):
        record_review(folder, "rash", APPROVED, NOW)


def test_a_page_that_cannot_be_read_hinders_only_its_own_review(folder: Path, write: Write) -> None:
    write("---\nid: half\n", "half.md")
    record_review(folder, "rash", APPROVED, NOW)
    with pytest.raises(BadDocument, match=r"half\.md: the front matter is not closed"):
        record_review(folder, "half", APPROVED, NOW)
    write("---\nid: bare\n---\n", "half.md")
    with pytest.raises(BadDocument, match=r"half\.md: there is no text in it"):
        record_review(folder, "bare", APPROVED, NOW)
    with pytest.raises(BadLibrary, match="no folder"):
        record_review(folder / "gone", "rash", APPROVED, NOW)


def fill(folder: Path, lines: int = 12) -> None:
    for _ in range(lines):
        record_review(folder, "fever", APPROVED, NOW)


@pytest.mark.parametrize("room", [0, 1, 150])
def test_where_the_disk_takes_no_record_the_document_is_as_it_was(folder: Path, room: int) -> None:
    fill(folder)
    before = state_of(folder)
    size = len(before[AUDIT_FILE])
    with (
        full_disk(size + room),
        pytest.raises(ReviewFailed, match=r"\(File too large\); 'rash\.md' is as it was\.$"),
    ):
        record_review(folder, "rash", APPROVED, NOW)
    assert state_of(folder) == before
    record_review(folder, "rash", APPROVED, NOW)
    assert len(read_audit(folder)) == 13


def test_where_the_disk_takes_no_document_nothing_is_on_record(folder: Path) -> None:
    before = state_of(folder)
    with full_disk(40), pytest.raises(ReviewFailed, match="File too large"):
        record_review(folder, "rash", APPROVED, NOW)
    assert state_of(folder) == before


def test_a_first_record_that_fails_leaves_no_file(folder: Path, page: Path) -> None:
    before = state_of(folder)
    withdrawn = Verdict("Ann", ReviewState.WITHDRAWN)  # shorter in the document than on record
    with full_disk(len(page.read_bytes()) + 90), pytest.raises(ReviewFailed):
        record_review(folder, "rash", withdrawn, NOW)
    assert state_of(folder) == before


def test_a_record_is_taken_back_where_the_document_cannot_follow(folder: Path) -> None:
    fill(folder, 1)
    before = state_of(folder)
    record = read_audit(folder)[0]

    def fail() -> None:
        with recorded(folder, record):
            assert len(read_audit(folder)) == 2
            raise OSError("no")

    with pytest.raises(OSError, match="no"):
        fail()
    assert state_of(folder) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_said(folder: Path, page: Path) -> None:
    folder.chmod(0o500)
    try:
        with pytest.raises(ReviewFailed, match="Permission denied"):
            record_review(folder, "rash", APPROVED, NOW)
    finally:
        folder.chmod(0o700)


def alter(lines: list[bytes], change: str) -> list[bytes]:
    if change == "removed":
        return [lines[0], *lines[2:]]
    if change == "first removed":
        return lines[1:]
    if change == "changed":
        return [lines[0], lines[1].replace(b"Dr. Lee", b"Dr. Li"), *lines[2:]]
    if change == "put in between":
        return [lines[0], lines[0], *lines[1:]]
    return [lines[0], b"\n", *lines[1:]]


@pytest.mark.parametrize(
    "change", ["removed", "first removed", "changed", "put in between", "blank"]
)
def test_a_record_that_was_altered_is_noticed_and_nothing_is_added_to_it(
    folder: Path, change: str
) -> None:
    fill(folder, 4)
    path = folder / AUDIT_FILE
    path.write_bytes(b"".join(alter(path.read_bytes().splitlines(keepends=True), change)))
    before = state_of(folder)
    for act in (
        lambda: read_audit(folder),
        lambda: record_review(folder, "rash", APPROVED, NOW),
    ):
        with pytest.raises(BadAudit, match=r"is not as it was written: line \d does not follow"):
            act()
    assert state_of(folder) == before


def test_a_line_that_a_crash_cut_short_is_dropped_by_the_next(folder: Path) -> None:
    fill(folder, 2)
    path = folder / AUDIT_FILE
    path.write_bytes(path.read_bytes() + b'{"at": "2026')
    assert len(read_audit(folder)) == 2
    fill(folder, 1)
    assert len(read_audit(folder)) == 3


def test_an_approval_that_is_not_on_record_is_told(folder: Path) -> None:
    record_review(folder, "rash", APPROVED, NOW)
    record_review(folder, "fever", APPROVED, NOW)
    documents = load_library(folder).documents
    assert unrecorded(read_audit(folder), documents) == ()
    path = folder / AUDIT_FILE
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])  # the last line is gone
    assert unrecorded(read_audit(folder), documents) == ("fever",)
    path.unlink()
    assert unrecorded(read_audit(folder), documents) == ("fever", "rash")


def test_reviews_given_at_once_are_all_on_record(folder: Path) -> None:
    threads = [
        Thread(target=record_review, args=(folder, name, APPROVED, NOW))
        for name in ("rash", "fever") * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_audit(folder)) == 8
    assert unrecorded(read_audit(folder), load_library(folder).documents) == ()


def test_a_review_waits_for_another_one_that_is_being_written(folder: Path) -> None:
    lock = FileLock(folder / ".reviews.lock")
    thread = Thread(target=record_review, args=(folder, "rash", APPROVED, NOW))
    with lock:
        thread.start()
        thread.join(0.3)
        assert not (folder / AUDIT_FILE).exists()
    thread.join()
    assert len(read_audit(folder)) == 1
