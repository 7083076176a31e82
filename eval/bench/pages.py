r"""Texts of a benchmark, written as documents of a library so that the product can index them.

Every paragraph is a section headed by the page's title, all in one line: of such a line Markdown
can only mistake the beginning, which gets a backslash there. No word is lost and none is added.
Knows nothing of any benchmark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

_TITLE_WORDS = 12
# What Markdown takes for a heading, a quote, a table, HTML, a reference, a list, a rule or code.
_MARK = re.compile(r"[#>|<\[\-*+_=`~]|\d{1,9}[.)](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Page:
    """A text of a benchmark: an id of that benchmark's, a title (may be blank), its paragraphs."""

    id: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title and paragraphs in one, as BEIR's published runs search them."""
        return " ".join((self.title, *self.paragraphs)).strip()


def document_id(position: int) -> str:
    """The id in the library of the page at a position; the pages' own may not fit its rules."""
    return f"d{position:07}"


def write_page(page: Page, position: int) -> str:
    """The Markdown document of a page; blank where there is no word in it.

    A page without a title is headed by its first 12 words, one without a paragraph says its title.

    Args:
        page: its blank paragraphs are left out.
        position: of the page among its likes.

    Example: `"# Zinc #" in write_page(Page("7", "Zinc", ("It helps.",)), 0)`
    """
    paragraphs = [written for text in page.paragraphs if (written := write_paragraph(text))]
    title = flat(page.title) or " ".join(flat(" ".join(page.paragraphs)).split()[:_TITLE_WORDS])
    if not title:
        return ""
    front = yaml.safe_dump(
        {"id": document_id(position), "title": title}, allow_unicode=True, width=10**6
    )
    # The marks at a heading's end keep those that belong to the title.
    sections = [f"# {title} #\n\n{text}\n" for text in paragraphs or [write_paragraph(title)]]
    return f"---\n{front}---\n\n" + "\n".join(sections)


def write_paragraph(text: str) -> str:
    """One paragraph of Markdown: the text in one line, marked where it would be taken for more."""
    line = flat(text)
    return f"\\{line}" if _MARK.match(line) else line


def flat(text: str) -> str:
    """The text without white space around it; within, each sign of it becomes one blank."""
    readable = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"\s", " ", readable).strip()


def page_ids(pages: Sequence[Page]) -> dict[str, str]:
    """The library's document ids → the pages' own."""
    return {document_id(position): page.id for position, page in enumerate(pages)}
