"""Lessons from the library's own pages: ways of asking, and questions written for its sentences.

A section of the same page that does not answer teaches the most: whoever wrote the question had the
page before them. Of other pages nobody knows for sure, so few are taken, and none that is near.
Knows nothing of how a pair is learnt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.reading.pairs import nearest_shown, sentence_shown
from corpus.document import Passage
from corpus.library import Library
from corpus.passages import Splitting, split_passages
from eval.cases import Case
from eval.matching import fold
from eval.reader_training.lessons import UNKNOWN, Lesson
from index.encoder import Encoder, Vectors

ABOUT = "about:"
"""Begins the tag of a near miss that names the section to which it is nearest."""

_SAME_PAGE = 2
_SURELY_NOT = 4
_ELSEWHERE = 20
_CLEARLY_FURTHER = 0.03


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the library.

    Attributes:
        text: as it was typed.
        sections: `document#section` of those that answer; of a near miss the one it is nearest to.
        covered: whether they do.
        facts: of each fact the sentences of which any one says it, folded; empty where only the
            sections are known.
    """

    text: str
    sections: frozenset[str]
    covered: bool
    facts: tuple[frozenset[str], ...]

    @property
    def pages(self) -> frozenset[str]:
        return frozenset(section.partition("#")[0] for section in self.sections)


def asked_in_sidecars(library: Library) -> list[Asked]:
    """Every way of asking that the library knows."""
    return [
        Asked(phrase, frozenset({f"{document.id}#{section}"}), covered=True, facts=())
        for document in library.documents
        for section, phrases in document.asked.items()
        for phrase in phrases
    ]


def asked_in_cases(cases: Sequence[Case]) -> list[Asked]:
    """The questions of a development set that name the sections they are about."""
    found = []
    for case in cases:
        about = [tag.removeprefix(ABOUT) for tag in case.tags if tag.startswith(ABOUT)]
        facts = tuple(frozenset(fold(text) for text in fact) for fact in case.must_say)
        if sections := frozenset(about or case.cite):
            found.append(Asked(case.question, sections, covered=not about, facts=facts))
    return found


class Pages:
    """A library's passages with the vectors of their sentences.

    Args:
        library: to learn from.
        encoder: of its sentences and of the questions.
    """

    def __init__(self, library: Library, encoder: Encoder) -> None:
        self._encoder = encoder
        self.passages: tuple[Passage, ...] = tuple(
            passage
            for document in library.documents
            for passage in split_passages(document, Splitting())
            if not passage.outline
        )

    @cached_property
    def _vectors(self) -> Vectors:
        texts = [
            f"{passage.path[-1]}: {' '.join(sentence.text.split())}"
            for passage in self.passages
            for sentence in passage.sentences
        ]
        return self._encoder.encode(texts)

    def likeness(self, questions: Sequence[str]) -> list[list[NDArray[np.float32]]]:
        """Of each question and passage, the similarities of the passage's sentences."""
        ends = np.cumsum([len(passage.sentences) for passage in self.passages])[:-1]
        table = self._encoder.encode(questions) @ self._vectors.T
        return [np.split(row, ends) for row in table]


def own_lessons(pages: Pages, asked: Sequence[Asked], seed: int) -> Iterator[Lesson]:
    """The lessons of questions on a library.

    Args:
        pages: of the library.
        asked: the questions.
        seed: of what is drawn by chance.
    """
    chance = np.random.default_rng(seed)
    for one, near in zip(asked, pages.likeness([one.text for one in asked]), strict=True):
        yield from _right(one, pages.passages, near)
        for number in _wrong(one, pages.passages, near, chance):
            yield _lesson(one, pages.passages[number], near[number], answers=0.0, says=0.0)


def _right(
    one: Asked, passages: Sequence[Passage], near: Sequence[NDArray[np.float32]]
) -> Iterator[Lesson]:
    """The passages that answer: their nearest sentence, those that say it, one that does not."""
    if not one.covered:
        return
    said = frozenset().union(*one.facts)
    for passage, likeness in zip(passages, near, strict=True):
        if _place(passage) not in one.sections:
            continue
        telling = [n for n, s in enumerate(passage.sentences) if fold(s.text) in said]
        if one.facts and not telling:
            continue
        best = int(np.argmax(likeness))
        says = UNKNOWN if not one.facts else float(best in telling)
        yield _lesson(one, passage, likeness, answers=1.0, says=says)
        for number in telling:
            if number != best:
                yield Lesson(one.text, sentence_shown(passage, number), 1.0, 1.0, _place(passage))
        if one.facts:
            rest = [int(n) for n in np.argsort(-likeness) if n not in telling and n != best]
            for number in rest[:1]:
                text = sentence_shown(passage, number)
                yield Lesson(one.text, text, UNKNOWN, 0.0, _place(passage))


def _wrong(
    one: Asked,
    passages: Sequence[Passage],
    near: Sequence[NDArray[np.float32]],
    chance: np.random.Generator,
) -> list[int]:
    """The passages that do not answer: the nearest of the same page, and one of others.

    One of others that is as near as what answers may answer as well. Of a near miss it is known
    only that its own page does not answer it; and where a heading that only groups others answers,
    nothing is known of the parts.
    """
    nearness = np.array([float(likeness.max()) for likeness in near])
    right = [n for n, passage in enumerate(passages) if _place(passage) in one.sections]
    ranked = [int(n) for n in np.argsort(-nearness, kind="stable")]
    own = [n for n in ranked if passages[n].document in one.pages]
    if not one.covered:
        return own[:_SURELY_NOT]
    if not right:
        return []
    limit = max(nearness[n] for n in right) - _CLEARLY_FURTHER
    other = [n for n in ranked if passages[n].document not in one.pages and nearness[n] < limit]
    drawn = chance.permutation(other[:_ELSEWHERE])[:1]
    return [*[n for n in own if n not in right][:_SAME_PAGE], *map(int, drawn)]


def _lesson(
    one: Asked, passage: Passage, likeness: NDArray[np.float32], *, answers: float, says: float
) -> Lesson:
    return Lesson(one.text, nearest_shown(passage, likeness), answers, says, _place(passage))


def _place(passage: Passage) -> str:
    return f"{passage.document}#{passage.section}"
