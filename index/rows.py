"""Which rows of a generation's vectors belong to a passage. Knows nothing of what is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Passage
from index.entries import Entry, EntryKind


@dataclass(slots=True)
class Rows:
    """Which rows of the vectors belong to a passage."""

    passage: int
    sentences: list[int | None]
    asked: list[int]
    known: bool = False

    @classmethod
    def empty(cls, sentences: int) -> Rows:
        return cls(-1, [None] * sentences, [])

    def add(self, kind: EntryKind, sentence: int | None, row: int) -> None:
        if kind is EntryKind.PASSAGE:
            self.passage = row
        elif kind in (EntryKind.ASKED, EntryKind.HEADING):
            self.asked.append(row)
            self.known = kind is EntryKind.ASKED
        elif sentence is not None:
            self.sentences[sentence] = row


def rows_of(passages: Sequence[Passage], entries: Sequence[Entry]) -> list[Rows]:
    """The rows of each passage; the sentences of an outline have theirs in their own sections."""
    rows = [Rows.empty(len(passage.sentences)) for passage in passages]
    for number, entry in enumerate(entries):
        rows[entry.passage].add(entry.kind, entry.sentence, number)
    own = {
        (passage.document, sentence.start): row
        for passage, held in zip(passages, rows, strict=True)
        for sentence, row in zip(passage.sentences, held.sentences, strict=True)
        if row is not None
    }
    for passage, held in zip(passages, rows, strict=True):
        if passage.outline:
            held.sentences = [own.get((passage.document, s.start)) for s in passage.sentences]
    return rows
