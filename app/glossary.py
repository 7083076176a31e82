"""The library's own explanations of medical words, and where a text has such a word.

A document that says `glossary: true` explains one term in each of its sections: the heading names
it, the first paragraph says what it means. Knows nothing of how a term is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.library import Library

EVERYDAY = 0.25
"""A term that more than this share of the library's sections use is not marked."""

_BRACKETS = re.compile(r"(?P<words>.+?) \((?P<inside>[^()]+)\)(?P<rest>.*)")
_GAP = re.compile(r"[\s\u2010\u2011-]+")
_ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the library explains.

    `names` are the ways in which it is written, the full one first; `meaning` is the first
    paragraph of its section, word for word; `title` is the document's.
    """

    names: tuple[str, ...]
    meaning: str
    document: str
    section: str
    title: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """A term in a text: `text[start:end]` is one of its names, or the plural of one."""

    start: int
    end: int
    term: Term


class Glossary:
    """Finds terms in a text.

    Args:
        terms: all that are explained.
        everyday: those of them that are found but not marked, nor any word inside them.

    Example: `Glossary.of(library).spot("Colitis is treated early.")[0].term.meaning`
    """

    def __init__(self, terms: tuple[Term, ...], everyday: frozenset[Term] = frozenset()) -> None:
        self._everyday = everyday
        forms = {form: term for term in terms for name in term.names for form in _forms(name)}
        self._terms = {_key(form): term for form, term in forms.items()}
        longest_first = sorted(forms, key=len, reverse=True)
        names = "|".join(_pattern(form) for form in longest_first) or "(?!)"
        # A lookahead consumes nothing, so that a name that begins inside another is found too.
        self._names = re.compile(rf"\b(?=({names})\b)")

    @classmethod
    def of(cls, library: Library) -> Glossary:
        """The terms that a library explains; what its pages say at every turn is everyday.

        Such words, immunotherapy the first of them, would be marked in most answers and help
        nobody. They are those that more than `EVERYDAY` of the sections use, glossaries left out.
        """
        terms = tuple(_terms(library))
        every = cls(terms)
        texts = [
            document.text[section.start : section.end]
            for document in library.documents
            if terms and not document.glossary
            for section in document.sections
            if section.blocks
        ]
        uses = Counter(spotted.term for text in texts for spotted in every.spot(text))
        return cls(terms, frozenset(t for t in terms if uses[t] > EVERYDAY * len(texts)))

    def spot(self, text: str) -> tuple[Spotted, ...]:
        """The terms in a text, in order, each at its first place; the longer where two overlap.

        Whole words alone are one. Words in capitals or with digits (ADC, PD-1) must be written so;
        others may be in any case, and the last may be in the plural.
        """
        found = [match.span(1) for match in self._names.finditer(text)]
        taken: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda span: span[0] - span[1]):
            if all(end <= other[0] or other[1] <= start for other in taken):
                taken.append((start, end))
        first: dict[Term, Spotted] = {}
        for start, end in sorted(taken):
            term = self._terms[_key(text[start:end])]
            first.setdefault(term, Spotted(start, end, term))
        return tuple(one for one in first.values() if one.term not in self._everyday)


def _terms(library: Library) -> Iterator[Term]:
    for document in library.documents:
        for section in document.sections if document.glossary else ():
            if section.blocks and section.heading != document.title:
                block = section.blocks[0]
                meaning = document.text[block.start : block.end]
                names = _names(section.heading)
                yield Term(names, meaning, document.id, section.id, document.title)


def _names(heading: str) -> tuple[str, ...]:
    """The names that a heading gives.

    In brackets stands a short form of the words before it, `Tumor-infiltrating lymphocyte (TIL)
    therapy`, or in small letters what kind is meant, `Vaccine (treatment)`. A short form that reads
    as a Roman number is no name: stage IV is not given into a vein.
    """
    found = _BRACKETS.fullmatch(heading)
    if found is None:
        return (heading,)
    words, inside, rest = found["words"], found["inside"], found["rest"]
    if inside.islower():
        return (f"{inside} {words}{rest}",)
    full = f"{words}{rest}"
    return (full,) if _ROMAN.fullmatch(inside) else (full, f"{inside}{rest}")


def _forms(name: str) -> tuple[str, str]:
    """A name and its plural."""
    if re.search(r"[^aeiou]y$", name):
        return name, f"{name[:-1]}ies"
    return name, f"{name}es" if re.search(r"(?:[sxz]|[cs]h)$", name) else f"{name}s"


def _pattern(form: str) -> str:
    words = (re.escape(word) for word in _GAP.split(form))
    return _GAP.pattern.join(f"(?i:{word})" if _any_case(word) else word for word in words)


def _any_case(word: str) -> bool:
    """Whether a word is one like any other, and no abbreviation, single capital or number."""
    return len(word) > 1 and word.isalpha() and word[1:].islower()


def _key(form: str) -> str:
    return _GAP.sub(" ", form).casefold()
