"""Puts a review into a document and into the record of reviews: into both, or into neither.

The new text of the document is first written beside it, then the record is added, and last the
new text takes the old one's place. So whatever fails or is killed on the way, no approval ever
stands in a document without its record; a record whose document is unchanged is all that a kill
can leave. Knows nothing of commands.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.audit import Record, recorded
from corpus.document import Review, ReviewState
from corpus.errors import BadDocument, ReviewFailed, ReviewRefused
from corpus.library import Head, load_document, read_heads
from corpus.reviewing import with_review

_LOCK = ".reviews.lock"
_WAIT = 10.0
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody says of a document; `next` is the day by which it is to be reviewed again."""

    by: str
    state: ReviewState
    next: date | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review changed: the review before and after, and the hash of the text it is of."""

    document: str
    before: Review
    after: Review
    hash: str


def record_review(folder: Path, document: str, verdict: Verdict, at: datetime) -> Reviewed:
    """Give a document another review.

    A draft names nobody. Where no next day is given, the one that the document has stays.

    Args:
        folder: of the library.
        document: its id.
        verdict: who says what of it.
        at: now, with its time zone; days are those of UTC.

    Raises:
        ReviewRefused: there is no such document or there are two, the name is empty, or an
            approval names no next review that lies ahead.
        BadDocument: the document cannot be read or cannot be changed in place.
        BadAudit: the record of earlier reviews is not as it was written.
        BadLibrary: the folder is not there.
        ReviewFailed: the disk does not take it; document and record are as they were.

    Example: `record_review(folder, "rash", Verdict("Dr. Lee", ReviewState.DRAFT), now)`
    """
    now = at.astimezone(UTC)
    by = _name(verdict.by)
    head = _find(folder, document)
    due = _due(verdict, head, now.date())
    review = Review(verdict.state, by, now.date(), due)
    if verdict.state is ReviewState.DRAFT:
        review = Review(ReviewState.DRAFT, next=due)
    lock = FileLock(folder / _LOCK)
    try:
        with lock.acquire(timeout=_WAIT):
            digest = _write(folder, head, review, by, now)
    except Timeout as error:
        raise ReviewFailed("Another review is being written; try again shortly.") from error
    except OSError as error:
        raise ReviewFailed(
            f"The review could not be written ({error.strerror or error}); "
            f"'{head.path.name}' is as it was."
        ) from error
    return Reviewed(document, head.review, review, digest)


def _write(folder: Path, head: Head, review: Review, by: str, now: datetime) -> str:
    """Write document and record; the hash of the text that the review is of."""
    load_document(head.path)  # a page that cannot be served can have no review
    path = head.path.resolve()
    data = path.read_bytes()
    stored = data.decode("utf-8")
    mark = "\ufeff" if stored.startswith("\ufeff") else ""
    made, digest = with_review(stored.removeprefix(mark), review, path.name)
    record = Record(
        at=now.isoformat(timespec="seconds"),
        by=by,
        document=head.id,
        state=review.state,
        next=review.next.isoformat() if review.next else None,
        hash=digest,
    )
    draft = path.with_name(f".{path.name}.new")
    try:
        _write_durably(draft, (mark + made).encode("utf-8"))
        shutil.copymode(path, draft)
        with recorded(folder, record):
            if path.read_bytes() != data:
                raise OSError("it was changed meanwhile")
            os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    for place in {path.parent, folder.resolve()}:
        _sync(place)
    return digest


def _find(folder: Path, document: str) -> Head:
    heads, problems = read_heads(folder)
    found = [head for head in heads if head.id == document]
    if len(found) > 1:
        names = " and ".join(head.path.name for head in found)
        raise ReviewRefused(f"{names} both have the id '{document}'; give one of them another.")
    if found:
        return found[0]
    if problems:
        raise BadDocument(*problems)
    raise ReviewRefused(
        f"There is no document '{document}' in '{folder}'; `immunoqa corpus list` names them."
    )


def _due(verdict: Verdict, head: Head, today: date) -> date | None:
    """The day of the next review; an approval must name one that lies ahead."""
    if verdict.state is ReviewState.APPROVED and verdict.next is None:
        raise ReviewRefused("An approval needs the day by which it is due again: give --next.")
    if verdict.state is ReviewState.APPROVED and verdict.next and verdict.next <= today:
        raise ReviewRefused(
            f"The next review must lie ahead, and {verdict.next} does not: give a later day "
            "with --next."
        )
    return verdict.next or head.review.next


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise ReviewRefused("A review needs a name: say who gives it with --by.")
    if not name.isprintable() or len(name) > _NAME_LENGTH:
        raise ReviewRefused(
            f"A name has at most {_NAME_LENGTH} printable characters: say who it is with --by."
        )
    return name


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make what was renamed in a folder durable, where the system lets us."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
