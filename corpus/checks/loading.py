"""A folder → pages, and what stands in the way of reading it. Knows nothing of what pages say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.asked import ASKED_SUFFIX
from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.page import Page, read_page
from corpus.errors import BadDocument, BadLibrary
from corpus.groups import GROUPS_FILE, read_groups
from corpus.library import library_files

UNREADABLE = Rule("unreadable", Severity.ERROR, "every file can be read as a document")
UNIQUE_ID = Rule("unique-id", Severity.ERROR, "no two documents have one id")
LONE_SIDECAR = Rule("lone-sidecar", Severity.ERROR, "ways of asking belong to a document")
_LINE = re.compile(r"\bline (\d+)\b")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The pages of a folder that can be read, in the order of their files, and the faults."""

    pages: tuple[Page, ...]
    faults: tuple[Finding, ...]


def load_pages(folder: Path) -> Loaded:
    """Read every document of a folder; what cannot be read is a finding, and the rest is read.

    Raises:
        BadLibrary: the folder is missing, or there is no document in it.

    Example: `load_pages(Path("corpus/documents")).pages[0].file`
    """
    files = library_files(folder)
    pages: list[Page] = []
    faults: list[Finding] = []
    for path in files:
        file = path.relative_to(folder).as_posix()
        if path.name.endswith(ASKED_SUFFIX):
            owner = path.name.removesuffix(ASKED_SUFFIX) + ".md"
            if not path.with_name(owner).exists():
                said = f"There is no document '{owner}' beside it; rename it, or remove it."
                faults.append(Finding(LONE_SIDECAR, file, 1, None, None, said))
            continue
        try:
            if path.name == GROUPS_FILE:
                read_groups(folder)
            else:
                pages.append(read_page(path, file))
        except BadDocument as error:
            faults += [_unreadable(problem, path, file) for problem in error.problems]
    if not any(path.suffix == ".md" for path in files):
        raise BadLibrary(f"The folder '{folder}' holds no Markdown document to check.")
    return Loaded(tuple(pages), (*faults, *_shared_ids(pages)))


def _unreadable(problem: str, path: Path, file: str) -> Finding:
    """A problem as the library words it, `NAME: …` or `NAME, line N: …`."""
    sidecar = path.with_name(path.stem + ASKED_SUFFIX)
    if problem.startswith(sidecar.name):
        file = str(Path(file).with_name(sidecar.name).as_posix())
        problem = problem.removeprefix(sidecar.name)
    message = problem.removeprefix(path.name).lstrip(":, ")
    line = _LINE.search(message)
    return Finding(UNREADABLE, file, int(line[1]) if line else 1, None, None, _sentence(message))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shared_ids(pages: list[Page]) -> list[Finding]:
    first: dict[str, Page] = {}
    found = []
    for page in pages:
        other = first.setdefault(page.document.id, page)
        if other is not page:
            said = f"{other.file} has the id '{page.document.id}' too; give one of them another."
            found.append(page.about(UNIQUE_ID, "id", said))
    return found
