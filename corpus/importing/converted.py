"""What a reader makes of a source: Markdown, what the source says of itself, what was hidden.

Frozen data. Knows nothing of any format.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from corpus.document import Source


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text that did not come into a document: why, and where in the source it stood."""

    text: str
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A source as Markdown, without marks of emphasis, links or pictures: it is quoted as it is.

    `page_starts` holds, for a source with pages, the offset in `body` where each begins.
    `running` are the lines that were dropped as running headers, footers and page numbers.
    """

    body: str
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    sources: tuple[Source, ...] = ()
    hidden: tuple[SetAside, ...] = ()
    page_starts: tuple[int, ...] = ()
    running: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page that an offset in `body` stands on; None without pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None
