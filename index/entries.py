"""What is put into the index: the texts that are searched, and the passage each leads to.

A passage is found by its whole text, by each of its sentences, and by the ways in which patients
ask for its section; where none is known, its heading stands in for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from corpus.document import Document, Passage


class EntryKind(StrEnum):
    """What an entry's text is."""

    PASSAGE = "passage"
    SENTENCE = "sentence"
    ASKED = "asked"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Entry:
    """One searched text.

    `passage` is the position of its passage among the generation's passages; `sentence` the
    position of its sentence within the passage, None for the other kinds.
    """

    kind: EntryKind
    passage: int
    sentence: int | None
    text: str


def text_key(text: str) -> str:
    """The name of a text in the vector store: equal texts have one, others never do."""
    return sha256(text.encode()).hexdigest()[:32]


def make_entries(documents: Sequence[Document], passages: Sequence[Passage]) -> list[Entry]:
    """The entries of a library, in the order of its passages.

    The sentences of an outline are entries of their own sections already, and are not repeated.
    """
    asked = {
        (document.id, section): phrases
        for document in documents
        for section, phrases in document.asked.items()
    }
    entries = []
    for position, passage in enumerate(passages):
        heading = passage.path[-1]
        whole = f"{' / '.join(passage.path)}: {passage.text}"
        entries.append(Entry(EntryKind.PASSAGE, position, None, whole))
        if not passage.outline:
            entries += [
                Entry(
                    EntryKind.SENTENCE,
                    position,
                    number,
                    f"{heading}: {' '.join(sentence.text.split())}",
                )
                for number, sentence in enumerate(passage.sentences)
            ]
        entries += [
            Entry(EntryKind.ASKED, position, None, phrase)
            for phrase in asked.get((passage.document, passage.section), ())
        ]
        if (passage.document, passage.section) not in asked:
            entries.append(Entry(EntryKind.HEADING, position, None, heading))
    return entries
