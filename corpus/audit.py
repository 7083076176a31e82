"""The record of reviews: lines that are only ever added, each naming the hash of the one before.

A line of JSON for each review, in a file beside the documents. Knows nothing of what a review
changes in a document.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.document import Document, ReviewState
from corpus.errors import BadAudit
from corpus.reviewing import approval_hash

AUDIT_FILE = "reviews.jsonl"
"""Its name in the folder of the documents; the library takes no such file for a document."""


@dataclass(frozen=True, slots=True)
class Record:
    """One review: who said what, when, and of which text.

    `at` is an ISO time in UTC, `next` an ISO date, `hash` the SHA-256 of the document without its
    review. `previous` is the SHA-256 of the line before it; the first has none.
    """

    at: str
    by: str
    document: str
    state: ReviewState
    next: str | None
    hash: str
    previous: str | None = None


_RECORD = TypeAdapter(Record)


def read_audit(folder: Path) -> tuple[Record, ...]:
    """The records of a folder of documents, oldest first; none where nothing was ever reviewed.

    Raises:
        BadAudit: the file cannot be read, or a line was removed, changed or put in between.

    Example: `[record.by for record in read_audit(Path("corpus/documents"))]`
    """
    path = folder / AUDIT_FILE
    records = []
    previous = None
    for number, line in enumerate(_whole_lines(path), start=1):
        try:
            read = _RECORD.validate_json(line)
        except ValidationError as error:
            raise _tampered(path, number) from error
        if read.previous != previous:
            raise _tampered(path, number)
        previous = sha256(line).hexdigest()
        records.append(read)
    return tuple(records)


@contextmanager
def recorded(folder: Path, record: Record) -> Iterator[None]:
    """Add a record; it is on the disk when the block begins, and gone if an OSError leaves it.

    One process at a time may do so.

    Raises:
        BadAudit: the records before it are not as they were written.
        OSError: the disk does not take it; the file is as it was.
    """
    read_audit(folder)
    path = folder / AUDIT_FILE
    lines = _whole_lines(path)
    previous = sha256(lines[-1]).hexdigest() if lines else None
    whole = sum(len(line) + 1 for line in lines)
    line = json.dumps(asdict(replace(record, previous=previous)), ensure_ascii=False) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        os.ftruncate(handle, whole)  # a last line that a crash cut short never took effect
        os.lseek(handle, 0, os.SEEK_END)
        try:
            _write(handle, line.encode())
            yield
        except OSError:
            os.ftruncate(handle, whole)
            os.fsync(handle)
            raise
    finally:
        os.close(handle)
        if not whole and not path.stat().st_size:
            path.unlink()


def unrecorded(records: Iterable[Record], documents: Iterable[Document]) -> tuple[str, ...]:
    """Ids of approved documents whose approval is not the last that the records say of them.

    So an approval that was written by hand is noticed, and a last line that was removed.

    Example: `unrecorded(read_audit(folder), load_library(folder).documents)`
    """
    last = {record.document: record for record in records}
    return tuple(
        document.id
        for document in documents
        if document.review.state is ReviewState.APPROVED
        and not _says(last.get(document.id), document)
    )


def _says(record: Record | None, document: Document) -> bool:
    return (
        record is not None
        and record.state is ReviewState.APPROVED
        and record.by == document.review.by
        and record.hash == approval_hash(document.text, document.id)
    )


def _whole_lines(path: Path) -> list[bytes]:
    """The lines that were written to their end."""
    try:
        return path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BadAudit(
            f"The record of reviews '{path}' cannot be read ({error.strerror})."
        ) from error


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
    os.fsync(handle)


def _tampered(path: Path, number: int) -> BadAudit:
    return BadAudit(
        f"The record of reviews '{path}' is not as it was written: line {number} does not follow "
        "the line before it; put the file back from a copy, or move it away to begin another."
    )
