"""Lines of a PDF → headings, paragraphs and list items. Knows nothing of letters or colours.

A PDF holds no structure that can be trusted: size and weight tell headings, marks tell list items,
gaps tell paragraphs. Tables come out as lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.importing.plaintext import BULLET, NUMBER, inert, join_lines, known_words

_LARGER = 1.12  # times the size of running text
_HEADING_WORDS = 16
_LOOSE = 1.6  # times the size of the letters from a line to the next


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text, where it stands (points from the lower left), how it looks."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool
    page: int


@dataclass
class _Group:
    """Lines that belong together, and what they are: a heading's level, a mark, or neither."""

    lines: list[Line]
    level: int = 0
    mark: str = ""
    texts: list[str] = field(default_factory=list)


class _Edges:
    """How far to the right text reaches: on a page, and in the column that a line stands in."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        self.page = width - min((line.x0 for line in lines), default=0.0)
        self._columns: dict[tuple[int, int], float] = {}
        for line in lines:
            key = (line.page, round(line.x0))
            self._columns[key] = max(line.x1, self._columns.get(key, 0.0))

    def column(self, line: Line) -> float:
        near = range(round(line.x0) - 3, round(line.x0) + 4)
        return max(self._columns.get((line.page, x0), 0.0) for x0 in near)


def to_markdown(pages: Sequence[Sequence[Line]], width: float) -> tuple[str, tuple[int, ...]]:
    """The Markdown of pages whose running lines are gone, and the offset at which each begins.

    `width` is that of a page, in points.
    """
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    mostly_bold = sum(len(line.text) for line in lines if line.bold) > 0.5 * sum(sizes.values())
    levels = _levels(lines, body)
    known = known_words(line.text for line in lines)
    groups = _joined(list(_groups(lines, body, levels, width, bold_tells=not mostly_bold)))
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for position, group in enumerate(groups):
        tight = position > 0 and group.mark and groups[position - 1].mark
        separator = "" if position == 0 else "\n" if tight else "\n\n"
        while len(starts) < group.lines[0].page:
            starts.append(length + len(separator))
        text = inert(join_lines(group.texts, known))
        prefix = f"{'#' * group.level} " if group.level else group.mark
        if not prefix and re.match(r"#{1,6}\s|[-+*>]\s|\d+[.)]\s|(?:[-=_*]\s*){3,}$", text):
            text = "\\" + text
        parts.append(separator + prefix + text)
        length += len(parts[-1])
    starts += [length] * (len(pages) - len(starts))
    return "".join(parts) + "\n", tuple(starts)


def _levels(lines: Sequence[Line], body: float) -> dict[float, int]:
    """The level of a heading of each size that is larger than running text; largest first."""
    larger = sorted({round(x.size, 1) for x in lines if x.size > body * _LARGER}, reverse=True)
    levels: dict[float, int] = {}
    level, above = 0, 0.0
    for size in larger:
        if above - size > 0.6 or not level:
            level = min(level + 1, 5)
            above = size
        levels[size] = level
    return levels


def _groups(
    lines: Sequence[Line],
    body: float,
    levels: dict[float, int],
    width: float,
    *,
    bold_tells: bool,
) -> Iterator[_Group]:
    lowest = min(max(levels.values(), default=0) + 1, 6)
    step = _step(lines, body)
    edges = _Edges(lines, width)
    current: _Group | None = None
    for line in lines:
        level = levels.get(round(line.size, 1), 0)
        short = len(line.text.split()) <= _HEADING_WORDS
        if not level and bold_tells and line.bold and short and line.text[-1:] not in ".,;":
            level = max(lowest, 2)
        bullet, number = BULLET.match(line.text), NUMBER.match(line.text)
        mark = "- " if bullet else f"{number.group(1)}. " if number else ""
        if level:
            mark = ""
        fresh = _Group([], level, mark)
        if current is None or _parts(current, line, fresh, step, edges):
            if current:
                yield current
            current = fresh
        found = (bullet or number) if mark else None
        current.lines.append(line)
        current.texts.append(line.text[found.end() :] if found else line.text)
    if current:
        yield current


def _parts(current: _Group, line: Line, fresh: _Group, step: float, edges: _Edges) -> bool:
    """Whether `line`, which would begin the group `fresh`, does not go on with `current`."""
    previous = current.lines[-1]
    if fresh.mark or fresh.level != current.level or line.page != previous.page:
        return True
    down = previous.y0 - line.y0
    if current.level:
        return not 0 < down < 2.0 * line.size or abs(line.size - previous.size) > 0.6
    if not 0 < down <= 1.2 * step:
        return True
    first = current.lines[0]
    if previous.text[-1:] in ".!?:" and _ends_early(previous, line, step, edges):
        return True
    if current.mark:
        return line.x0 < first.x0 - 2 or (len(current.lines) > 1 and line.x0 < previous.x0 - 3)
    indented = line.x0 > previous.x0 + 8
    return abs(line.x0 - first.x0) > 40 or (indented and previous.text[-1:] in ".!?:”")


def _ends_early(previous: Line, line: Line, step: float, edges: _Edges) -> bool:
    """Whether a line that ends a sentence ends its paragraph too: the next word had room on it.

    Where lines stand far apart, a page may hold none that reaches its edge: the page's own counts.
    """
    word = len(line.text.split()[0]) * (line.x1 - line.x0) / max(len(line.text), 1)
    room = edges.column(previous) - previous.x1
    return room > 1.5 * word or (step > _LOOSE * line.size and previous.x1 < 0.8 * edges.page)


def _step(lines: Sequence[Line], body: float) -> float:
    """The usual distance in points from a line of running text to the next."""
    steps = Counter(
        round(above.y0 - below.y0)
        for above, below in pairwise(lines)
        if above.page == below.page
        and abs(above.size - body) < 0.6
        and abs(below.size - body) < 0.6
        and 0.8 * body < above.y0 - below.y0 < 2.6 * body
    )
    return steps.most_common(1)[0][0] + 0.5 if steps else 1.4 * body


def _joined(groups: list[_Group]) -> list[_Group]:
    """Paragraphs and items that go on over the end of a column or page, made whole."""
    whole: list[_Group] = []
    for group in groups:
        last = whole[-1] if whole else None
        goes_on = (
            last is not None
            and not (last.level or group.level or group.mark)
            and _elsewhere(last.lines[-1], group.lines[0])
            and re.search(r"[\w,;–-]$", last.texts[-1].rstrip()) is not None
            and re.match(r"[a-z(]", group.texts[0]) is not None
        )
        if last is not None and (goes_on or _item_goes_on(last, group)):
            last.lines += group.lines
            last.texts += group.texts
        else:
            whole.append(group)
    return whole


def _item_goes_on(last: _Group, group: _Group) -> bool:
    return (
        bool(last.mark)
        and not (group.level or group.mark)
        and _elsewhere(last.lines[-1], group.lines[0])
        and re.match(r"[a-z(]", group.texts[0]) is not None
    )


def _elsewhere(above: Line, below: Line) -> bool:
    """Whether the next line stands on another page or in another column."""
    return above.page != below.page or below.y0 > above.y0
