"""Questions that the library does answer, to offer next; and what it covers.

A section is offered by the first of the ways in which patients ask for it, which is written to be
shown; where none is known, by its heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corpus.document import Document, Section
from corpus.library import Library
from index.hit import Hit


def suggestions(
    library: Library, hits: Sequence[Hit], shown: set[tuple[str, str]], number: int
) -> tuple[str, ...]:
    """Questions for the sections found, nearest first, without those that the answer quotes.

    Args:
        library: the library of the hits.
        hits: what was found, in any order.
        shown: (document, section) of every quote in the answer.
        number: at most so many.
    """
    nearest = sorted(hits, key=lambda hit: -max(hit.dense, hit.asked))
    offered: list[str] = []
    for hit in nearest:
        document = library.document(hit.passage.document)
        if (document.id, hit.passage.section) in shown or hit.passage.outline:
            continue
        phrase = offer(document, document.section(hit.passage.section))
        if phrase not in offered:
            offered.append(phrase)
    return tuple(offered[:number])


def typical_questions(library: Library, number: int) -> tuple[str, ...]:
    """Questions of different sections, spread evenly over the library.

    They are those that the documents name as their examples, the first of each document before the
    second of any; where none names one, any section's.
    """
    named = [
        [offer(document, document.section(section)) for section in document.examples]
        for document in library.documents
    ]
    rounds = [[phrase for phrase in one if phrase is not None] for one in zip_longest(*named)]
    phrases: list[str] = []
    for one in rounds or [[offer(*section) for section in _sections(library)]]:
        phrases += _spread(one, number - len(phrases))
    return tuple(phrases)


def topic_headings(library: Library, hits: Sequence[Hit] = ()) -> tuple[str, ...]:
    """What the library covers: its documents' titles, or of a single document its headings.

    Those of the hits' documents come first, in the order of the hits.
    """
    if len(library.documents) == 1:
        return tuple(section.heading for _, section in _sections(library))
    near = [library.document(hit.passage.document).title for hit in hits]
    return tuple(dict.fromkeys([*near, *(document.title for document in library.documents)]))


def _spread(phrases: Sequence[str], number: int) -> list[str]:
    """So many of the phrases, evenly; all where there are no more."""
    if len(phrases) <= number:
        return list(phrases)
    if number == 1:
        return [phrases[0]]
    return [phrases[round(n * (len(phrases) - 1) / (number - 1))] for n in range(number)]


def _sections(library: Library) -> Iterator[tuple[Document, Section]]:
    for document in library.documents:
        for section in document.sections:
            if section.blocks:
                yield document, section


def offer(document: Document, section: Section) -> str:
    """The question by which a section is offered; see the module."""
    phrases = document.asked.get(section.id)
    return phrases[0] if phrases else section.heading
