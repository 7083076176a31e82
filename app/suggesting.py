"""Questions that the library does answer, to offer first and next; and what it covers.

A section is offered by the first of the ways in which patients ask for it, which is written to be
shown; where none is known, by its heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.document import Document, Section
from corpus.groups import readable
from corpus.library import Library
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Example:
    """A question to begin with, and the title of the document that answers it."""

    topic: str
    question: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A document's title, and a question for each of its sections, in its order."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The documents of one folder; `name` is blank for those that stand in none."""

    name: str
    topics: tuple[Topic, ...]


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


def typical_questions(library: Library, number: int) -> tuple[Example, ...]:
    """Questions of different sections, spread evenly over the library.

    They are those that the documents name as their examples, the first of each document before the
    second of any; where none names one, any section's.
    """
    named = [
        [_example(document, document.section(section)) for section in document.examples]
        for document in library.documents
    ]
    rounds = [[example for example in one if example is not None] for one in zip_longest(*named)]
    examples: list[Example] = []
    for one in rounds or [[_example(*section) for section in _sections(library)]]:
        examples += _spread(one, number - len(examples))
    return tuple(examples)


def topic_groups(library: Library) -> tuple[TopicGroup, ...]:
    """What the library covers, by the folder that a document is in.

    Folders come in the order in which the library names them, then those without a name.
    """
    unnamed = sorted({document.folder for document in library.documents} - library.groups.keys())
    topics: dict[str, list[Topic]] = {folder: [] for folder in (*library.groups, *unnamed)}
    for document in library.documents:
        asked = (offer(document, section) for section in document.sections if section.blocks)
        topics[document.folder].append(Topic(document.title, tuple(dict.fromkeys(asked))))
    return tuple(
        TopicGroup(library.groups.get(folder) or readable(folder), tuple(found))
        for folder, found in topics.items()
        if found
    )


def topic_headings(library: Library, hits: Sequence[Hit] = ()) -> tuple[str, ...]:
    """What the library covers: its documents' titles, or of a single document its headings.

    Those of the hits' documents come first, in the order of the hits.
    """
    if len(library.documents) == 1:
        return tuple(section.heading for _, section in _sections(library))
    near = [library.document(hit.passage.document).title for hit in hits]
    return tuple(dict.fromkeys([*near, *(document.title for document in library.documents)]))


def _example(document: Document, section: Section) -> Example:
    return Example(document.title, offer(document, section))


def _spread(examples: Sequence[Example], number: int) -> list[Example]:
    """So many of the examples, evenly; all where there are no more."""
    if len(examples) <= number:
        return list(examples)
    if number == 1:
        return [examples[0]]
    return [examples[round(n * (len(examples) - 1) / (number - 1))] for n in range(number)]


def _sections(library: Library) -> Iterator[tuple[Document, Section]]:
    for document in library.documents:
        for section in document.sections:
            if section.blocks:
                yield document, section


def offer(document: Document, section: Section) -> str:
    """The question by which a section is offered; see the module."""
    phrases = document.asked.get(section.id)
    return phrases[0] if phrases else section.heading
