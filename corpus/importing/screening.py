"""Takes out of a Markdown text what speaks to a machine. Knows nothing of how it came to be.

Paragraphs and list items are looked at sentence by sentence; headings, rows of tables and lines of
code line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Block
from corpus.importing.converted import Converted, SetAside
from corpus.importing.instructions import Detector
from corpus.markdown import read_sections
from corpus.sentences import sentence_spans

_HEADING = re.compile(r"^#{1,6}\s")
_INNER_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z\"'“])")  # what the segmenter took for none
_LINE = re.compile(r"^.*\w.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is judged at once: `body[start:end]`; `block` is the end of what it belongs to.

    `whole` is not set for a part of a sentence that was judged before it.
    """

    start: int
    end: int
    block: int
    text: str
    heading: bool
    whole: bool = True


def screen(converted: Converted, detector: Detector) -> tuple[str, tuple[SetAside, ...]]:
    """The body without what speaks to a machine, and that, with reasons and places.

    After a strong cue the rest of its paragraph goes too.

    Raises:
        BadDocument: the Markdown cannot be read as a document's.
    """
    body = converted.body
    units = list(_units(body, converted.language or "en"))
    page = detector.page(unit.text for unit in units if unit.whole)
    cuts: list[tuple[int, int, str]] = []
    for unit in units:
        if cuts and unit.start < cuts[-1][1]:
            continue
        found = detector.find(unit.text, page, heading=unit.heading)
        if found:
            cuts.append((unit.start, unit.block if found.strong else unit.end, found.why))
    aside = tuple(
        SetAside(" ".join(body[a:b].split()).lstrip("#>|- "), why, _where(converted, a))
        for a, b, why in cuts
    )
    kept, done = [], 0
    for start, end, _ in cuts:
        kept.append(body[done:start])
        done = end
    kept.append(body[done:])
    return _tidied("".join(kept)) if cuts else body, aside


def _units(body: str, language: str) -> Iterator[_Unit]:
    blocks = [block for section in read_sections(body, 0, "") for block in section.blocks]
    done = 0
    for block in [*blocks, None]:
        yield from _lines(body, done, block.start if block else len(body))
        if block:
            yield from _sentences(body, block, language)
            done = block.end


def _sentences(body: str, block: Block, language: str) -> Iterator[_Unit]:
    text = body[block.start : block.end]
    for first, beyond in sentence_spans(text, language):
        spans = [(first, beyond)]
        starts = [first, *(m.end() for m in _INNER_END.finditer(text, first, beyond))]
        if len(starts) > 1:
            spans += pairwise([*starts, beyond])
        for start, end in spans:
            piece = text[start:end].rstrip()
            begin = block.start + start
            whole = (start, end) == (first, beyond)
            yield _Unit(begin, begin + len(piece), block.end, piece, False, whole)


def _lines(body: str, start: int, end: int) -> Iterator[_Unit]:
    """Each line between two blocks that holds a word, whole."""
    for line in _LINE.finditer(body, start, end):
        text = line.group().strip().strip("#>|*- ")
        if re.search(r"[^\W\d_]", text):
            yield _Unit(line.start(), line.end(), line.end(), text, bool(_HEADING.match(line[0])))


def _where(converted: Converted, offset: int) -> str:
    page = converted.page_at(offset)
    if page is not None:
        return f"page {page}"
    headings = list(re.finditer(r"^#{1,6} +(.+)$", converted.body[:offset], re.MULTILINE))
    return f"after the heading '{headings[-1].group(1)[:80]}'" if headings else "at the beginning"


def _tidied(body: str) -> str:
    """The body without list items and lines of marks that nothing is left in."""
    lines = [line for line in body.split("\n") if not re.fullmatch(r"\s*(?:[-+*>]|\d+\.)\s*", line)]
    flat = "\n".join(line.rstrip() if line.strip() else "" for line in lines)
    flat = re.sub(r"(?<=\S)  +(?=\S)", " ", flat)
    return re.sub(r"\n{3,}", "\n\n", flat).strip() + "\n"
