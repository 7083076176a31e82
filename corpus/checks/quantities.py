"""Quantities in English text: numbers with their unit. Pure; knows nothing of what they are of.

The units are data, in `units.en.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_COUNT = rf"(?:{_DIGITS}|\b(?:{'|'.join(_WORDS)})\b)"
_NUMBER = rf"(?<![\w.,/$£€-]){_COUNT}"
_RANGE = rf"(?: ?(?:to|and|or|-|–) ?{_COUNT})?"
_OR_MORE = r"(?: or (?:more|less|fewer|higher|lower|above|below|over|under))?"
_FILL = rf"{_OR_MORE}(?: (?:more|loose|full|extra))?"
_BARE = re.compile(_COUNT, re.IGNORECASE)
_CLOSE = 0.1
"""How far two quantities in different units may part and still be the same: weeks and months."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range from `low` to `high`, of what is measured, in that measure's first unit.

    `unit` is the word's own size; `start` and `end` are offsets into the text.
    """

    measures: str
    low: float
    high: float
    unit: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Units:
    pattern: re.Pattern[str]
    by_word: dict[str, tuple[str, float]]


@lru_cache
def _units() -> _Units:
    text = files("corpus.checks").joinpath("units.en.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    by_word = {w: (e["measures"], float(e["size"])) for e in entries for w in e["words"]}
    words = "|".join(map(re.escape, sorted(by_word, key=len, reverse=True)))
    ratio = rf"{_NUMBER}{_RANGE} (?:in|out of) (?:every )?(?P<whole>{_COUNT})(?! ?(?:{words})\b)"
    counted = rf"{_NUMBER}{_RANGE}{_FILL}[ -]?(?P<unit>{words})(?![\w/])"
    return _Units(re.compile(f"{ratio}|{counted}", re.IGNORECASE), by_word)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order. `1 in 10` is a share of 10 %.

    Example: `quantities("Wait 2 to 3 weeks.")[0].high` gives 21.0: times are in days.
    """
    units = _units()
    found = []
    for match in units.pattern.finditer(text):
        numbers = [_value(number) for number in _BARE.findall(match[0])]
        if match["whole"]:
            whole = numbers.pop()
            if not whole:
                continue
            measures, size, scale = "share", 1.0, 100 / whole
        else:
            measures, size = units.by_word[match["unit"].lower()]
            scale = size
        low, high = min(numbers) * scale, max(numbers) * scale
        found.append(Quantity(measures, low, high, size, match.start(), match.end()))
    return tuple(found)


def contradict(
    left: Sequence[Quantity], right: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """A pair of one measure in which nothing agrees, in one unit if possible; or None.

    A number agrees with a range that holds it, and a range with an equal one.

    Example: `contradict(quantities("8 weeks"), quantities("2 weeks"))` is a pair, with `"56 days"`
    it is None.
    """
    for measure in dict.fromkeys(quantity.measures for quantity in left):
        ours = [quantity for quantity in left if quantity.measures == measure]
        theirs = [quantity for quantity in right if quantity.measures == measure]
        pairs = [(one, other) for one in ours for other in theirs]
        if pairs and not any(_agree(one, other) for one, other in pairs):
            return min(pairs, key=lambda pair: pair[0].unit != pair[1].unit)
    return None


def _agree(left: Quantity, right: Quantity) -> bool:
    slack = 0.0 if left.unit == right.unit else _CLOSE
    if left.low == left.high:
        return right.low * (1 - slack) - 1e-9 <= left.low <= right.high * (1 + slack) + 1e-9
    if right.low == right.high:
        return _agree(right, left)
    return all(
        abs(a - b) <= slack * max(a, b) + 1e-9
        for a, b in ((left.low, right.low), (left.high, right.high))
    )


def _value(number: str) -> float:
    word = number.lower()
    return float(_WORDS.index(word) + 1) if word in _WORDS else float(number.replace(",", ""))
