"""Plain text and Markdown → Markdown as the library keeps it. Knows nothing of other formats.

Markdown goes through HTML, so that what its pages would not show is set aside as it is there. In
plain text an empty line parts paragraphs, a form feed pages; lists and underlined or capital
headings are told by their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt

from corpus.errors import BadDocument, BadImport
from corpus.frontmatter import read_front_matter
from corpus.importing.converted import Converted, SetAside
from corpus.importing.html import convert_html
from corpus.importing.plaintext import (
    BULLET,
    NUMBER,
    decode,
    inert,
    join_lines,
    known_words,
    running_lines,
)

_UNDERLINE = re.compile(r"^\s*(={3,}|-{3,})\s*$")
_MARK = re.compile(r"^(?:#{1,6}\s|[+*>]\s|(?:[-=_*]\s*){3,}$)")


def read_markdown(name: str, data: bytes) -> Converted:
    """The Markdown of a Markdown file; its front matter gives title, publisher, language, sources.

    Raises:
        BadImport: its front matter is wrong, or it holds no text that can be seen.
    """
    text = decode(name, data)
    try:
        front, body = read_front_matter(text, name)
    except BadDocument as error:
        raise BadImport(f"{error.problems[0]}") from error
    stated: dict[str, dict[str, dict[str, str]]] = {}
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text[body:], stated)
    converted = convert_html(name, html)
    unseen = [
        SetAside(" ".join(f"{label} {said['title']}".split()), "a link's definition", "in the text")
        for label, said in stated.get("references", {}).items()
        if said.get("title")
    ]
    return replace(
        converted,
        title=front.title or converted.title,
        publisher=front.publisher if "publisher" in front.model_fields_set else None,
        language=front.language if "language" in front.model_fields_set else None,
        sources=front.to_sources(),
        hidden=(*converted.hidden, *unseen),
    )


def read_text(name: str, data: bytes) -> Converted:
    """The Markdown of a plain text.

    Raises:
        BadImport: its letters cannot be told.
    """
    pages = [page.split("\n") for page in decode(name, data).expandtabs(4).split("\f")]
    written = [[line for line in page if line.strip()] for page in pages]
    gone = running_lines(written) if len(pages) > 1 else [set() for _ in pages]
    running = [[page[n] for n in sorted(g)] for page, g in zip(written, gone, strict=True)]
    known = known_words(line for page in pages for line in page)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for page, dropped in zip(pages, running, strict=True):
        starts.append(length)
        kept = _without(page, dropped)
        for mark, lines in _blocks(kept):
            text = inert(join_lines(lines, known))
            if not mark and _MARK.match(text):
                text = "\\" + text
            tight = mark[:1] in "-123456789" and bool(mark) and parts and parts[-1].endswith("\x1d")
            piece = ("\n" if tight else "\n\n") + mark + text
            parts.append(piece + ("\x1d" if mark and mark[0] != "#" else ""))
            length += len(piece)
    body = "".join(parts).replace("\x1d", "").lstrip("\n")
    return Converted(
        body=body + "\n",
        title=_first_heading(body),
        page_starts=tuple(max(0, start) for start in starts) if len(pages) > 1 else (),
        running=tuple(dict.fromkeys(line.strip() for page in running for line in page)),
    )


def _without(page: list[str], dropped: list[str]) -> list[str]:
    """The lines of a page but for those dropped, each once."""
    left = list(dropped)
    kept = []
    for line in page:
        if line in left:
            left.remove(line)
        else:
            kept.append(line)
    return kept


def _blocks(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The mark of each block (that of a heading or list item, or none) and its lines."""
    mark, current = "", list[str]()
    for position, line in enumerate(lines):
        underline = _UNDERLINE.match(line)
        if underline and len(current) == 1 and not mark:
            yield ("# " if underline.group(1)[0] == "=" else "## "), current
            mark, current = "", []
            continue
        bullet, number = BULLET.match(line), NUMBER.match(line)
        if not line.strip() or underline or bullet or number:
            if current:
                yield mark, current
            mark, current = "", []
        if not line.strip() or underline:
            continue
        if bullet or number:
            mark = "- " if bullet else f"{number.group(1)}. " if number else ""
            line = line[(bullet or number).end() :]  # type: ignore[union-attr]  # noqa: PLW2901
        alone = not current and (position + 1 == len(lines) or not lines[position + 1].strip())
        if not mark and alone and _capital(line):
            yield "## ", [line]
            continue
        current.append(line)
    if current:
        yield mark, current


def _capital(line: str) -> bool:
    """Whether a line that stands alone is a heading in capitals, such as SIDE EFFECTS."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and line == line.upper() and len(line.split()) <= 12


def _first_heading(body: str) -> str | None:
    found = re.search(r"^#{1,2} (.+)$", body, re.MULTILINE)
    return found.group(1) if found else None
