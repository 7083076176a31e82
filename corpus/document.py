"""What a library is made of: documents, sections, blocks, passages and sentences.

Frozen data with character spans into the stored text of a document. Knows nothing of files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReviewState(StrEnum):
    """Whether a clinician stands behind a document."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a document: its state, by whom, on which day, and when the next is due.

    `lapsed` marks a draft that says it was approved, but whose text is not the one approved.
    """

    state: ReviewState
    by: str | None = None
    on: date | None = None
    next: date | None = None
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A public source that a document rests on."""

    publisher: str
    title: str
    address: str | None = None
    seen: date | None = None


class BlockKind(StrEnum):
    """What a block of text is, in the Markdown that it was written in."""

    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or one item of a list: `document.text[start:end]`."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks that stand under it, up to the next heading.

    `path` is the headings above and including its own, outermost first, without the document's
    title. `start` and `end` span its own blocks (empty where a heading only groups others).
    """

    id: str
    heading: str
    path: tuple[str, ...]
    level: int
    blocks: tuple[Block, ...]

    @property
    def start(self) -> int:
        return self.blocks[0].start if self.blocks else 0

    @property
    def end(self) -> int:
        return self.blocks[-1].end if self.blocks else 0


@dataclass(frozen=True, slots=True)
class Document:
    r"""One page of the library.

    `text` is the whole stored file, front matter included, with newlines as `\n`: every offset in
    the project counts its characters. `asked` maps a section's id to ways in which patients ask
    for it; the first of them is fit to be shown. `examples` names the sections whose questions are
    shown to a patient who has not asked yet. A `glossary` explains one term in each section.
    `folder` is where it stands inside its library, blank at the top.
    """

    id: str
    title: str
    publisher: str
    language: str
    sources: tuple[Source, ...]
    review: Review
    text: str
    sections: tuple[Section, ...]
    asked: dict[str, tuple[str, ...]]
    examples: tuple[str, ...] = ()
    glossary: bool = False
    folder: str = ""

    def section(self, section_id: str) -> Section:
        """The section of that id. Raises KeyError where there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


class Role(StrEnum):
    """What a sentence does in its passage: stand alone, lead a list in, or be one of its items."""

    PROSE = "prose"
    LEAD = "lead"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `document.text[start:end] == text`.

    `section` is the section it stands in (in an outline passage not the passage's own), `block`
    numbers the paragraph or list that it belongs to within its passage.
    """

    section: str
    start: int
    end: int
    text: str
    role: Role
    block: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched: a section, or a part of a long one, as whole sentences.

    `path` is the heading path that travels with it, beginning with the document's title. `text` is
    what it says without that path. In an outline passage, made for a heading that only groups
    others, the sentences are the first paragraphs of its subsections, and `text` is their headings.
    """

    id: str
    document: str
    section: str
    path: tuple[str, ...]
    text: str
    sentences: tuple[Sentence, ...]
    outline: bool = False
