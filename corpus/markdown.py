"""Markdown → sections and blocks with character spans. Knows nothing of front matter's meaning.

Paragraphs and list items are what can be quoted. Tables, code and raw HTML are left out: a
sentence of theirs would not read as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, count, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.document import Block, BlockKind, Section
from corpus.errors import BadDocument


@dataclass
class _Open:
    """A section that is still being read."""

    heading: str
    path: tuple[str, ...]
    level: int
    blocks: list[Block] = field(default_factory=list)


def read_sections(text: str, body: int, title: str) -> tuple[Section, ...]:
    """The sections of a document, in its order.

    Text before the first heading stands in a section headed by the title. A first-level heading
    that says the title is the title's own place: the sections below it do not repeat it.

    Args:
        text: the whole document.
        body: offset at which its Markdown begins.
        title: heading for what stands before the first heading.

    Returns:
        Sections whose blocks are spans of `text`. Ids are slugs of the headings, made unique by
        a number.

    Raises:
        BadDocument: marks of a block quote stand inside a paragraph, so that it has no span.
    """
    lines = _line_starts(text, body)
    opened = [_Open(title, (title,), 1)]
    depth = 0
    for token, inner in pairwise(_parse(text, body)):
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "heading_open":
            opened.append(_heading(inner.content, int(token.tag[1]), opened, title))
        elif token.type == "paragraph_open" and inner.content.strip():
            kind = BlockKind.ITEM if depth else BlockKind.PARAGRAPH
            opened[-1].blocks.append(_block(kind, inner, text, lines))
    if not opened[0].blocks:
        del opened[0]
    return _finish(opened)


def first_heading(text: str, body: int) -> str | None:
    """The first heading of the first level, or None."""
    for token, inner in pairwise(_parse(text, body)):
        if token.type == "heading_open" and token.tag == "h1":
            return inner.content
    return None


def _parse(text: str, body: int) -> list[Token]:
    # Tables are read as such so that they are no paragraphs.
    return MarkdownIt("commonmark").enable("table").parse(text[body:])


def _heading(heading: str, level: int, opened: list[_Open], title: str) -> _Open:
    above: tuple[str, ...] = ()
    for earlier in reversed(opened):
        if earlier.level < level:
            above = earlier.path if earlier.path != (title,) else ()
            break
    return _Open(heading, (*above, heading), level)


def _block(kind: BlockKind, inline: Token, text: str, lines: list[int]) -> Block:
    """The span of a paragraph: its first words end their line, whatever marks go before them."""
    first, beyond = inline.map or [0, 0]
    opening = inline.content.strip().split("\n", 1)[0]
    line = next(n for n in range(first, beyond) if opening in text[lines[n] : lines[n + 1]])
    start = text.rindex(opening, lines[line], lines[line + 1])
    end = start + len(text[start : lines[beyond]].rstrip())
    if text[start:end].split() != inline.content.split():
        number = text.count("\n", 0, start) + 1
        raise BadDocument(
            f"line {number}: a block quote's paragraph must stand on one line, "
            "so that it can be quoted word for word."
        )
    return Block(kind, start, end)


def _line_starts(text: str, body: int) -> list[int]:
    """Where each line of the Markdown begins, and where the text ends."""
    return [body, *(m.end() for m in re.compile(r"\n").finditer(text, body)), len(text)]


def _finish(opened: list[_Open]) -> tuple[Section, ...]:
    seen: set[str] = set()
    sections = []
    for section in opened:
        slug = re.sub(r"[^a-z0-9]+", "-", section.heading.lower()).strip("-") or "section"
        candidates = chain([slug], (f"{slug}-{number}" for number in count(2)))
        unique = next(candidate for candidate in candidates if candidate not in seen)
        seen.add(unique)
        sections.append(
            Section(unique, section.heading, section.path, section.level, tuple(section.blocks))
        )
    return tuple(sections)
