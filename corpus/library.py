"""A folder of documents, loaded and checked. Knows nothing of passages or vectors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from corpus.asked import ASKED_SUFFIX, read_asked
from corpus.document import Document, Review, ReviewState
from corpus.errors import BadDocument, BadLibrary, NothingServed
from corpus.frontmatter import FrontMatter, read_front_matter
from corpus.groups import GROUPS_FILE, read_groups
from corpus.markdown import first_heading, read_sections
from corpus.reviewing import approval_hash
from corpus.selection import LeftOut, Selection, tally, why_left_out
from corpus.text_file import read_text


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of one folder that are served, in the order of their ids.

    `left_out` says of the ids of the others why they are not. `groups` names folders, in the order
    in which they are shown; not every folder need have a name.
    """

    documents: tuple[Document, ...]
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises KeyError where there is none."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)


class Identified(Protocol):
    """What is known by its id and has a review: a document, or what is kept of it."""

    @property
    def id(self) -> str: ...

    @property
    def review(self) -> Review: ...


_Read = TypeVar("_Read", bound=Identified)


@dataclass(frozen=True, slots=True)
class Head:
    """What the front matter of a file says of its document: enough to find it, and its review."""

    path: Path
    id: str
    review: Review


def library_files(folder: Path) -> list[Path]:
    """The files that make up a library: Markdown documents, `asked` sidecars, names of folders.

    Raises:
        BadLibrary: the folder is not there.
    """
    if not folder.is_dir():
        raise BadLibrary(f"There is no folder of documents at '{folder}'.")
    patterns = ("**/*.md", f"**/*{ASKED_SUFFIX}", GROUPS_FILE)
    found = [path for pattern in patterns for path in folder.glob(pattern)]
    return sorted(
        path
        for path in found
        if not path.is_dir()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def document_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a library, by its path inside the folder.

    Raises:
        BadLibrary: the folder is not there, or a file of it cannot be read.
    """
    hashes = {}
    for path in library_files(folder):
        try:
            hashes[path.relative_to(folder).as_posix()] = sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise BadLibrary(f"{path.name}: it cannot be read ({error.strerror}).") from error
    return hashes


def library_hash(hashes: dict[str, str]) -> str:
    """One hash for a whole library, from the hashes of its files."""
    listing = "\n".join(f"{digest}  {name}" for name, digest in sorted(hashes.items()))
    return sha256(listing.encode()).hexdigest()


def load_library(folder: Path, selection: Selection = Selection.ALL) -> Library:
    """The documents of a folder and of the folders in it that are served.

    Args:
        folder: of the library.
        selection: which are; those withdrawn never are.

    Raises:
        BadLibrary: the folder is missing or holds no document, a document cannot be read, two
            have one id, a sidecar has no document, or the names of the folders cannot be read;
            all faults are named at once.
        NothingServed: there are documents, and each of them is left out.

    Example: `load_library(Path("corpus/documents")).documents[0].title`
    """

    def load(path: Path) -> Document:
        inside = path.relative_to(folder).parent.as_posix()
        return replace(load_document(path), folder="" if inside == "." else inside)

    documents = read_documents(folder, load)
    why = why_each_is_left_out(folder, documents, selection)
    return Library(
        tuple(documents[key] for key, reason in why.items() if reason is None),
        {key: reason for key, reason in why.items() if reason is not None},
        read_groups(folder),
    )


def read_documents(folder: Path, read: Callable[[Path], _Read]) -> dict[str, _Read]:
    """What `read` makes of every document of a folder and of the folders in it, by its id.

    Args:
        folder: of the library.
        read: of one Markdown file; raises BadDocument where it is none.

    Raises:
        BadLibrary: the folder is missing or holds no document, a document cannot be read, two
            have one id, a sidecar has no document, or the names of the folders cannot be read;
            all faults are named at once.

    Example: `read_documents(folder, load_document)`
    """
    documents: dict[str, _Read] = {}
    places: dict[str, Path] = {}
    problems: list[str] = []
    for path in library_files(folder):
        if path.name.endswith(ASKED_SUFFIX):
            owner = path.name.removesuffix(ASKED_SUFFIX) + ".md"
            if not path.with_name(owner).exists():
                problems.append(f"{path.name}: there is no document '{owner}' beside it.")
            continue
        try:
            if path.name == GROUPS_FILE:
                read_groups(folder)
                continue
            document = read(path)
        except BadDocument as error:
            problems += error.problems
            continue
        if document.id in documents:
            problems.append(
                f"{path.name} and {places[document.id].name} both have the id '{document.id}'; "
                "give one of them another in its front matter."
            )
            continue
        documents[document.id] = document
        places[document.id] = path
    if problems:
        raise BadLibrary(*problems)
    if not documents:
        raise BadLibrary(f"The folder '{folder}' holds no Markdown document to serve.")
    return documents


def why_each_is_left_out(
    folder: Path, documents: Mapping[str, Identified], selection: Selection
) -> dict[str, LeftOut | None]:
    """Of each document's id, in order, why it is not served; None where it is.

    Raises:
        NothingServed: each of them is left out.
    """
    counted = tally((document.review for document in documents.values()), selection)
    if not counted.served:
        raise NothingServed(
            f"No page of '{folder}' may be served ({counted.reasons()}); "
            "`immunoqa corpus review` approves one."
        )
    return {key: why_left_out(documents[key].review, selection) for key in sorted(documents)}


def read_heads(folder: Path) -> tuple[tuple[Head, ...], tuple[str, ...]]:
    """What every document of a folder says of itself, and the faults of those that cannot be read.

    Raises:
        BadLibrary: the folder is not there.

    Example: `[head.id for head in read_heads(Path("corpus/documents"))[0]]`
    """
    heads: list[Head] = []
    problems: list[str] = []
    for path in library_files(folder):
        if path.suffix != ".md":
            continue
        try:
            text = read_text(path)
            front, _ = read_front_matter(text, path.name)
            heads.append(Head(path, _id_of(front, path), _review_of(front, text, path.name)))
        except BadDocument as error:
            problems += error.problems
    return tuple(heads), tuple(problems)


def withheld_ids(folder: Path, selection: Selection) -> frozenset[str]:
    """Ids of documents that somebody took out of service, as far as the folder can be read.

    One whose text was changed since its approval is not among them: an older copy of it is of the
    text that was approved.
    """
    try:
        heads, _ = read_heads(folder)
    except BadLibrary:
        return frozenset()
    kept = (None, LeftOut.LAPSED)
    return frozenset(h.id for h in heads if why_left_out(h.review, selection) not in kept)


def load_document(path: Path) -> Document:
    """One Markdown file, with the `asked` sidecar beside it where there is one.

    Raises:
        BadDocument: it is empty, is not UTF-8 text, has no sentence under its headings, or its
            front matter, its Markdown or its sidecar is wrong.
    """
    text = read_text(path)
    front, body = read_front_matter(text, path.name)
    title = front.title or first_heading(text, body) or path.stem
    try:
        sections = read_sections(text, body, title)
    except BadDocument as error:
        raise BadDocument(*(f"{path.name}, {problem}" for problem in error.problems)) from error
    if not any(section.blocks for section in sections):
        raise BadDocument(f"{path.name}: there is no text in it.")
    known = {section.id for section in sections}
    unknown = [section for section in front.examples if section not in known]
    if unknown:
        raise BadDocument(f"{path.name}: front matter 'examples': no section '{unknown[0]}'.")
    asked = read_asked(path, known)
    return Document(
        id=_id_of(front, path),
        title=title,
        publisher=front.publisher,
        language=front.language,
        sources=front.to_sources(),
        review=_review_of(front, text, path.name),
        text=text,
        sections=sections,
        asked=asked,
        examples=tuple(front.examples),
        glossary=front.glossary,
    )


def _id_of(front: FrontMatter, path: Path) -> str:
    return front.id or re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "document"


def _review_of(front: FrontMatter, text: str, name: str) -> Review:
    """The review as it counts: an approval of another text than this one is a draft."""
    review = front.to_review()
    if review.state is ReviewState.APPROVED and front.review.hash != approval_hash(text, name):
        return replace(review, state=ReviewState.DRAFT, lapsed=True)
    return review
