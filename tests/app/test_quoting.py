"""Quotes are exact, and only what is quoted is cited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.quoting import InexactQuote, quote, text_of
from app.reading.reader import Chosen
from corpus.library import load_library
from corpus.passages import Splitting, split_passages


def test_citations_are_numbered_as_they_appear_and_one_section_is_cited_once(pages: Path) -> None:
    library = load_library(pages)
    rash, tired = (
        next(
            passage
            for document in library.documents
            for passage in split_passages(document, Splitting())
            if passage.section == section
        )
        for section in ("rash", "tiredness")
    )
    quotes, citations = quote(
        library, [Chosen(tired, tired.sentences[:1]), Chosen(rash, rash.sentences)]
    )
    assert [(c.number, c.section) for c in citations] == [(1, "tiredness"), (2, "rash")]
    assert [q.citation for q in quotes] == [1, 2, 2]
    for one in quotes:
        assert library.document(one.document).text[one.start : one.end] == one.text
        cited = citations[one.citation - 1]
        assert cited.passage[one.start - cited.start : one.end - cited.start] == one.text
    assert text_of(quotes, citations) == (
        "Tiredness\nTiredness is the commonest complaint. [1]\n\n"
        "Rash\nAn itchy rash is common. Show it to your nurse. [2]"
    )


def test_a_sentence_that_is_not_what_the_document_says_is_never_quoted(pages: Path) -> None:
    library = load_library(pages)
    [passage] = split_passages(library.document("tired"), Splitting())
    shifted = replace(passage.sentences[0], start=passage.sentences[0].start + 1)
    with pytest.raises(InexactQuote, match="tired#tiredness"):
        quote(library, [Chosen(passage, (shifted,))])
