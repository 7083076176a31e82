"""Cases as rows of a spreadsheet. Knows nothing of what makes a case right.

A cell that holds several things has one in each line of it; the names in `expect`, `cite` and
`tags` may also be parted by `;`, and the strings of which any one says a fact by `|`. A backslash
before a sign makes it an ordinary one, and before an `n` a line break. A cell that a spreadsheet
would take for a formula begins with an apostrophe, which is none of its text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from eval.cases import BadCase, Case, make_case

COLUMNS = tuple(Case.model_fields)
_NAMES = ("expect", "cite", "tags")
_PHRASES = ("history", "must_not_say")
_FORMULA = "=+-@\t\r'"
_DELIMITERS = ",;\t"
_SEPARATOR = re.compile(r"sep=[,;\t]\r?\n", re.IGNORECASE)
_ESCAPE = "\\"
_ENDS = {"n": "\n", "r": "\r"}
_LINE_ENDS = {"\n": r"\n", "\r": r"\r"}

_Sign = tuple[str, bool]
"""A character, and whether it is an ordinary one for the backslash before it."""


def read_rows(text: str) -> Iterator[tuple[int, dict[str, Any] | BadCase]]:
    """Each row with the number of its first line: the keys of a case, or what is wrong with it.

    Empty cells leave their key out. The delimiter is that of the first line: comma, semicolon or
    tab; where that is a spreadsheet's own `sep=;` it is passed over.

    Raises:
        BadCase: the first line does not name the columns.
    """
    csv.field_size_limit(len(text) + 1)
    body, passed_over = (text.partition("\n")[2], 1) if _SEPARATOR.match(text) else (text, 0)
    delimiter = max(_DELIMITERS, key=body.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    while True:
        number = passed_over + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            last = passed_over + reader.line_num
            lines = f"; lines {number} to {last} are lost with it" if last > number else ""
            yield number, BadCase(f"the row cannot be read ({error}){lines}")
            continue
        if cells is None:
            break
        if columns is None:
            columns = _columns(cells)
        elif any(cell.strip() for cell in cells):
            yield number, _read_row(columns, cells)
    if columns is None:
        raise BadCase("the first line must name the columns")


def write_rows(cases: Iterable[Case]) -> str:
    """The cases as the text of a CSV file that `read_rows` reads back as they are.

    Raises:
        BadCase: one cannot stand in a sheet, for it holds a blank question or turn.
    """
    kept = list(cases)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for case in kept:
        data = case.model_dump(mode="json")
        writer.writerow([_guarded(_cell(column, data[column])) for column in COLUMNS])
    text = file.getvalue()
    for case, (_, read) in zip(kept, read_rows(text), strict=True):
        if isinstance(read, BadCase) or not _same(case, read):
            raise BadCase(f"the case '{case.id}' holds blanks that a sheet would lose")
    return text


def _same(case: Case, read: dict[str, Any]) -> bool:
    try:
        return make_case(read) == case
    except BadCase:
        return False


def _columns(cells: Sequence[str]) -> list[str]:
    columns = [cell.strip().casefold() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()  # a spreadsheet writes the empty ones to the right too
    for column in columns:
        if column not in COLUMNS:
            raise BadCase(f"there is no column '{column}'; use {', '.join(COLUMNS)}")
        if columns.count(column) > 1:
            raise BadCase(f"the column '{column}' stands there twice")
    return columns


def _read_row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, Any] | BadCase:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        return BadCase(f"it has {len(cells)} cells, and the first line {len(columns)}")
    return {
        column: _value(column, _unguarded(cell))
        for column, cell in zip(columns, cells, strict=False)
        if cell.strip()
    }


def _value(column: str, cell: str) -> str | list[str] | list[list[str]]:
    if column in _NAMES:
        names = _texts(_parted(_signs(cell), "\n;"))
        return [name.lower() for name in names] if column == "expect" else names
    if column in _PHRASES:
        return _texts(_parted(_signs(cell), "\n"))
    if column == "must_say":
        facts = [_texts(_parted(fact, "|")) for fact in _parted(_signs(cell), "\n")]
        return [fact for fact in facts if fact]
    return cell


def _cell(column: str, value: Any) -> str:
    if column == "must_say":
        return "\n".join(" | ".join(_escaped(p, "|") for p in fact) for fact in value)
    if column in (*_NAMES, *_PHRASES):
        return "\n".join(_escaped(text, ";" if column in _NAMES else "") for text in value)
    return str(value)


def _signs(cell: str) -> list[_Sign]:
    signs: list[_Sign] = []
    rest = iter(cell.replace("\r\n", "\n"))
    for sign in rest:
        if sign == _ESCAPE:
            escaped = next(rest, _ESCAPE)
            signs.append((_ENDS.get(escaped, escaped), True))
        else:
            signs.append((sign, False))
    return signs


def _parted(signs: Sequence[_Sign], separators: str) -> list[list[_Sign]]:
    parts: list[list[_Sign]] = [[]]
    for sign, ordinary in signs:
        if sign in separators and not ordinary:
            parts.append([])
        else:
            parts[-1].append((sign, ordinary))
    return parts


def _texts(parts: Iterable[Sequence[_Sign]]) -> list[str]:
    """The parts without the blanks around them; those that hold nothing else are left out."""
    return [text for text in map(_text, parts) if text]


def _text(signs: Sequence[_Sign]) -> str:
    first, last = 0, len(signs)
    while first < last and signs[first][0].isspace() and not signs[first][1]:
        first += 1
    while last > first and signs[last - 1][0].isspace() and not signs[last - 1][1]:
        last -= 1
    return "".join(sign for sign, _ in signs[first:last])


def _escaped(text: str, separators: str) -> str:
    last = len(text) - 1
    return "".join(
        _LINE_ENDS.get(sign)
        or (_ESCAPE + sign if sign in (*separators, _ESCAPE) else "")
        or (_ESCAPE + sign if place in (0, last) and sign.isspace() else sign)
        for place, sign in enumerate(text)
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell[:1] in tuple(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple(_FORMULA) else cell
