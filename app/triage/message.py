"""A message as the rules see it: sentences of plain words in one spelling.

Knows nothing of signs and of what they mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_QUOTES = str.maketrans({0x2019: "'", 0x2018: "'", 0x60: "'", 0xB4: "'"})
_PIECE = re.compile(r"\d+(?:[.,]\d+)?(?:/\d+)?|[a-z]+(?:'[a-z]+)*|[,:()—–%°]", re.ASCII)
_SIGNS = {"%": "percent", "°": "degrees", **dict.fromkeys(",:()—–", ",")}
_SENTENCE = re.compile(r"(?:[^.?!…\n\r;]|(?<=\d)\.(?=\d))+[.?!…\s;]*")


@dataclass(frozen=True, slots=True)
class Writing:
    """How one language is written: short forms and number words, each with what is meant."""

    forms: Mapping[str, str]
    numbers: Mapping[str, str]


def plain(text: str) -> str:
    """Lower case, without accents, with straight apostrophes. `plain("Día")` gives `"dia"`."""
    split = unicodedata.normalize("NFKD", text.translate(_QUOTES).lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def split(text: str) -> tuple[str, ...]:
    """The sentences of a message as they were typed, ends included.

    Example: `split("Temp is 38.5. Who do I call?")` gives both sentences.
    """
    return tuple(one.strip() for one in _SENTENCE.findall(text) if re.search(r"\w", one))


def normalised(sentence: str, writing: Writing, correct: Callable[[str], str]) -> str:
    """A sentence as words, numbers and commas with one blank between; one that asks ends in ` ?`.

    Args:
        sentence: as it was typed.
        writing: the short forms and number words of its language.
        correct: leads a misspelt word to the rules' own.

    Example: "I CAN'T breathe, it's 38,5°" gives `i cannot breathe , it is 38.5 degrees`.
    """
    found: list[str] = []
    for piece in _PIECE.findall(plain(sentence)):
        if piece[0].isdigit():
            found.append(piece.replace(",", "."))
        elif piece[0].isalpha():
            found += _words(piece, writing, correct)
        elif piece in _SIGNS:
            found.append(_SIGNS[piece])
    return " ".join([*found, "?"] if "?" in sentence else found)


def _words(piece: str, writing: Writing, correct: Callable[[str], str]) -> list[str]:
    if piece in writing.forms:
        return writing.forms[piece].split()
    if piece.endswith("n't"):
        return [piece[:-3], "not"]
    head, _, tail = piece.partition("'")
    word = correct(head)
    word = writing.numbers.get(word, word)
    return [word, *writing.forms.get(f"'{tail}", "").split()]
