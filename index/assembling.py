"""The passages and entries of a library, written document by document, in the order of their ids.

A document that a base knows is neither parsed nor split: its lines are copied. The others are read
one at a time, so that no more than one is in memory. Knows nothing of vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Literal

from corpus.asked import ASKED_SUFFIX
from corpus.document import Review
from corpus.library import load_document, read_documents, why_each_is_left_out
from corpus.passages import Splitting, split_passages
from corpus.selection import Selection, why_left_out
from index.base import Base
from index.entries import make_entries
from index.errors import Damaged
from index.pages import Files, Page, Span, write_pages
from index.passage_file import (
    ENTRIES,
    KEYS,
    PASSAGES,
    STEMS,
    moved,
    write_keys,
    write_lines,
    write_stems,
)

_NONE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Files that hold the lines of documents."""

    passages: BinaryIO
    stems: BinaryIO
    entries: BinaryIO
    keys: BinaryIO

    @classmethod
    def open(cls, folder: Path, mode: Literal["rb", "wb", "w+b"], stack: ExitStack) -> _Lines:
        """Those of a folder, open until the stack is unwound."""

        def opened(name: str) -> BinaryIO:
            return stack.enter_context((folder / name).open(mode))

        return cls(opened(PASSAGES), opened(STEMS), opened(ENTRIES), opened(KEYS))


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a document, and where its lines are."""

    page: Page
    lines: _Lines

    @property
    def id(self) -> str:
        return self.page.id

    @property
    def review(self) -> Review:
        return self.page.review


def assemble(
    folder: Path,
    hashes: Mapping[str, str],
    selection: Selection,
    bases: Sequence[Base],
    progress: Callable[[int, int], None],
) -> list[Page]:
    """Write the passages, the entries and the pages of a generation into its folder.

    Args:
        folder: of the generation; the library stands in its `documents`.
        hashes: of the library's files, by their path in it.
        selection: which documents are served; the others have no lines.
        bases: what is taken over from, the first that knows a document.
        progress: told how many of how many documents are read.

    Raises:
        BadLibrary: it cannot be read as a library, as `corpus.library.load_library` says.
    """
    library = folder / "documents"
    number = sum(name.endswith(".md") for name in hashes)
    done = 0
    with ExitStack() as stack:
        lent = [(base.pages, _Lines.open(base.folder, "rb", stack)) for base in bases]
        spooled = stack.enter_context(TemporaryDirectory(dir=folder))
        spool = _Lines.open(Path(spooled), "w+b", stack)

        def read(path: Path) -> _Found:
            nonlocal done
            files = _files(path.relative_to(library).as_posix(), hashes)
            known = ((pages[files], lines) for pages, lines in lent if files in pages)
            page, lines = next(known, None) or (_parse(path, files, selection, spool), spool)
            done += 1
            progress(done, number)
            return _Found(page, lines)

        found = read_documents(library, read)
        why = why_each_is_left_out(library, found, selection)
        made = _Lines.open(folder, "wb", stack)
        pages = []
        first = 0
        for key, reason in why.items():
            page = found[key].page
            if reason is None:
                page = _copy(page, first, found[key].lines, made)
            pages.append(page)
            first += page.passages.lines
    write_pages(folder, pages)
    return pages


def _files(path: str, hashes: Mapping[str, str]) -> Files:
    return Files(path, hashes[path], hashes.get(path.removesuffix(".md") + ASKED_SUFFIX))


def _parse(path: Path, files: Files, selection: Selection, spool: _Lines) -> Page:
    """Read a document and write its lines, if it is served, to the end of the spool.

    Raises:
        BadDocument: it is none.
    """
    document = load_document(path)
    state, lapsed = document.review.state, document.review.lapsed
    page = Page(document.id, files, state, lapsed, 0, _NONE, _NONE, _NONE, _NONE)
    if why_left_out(document.review, selection) is not None:
        return page
    passages = split_passages(document, Splitting())
    entries = make_entries([document], passages)
    return replace(
        page,
        passages=_written(spool.passages, lambda file: write_lines(file, passages)),
        stems=_written(spool.stems, lambda file: write_stems(file, passages)),
        entries=_written(spool.entries, lambda file: write_lines(file, entries)),
        keys=_written(spool.keys, lambda file: write_keys(file, entries)),
    )


def _written(file: BinaryIO, write: Callable[[BinaryIO], int]) -> Span:
    start = file.tell()
    return Span(start, write(file))


def _copy(page: Page, first: int, source: _Lines, target: _Lines) -> Page:
    """Copy the lines of a document, whose first passage gets the position `first`."""
    by = first - page.first
    entries = (moved(line, by) if by else line for line in _lines(source.entries, page.entries))
    return replace(
        page,
        first=first,
        passages=_put(target.passages, _lines(source.passages, page.passages)),
        stems=_put(target.stems, _lines(source.stems, page.stems)),
        entries=_put(target.entries, entries),
        keys=_put(target.keys, _lines(source.keys, page.keys)),
    )


def _put(file: BinaryIO, lines: Iterable[bytes]) -> Span:
    start = file.tell()
    number = 0
    for line in lines:
        file.write(line)
        number += 1
    return Span(start, number)


def _lines(file: BinaryIO, span: Span) -> list[bytes]:
    file.seek(span.start)
    lines = list(islice(file, span.lines))
    if len(lines) != span.lines:
        raise Damaged(f"'{file.name}' is cut short")
    return lines
