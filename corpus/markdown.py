"""Markdown → sections and blocks with character spans. Knows nothing of front matter's meaning.

Paragraphs and list items are what can be quoted. Tables, code and raw HTML are left out: a
sentence of theirs would not read as one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.document import Block, BlockKind, Section


@dataclass
class _Open:
    """A section that is still being read."""

    heading: str
    path: tuple[str, ...]
    level: int
    blocks: list[Block] = field(default_factory=list)


def read_sections(text: str, body: int, title: str) -> tuple[Section, ...]:
    """The sections of a document, in its order.

    Text before the first heading stands in a section headed by the title. A first-level heading is
    the title's own place: it opens a section whose path is empty but for itself.

    Args:
        text: the whole document.
        body: offset at which its Markdown begins.
        title: heading for what stands before the first heading.

    Returns:
        Sections whose blocks are spans of `text`. Ids are slugs of the headings, made unique by
        a number.
    """
    lines = _line_starts(text, body)
    opened = [_Open(title, (title,), 1)]
    tokens = MarkdownIt("commonmark").parse(text[body:])
    depth = 0
    for token, inner in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "heading_open" and inner is not None:
            opened.append(_heading(inner.content, int(token.tag[1]), opened))
        elif token.type == "paragraph_open" and inner is not None:
            kind = BlockKind.ITEM if depth else BlockKind.PARAGRAPH
            opened[-1].blocks.append(_block(kind, inner, text, lines))
    if not opened[0].blocks:
        del opened[0]
    return _finish(opened)


def first_heading(text: str, body: int) -> str | None:
    """The first heading of any level, or None."""
    tokens = MarkdownIt("commonmark").parse(text[body:])
    for token, inner in pairwise(tokens):
        if token.type == "heading_open":
            return inner.content
    return None


def _heading(heading: str, level: int, opened: list[_Open]) -> _Open:
    above: tuple[str, ...] = ()
    for earlier in reversed(opened):
        if earlier.level < level:
            above = earlier.path if earlier.level > 1 else ()
            break
    return _Open(heading, (*above, heading), level)


def _block(kind: BlockKind, inline: Token, text: str, lines: list[int]) -> Block:
    """The span of a paragraph, found by its first and last line inside the source lines."""
    first, beyond = inline.map or [0, 0]
    content = inline.content.split("\n")
    start = text.index(content[0], lines[first])
    end = text.index(content[-1], max(start, lines[beyond - 1])) + len(content[-1])
    return Block(kind, start, end)


def _line_starts(text: str, body: int) -> list[int]:
    return [body, *(m.end() for m in re.compile(r"\n").finditer(text, body))]


def _finish(opened: list[_Open]) -> tuple[Section, ...]:
    seen: Counter[str] = Counter()
    sections = []
    for section in opened:
        slug = re.sub(r"[^a-z0-9]+", "-", section.heading.lower()).strip("-") or "section"
        seen[slug] += 1
        unique = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        sections.append(
            Section(unique, section.heading, section.path, section.level, tuple(section.blocks))
        )
    return tuple(sections)
