"""Quotes in context: marked where they stand, and named where they do not stand."""

from __future__ import annotations

from dataclasses import replace

from eval.judge import JudgedQuote
from eval.report.case_view import Piece, contexts
from eval.results import Excerpt
from tests.eval.made import result

TEXT = "Fever can be a warning. Rest helps. Call us."
SECTIONS = {"care#fever": Excerpt("Fever", 100, TEXT)}


def quote(text: str, start: int) -> JudgedQuote:
    """A quote that says it starts so many characters into the section."""
    begin = 100 + start
    end = begin + len(text)
    return JudgedQuote("care", "fever", text, begin, end, exact=True, placed=True, shown=True)


FIRST, SECOND = quote("Fever can be a warning.", 0), quote("Call us.", 36)


def test_quoted_pieces_are_marked_in_the_order_of_the_section() -> None:
    (context,) = contexts(replace(result(), quotes=(SECOND, FIRST, FIRST)), SECTIONS)
    assert context.pieces == (
        Piece("", quoted=False),
        Piece("Fever can be a warning.", quoted=True),
        Piece(" Rest helps. ", quoted=False),
        Piece("Call us.", quoted=True),
        Piece("", quoted=False),
    )
    assert (context.name, context.heading, context.astray) == ("care#fever", "Fever", ())


def test_a_quote_that_does_not_stand_there_is_named() -> None:
    shifted = replace(FIRST, start=FIRST.start + 1, end=FIRST.end + 1)
    before = replace(FIRST, start=FIRST.start - 101, end=FIRST.end - 101)
    (context,) = contexts(replace(result(), quotes=(shifted, before)), SECTIONS)
    assert context.astray == (FIRST.quote, FIRST.quote)
    assert "".join(piece.text for piece in context.pieces) == TEXT


def test_a_section_that_is_not_there_is_named() -> None:
    (context,) = contexts(replace(result(), quotes=(FIRST,)), {})
    assert (context.pieces, context.astray) == ((), (FIRST.quote,))
