"""Pages → an opened generation of the product's index, built only where none fits yet.

Builds and opens by the product's own code. Knows nothing of what is searched for.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpus.library import library_hash
from eval.bench.pages import Page, document_id, page_ids, write_page
from index.build import Progress, build_and_publish
from index.encoder import Encoder
from index.errors import Damaged
from index.fit import misfit
from index.generations import Generations
from index.search import Search
from index.verify import check_files

_STEPS = 20


@dataclass(frozen=True, slots=True)
class Indexed:
    """An opened generation, in which nothing is added to a question, and the pages' own ids.

    `pages` maps the id of a document to that of its page.
    """

    search: Search
    pages: Mapping[str, str]


def open_pages(
    pages: Sequence[Page], work: Path, encoder: Encoder, say: Callable[[str], None]
) -> Indexed:
    """The index of some pages.

    Args:
        pages: with distinct ids.
        work: a folder for these pages alone: their documents and the index stay in it.
        encoder: that the index is built by.
        say: told of the building.

    Raises:
        BadLibrary, BuildFailed, Damaged, Unavailable: it cannot be built or opened.
    """
    documents = work / "documents"
    generations = Generations.of(work, documents)
    texts = {
        f"{document_id(number)}.md": written
        for number, page in enumerate(pages)
        if (written := write_page(page, number))
    }
    wanted = library_hash({n: sha256(t.encode()).hexdigest() for n, t in texts.items()})
    if not _fits(generations, encoder, wanted):
        say(f"writing {len(texts)} documents")
        _write(documents, texts)
        say("building their index")
        build_and_publish(generations, documents, encoder, _told(say))
    live = generations.pointer().live
    if live is None:
        raise Damaged("there is no generation after its building")
    say("opening the index")
    with generations.open_lock():
        search = Search.open(generations.folder(live), encoder, subject="")
    return Indexed(search, page_ids(pages))


def _fits(generations: Generations, encoder: Encoder, wanted: str) -> bool:
    live = generations.pointer().live
    if live is None:
        return False
    try:
        check_files(generations.folder(live))
        return misfit(generations, live, encoder.name, wanted, {}) is None
    except Damaged:
        return False


def _write(documents: Path, texts: Mapping[str, str]) -> None:
    shutil.rmtree(documents, ignore_errors=True)
    documents.mkdir(parents=True)
    for name, text in texts.items():
        (documents / name).write_text(text, encoding="utf-8", newline="\n")


def _told(say: Callable[[str], None]) -> Progress:
    """Progress in some twenty lines, whatever is built."""
    said = 0

    def progress(done: int, total: int) -> None:
        nonlocal said
        step = done * _STEPS // max(total, 1)
        if step > said:
            said = step
            say(f"{done} of {total} texts have vectors")

    return progress
