"""What the product's reader makes of the questions of SQuAD 2.0.

Each passes the same conversation as a patient's. Knows nothing of how the figures are taken.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from app.composing import Found
from app.conversation import Conversation
from app.reading.signal_reader import SignalReader
from app.reading.signals import Weights, nearness
from corpus.document import Section
from eval.bench.generation import Indexed
from eval.bench.pages import document_id, write_paragraph
from eval.bench.squad import Paragraph, SquadQuestion

_SEED = 7


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its document, its section, and the offset of its first character.

    That offset counts characters of the document's text.
    """

    document: str
    section: str
    start: int


@dataclass(frozen=True, slots=True)
class SquadCase:
    """A question with the place of its paragraph."""

    question: SquadQuestion
    place: Place

    @property
    def answerable(self) -> bool:
        """Whether its paragraph answers it."""
        return bool(self.question.spans)


@dataclass(frozen=True, slots=True)
class SquadReading:
    """What the reader made of a question.

    Attributes:
        case: the question.
        score: the reader's probability in [0, 1] that the library answers.
        answered: whether the product would answer.
        first: whether the nearest passage is of the question's own paragraph.
        quoted: whether a right span stands whole in the sentences quoted.
    """

    case: SquadCase
    score: float
    answered: bool
    first: bool
    quoted: bool


def squad_cases(paragraphs: Sequence[Paragraph], indexed: Indexed) -> tuple[SquadCase, ...]:
    """Every question, with where the library of `squad.as_pages` holds its paragraph."""
    titles = list(dict.fromkeys(paragraph.title for paragraph in paragraphs))
    sections: dict[str, list[Section]] = {}
    for position, title in enumerate(titles):
        document = indexed.search.library.document(document_id(position))
        sections[title] = list(document.sections)
    cases = []
    for paragraph in paragraphs:
        section = sections[paragraph.title].pop(0)
        document_name = document_id(titles.index(paragraph.title))
        # The first character moves by what stands before it in the document, and not here.
        marked = len(write_paragraph(paragraph.context)) - len(paragraph.context.strip())
        led = len(paragraph.context) - len(paragraph.context.lstrip())
        place = Place(document_name, section.id, section.start + marked - led)
        cases += [SquadCase(question, place) for question in paragraph.questions]
    return tuple(cases)


def sampled(cases: Sequence[SquadCase], number: int | None) -> tuple[SquadCase, ...]:
    """So many cases by chance, the same each time and in their order; all where it is None."""
    if number is None or number >= len(cases):
        return tuple(cases)
    drawn = random.Random(_SEED).sample(range(len(cases)), number)  # noqa: S311 (no secret)
    return tuple(cases[position] for position in sorted(drawn))


def read_squad(
    cases: Sequence[SquadCase], indexed: Indexed, weights: Weights
) -> tuple[SquadReading, ...]:
    """Ask every question by itself, as a conversation's first."""
    conversation = Conversation(indexed.search, SignalReader(weights), weights)
    return tuple(
        _judge(case, conversation.find(" ".join(case.question.text.split())), weights)
        for case in cases
    )


def _judge(case: SquadCase, found: Found, weights: Weights) -> SquadReading:
    best = min(found.hits, key=lambda hit: (-nearness(hit, weights), hit.passage.id)).passage
    return SquadReading(
        case,
        found.reading.score,
        found.covered,
        (best.document, best.section) == (case.place.document, case.place.section),
        _quotes_a_span(case, found),
    )


def _quotes_a_span(case: SquadCase, found: Found) -> bool:
    """Whether some right span, to the last letter, stands in quoted sentences."""
    quoted = {
        offset
        for chosen in found.reading.chosen
        if chosen.passage.document == case.place.document
        for sentence in chosen.sentences
        for offset in range(sentence.start, sentence.end)
    }
    text = found.library.document(case.place.document).text
    start = case.place.start
    return any(
        all(
            offset in quoted or text[offset].isspace()
            for offset in range(start + span.start, start + span.end)
        )
        for span in case.question.spans
    )
