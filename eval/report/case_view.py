"""One judged case as a page shows it: what was asked, expected and answered, quotes in context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eval.judge import CaseResult, JudgedQuote
from eval.results import Excerpt


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a section's text, and whether it is quoted."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Context:
    """A section that an answer quotes, with the quoted pieces marked.

    `astray` holds quotes that the section does not hold where they say they stand.
    """

    name: str
    heading: str
    pieces: tuple[Piece, ...]
    astray: tuple[str, ...]


def contexts(result: CaseResult, sections: Mapping[str, Excerpt]) -> tuple[Context, ...]:
    """The sections that a case's answer quotes, in order of appearance.

    Example: `contexts(result, run.sections)[0].heading`
    """
    quotes: dict[str, list[JudgedQuote]] = {}
    for quote in result.quotes:
        quotes.setdefault(f"{quote.document}#{quote.section}", []).append(quote)
    return tuple(_context(name, own, sections.get(name)) for name, own in quotes.items())


def _context(name: str, quotes: list[JudgedQuote], excerpt: Excerpt | None) -> Context:
    if excerpt is None:
        return Context(name, name, (), tuple(quote.quote for quote in quotes))
    held = [quote for quote in quotes if _holds(excerpt, quote)]
    astray = tuple(quote.quote for quote in quotes if quote not in held)
    return Context(name, excerpt.heading, tuple(_pieces(excerpt, held)), astray)


def _holds(excerpt: Excerpt, quote: JudgedQuote) -> bool:
    start, end = quote.start - excerpt.start, quote.end - excerpt.start
    return 0 <= start < end and excerpt.text[start:end] == quote.quote


def _pieces(excerpt: Excerpt, quotes: list[JudgedQuote]) -> Iterator[Piece]:
    place = 0
    for quote in sorted(quotes, key=lambda quote: quote.start):
        start, end = quote.start - excerpt.start, quote.end - excerpt.start
        if start < place:
            continue  # quoted twice
        yield Piece(excerpt.text[place:start], quoted=False)
        yield Piece(excerpt.text[start:end], quoted=True)
        place = end
    yield Piece(excerpt.text[place:], quoted=False)
