"""Chosen sentences → quotes and citations, exact to the character. Knows nothing of choosing."""

from __future__ import annotations

from collections.abc import Sequence

from app.answer import Citation, Quote
from app.reading.reader import Chosen
from corpus.document import Document
from corpus.library import Library


class InexactQuote(Exception):
    """A quote is not what its document says at its offsets; it must not be shown."""


def quote(
    library: Library, chosen: Sequence[Chosen]
) -> tuple[tuple[Quote, ...], tuple[Citation, ...]]:
    """Quotes of the chosen sentences, and one citation for each section they stand in.

    Citations are numbered from 1 in order of appearance; only what is quoted is cited.

    Raises:
        InexactQuote: `document.text[start:end]` is not the sentence.
    """
    quotes: list[Quote] = []
    citations: dict[tuple[str, str], Citation] = {}
    for one in chosen:
        document = library.document(one.passage.document)
        for sentence in one.sentences:
            if document.text[sentence.start : sentence.end] != sentence.text:
                raise InexactQuote(f"{document.id}#{sentence.section}, from {sentence.start}")
            key = (document.id, sentence.section)
            if key not in citations:
                citations[key] = _cite(document, sentence.section, len(citations) + 1)
            quotes.append(
                Quote(
                    document=document.id,
                    section=sentence.section,
                    start=sentence.start,
                    end=sentence.end,
                    text=sentence.text,
                    citation=citations[key].number,
                )
            )
    return tuple(quotes), tuple(citations.values())


def text_of(quotes: Sequence[Quote], citations: Sequence[Citation]) -> str:
    """An answer's quotes as plain text: under each section's heading, with its citation's number.

    White space inside a sentence is one blank; the words are the library's own.
    """
    parts = []
    for citation in citations:
        own = [" ".join(q.text.split()) for q in quotes if q.citation == citation.number]
        parts.append(f"{citation.heading}\n{' '.join(own)} [{citation.number}]")
    return "\n\n".join(parts)


def _cite(document: Document, section_id: str, number: int) -> Citation:
    section = document.section(section_id)
    return Citation(
        number=number,
        document=document.id,
        title=document.title,
        section=section.id,
        heading=section.heading,
        path=section.path,
        publisher=document.publisher,
        sources=document.sources,
        review=document.review,
        passage=document.text[section.start : section.end],
        start=section.start,
    )
