"""A question that leans on earlier turns → the ways in which it may be completed from them.

Rules of grammar alone (`app.leaning`). Knows nothing of the library but what earlier turns were
about, and decides nothing: `app.conversation` searches for every way and takes the one that the
library supports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.leaning import (
    asks_more,
    asks_others,
    completed,
    is_fragment,
    ordinal_of,
    own_words,
    step_of,
    with_item,
)
from index.words import content_stems


class Way(StrEnum):
    """How a question was completed.

    Attributes:
        ALONE: not at all.
        TOPIC: by what an earlier turn was about.
        JOINED: by the last question, which it goes on.
        AGAIN: the last answer is wanted again, in full.
        NOWHERE: it points to what was never said.
    """

    ALONE = "alone"
    TOPIC = "topic"
    JOINED = "joined"
    AGAIN = "again"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Topic:
    """What can be asked about: its name within a sentence, and a whole question for it."""

    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn of the patient and what its answer was about.

    Attributes:
        question: as it was understood: completed, if it leaned itself.
        topic: the foremost subject; None where nothing was found.
        listed: what the answer listed, in its order; empty where that is less than two.
        above: the list that the topic is an item of.
        leaned: whether the turn leaned on those before it.
    """

    question: str
    topic: Topic | None = None
    listed: tuple[Topic, ...] = ()
    above: Topic | None = None
    leaned: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """One way to take a question.

    `question` is searched in place of what was typed, and `said` tells the patient how it was
    taken, None where it was taken as typed. `rank` counts the topics from 0, the latest.
    """

    way: Way
    question: str
    said: str | None = None
    rank: int = 0


def understand(
    question: str, earlier: Sequence[Turn], named: Topic | None = None
) -> tuple[Understood, ...]:
    """The ways in which a question may be meant.

    Args:
        question: what the patient typed, spelling corrected.
        earlier: the turns before it, at least one, oldest first.
        named: what the question itself names by a word that nothing else has, if it does.

    Example: after a turn on cytokines `understand("how do they work?", [turn])` holds one whose
    question is `"how do cytokines work?"`.
    """
    last = earlier[-1]
    placed = _placed(question, earlier)
    if placed:
        return placed
    if named is None and asks_others(question) and last.above is not None:
        return (_about(Way.TOPIC, last.above.question),)
    if named is None and asks_more(question):
        return (_about(Way.AGAIN, last.question),)
    return tuple(_ways(question, earlier, named))


def _ways(question: str, earlier: Sequence[Turn], named: Topic | None) -> Iterator[Understood]:
    topics = _topics(earlier)
    own = own_words(question)
    if own or not is_fragment(question):
        yield Understood(Way.ALONE, question)
    if named is not None:
        bare = set(content_stems(" ".join(own))) <= set(content_stems(named.name))
        yield _about(Way.TOPIC, named.question if bare else f"{named.name}: {question}")
    for rank, topic in enumerate(topics):
        yield _about(Way.TOPIC, completed(question, topic.name), rank)
    yield _about(Way.JOINED, f"{earlier[-1].question.rstrip('?.! ')}: {question}")


def _placed(question: str, earlier: Sequence[Turn]) -> tuple[Understood, ...]:
    """The item of the latest list that a question names by its place, if it does."""
    listed = next((turn.listed for turn in reversed(earlier) if turn.listed), ())
    number = ordinal_of(question)
    step = step_of(question)
    if number is None and step is not None and earlier[-1].topic in listed:
        number = max(listed.index(earlier[-1].topic) + step, 0)
    if not listed or number is None:
        return ()
    if number >= len(listed):
        return (Understood(Way.NOWHERE, question),)
    item = listed[number]
    if not own_words(question):
        return (_about(Way.TOPIC, item.question),)
    return (
        _about(Way.TOPIC, with_item(question, item.name)),
        Understood(Way.ALONE, question),
    )


def _topics(earlier: Sequence[Turn]) -> list[Topic]:
    """What "it" may be, the latest first: back to the last turn that stood alone."""
    found: list[Topic] = []
    for turn in reversed(earlier):
        if turn.topic is not None:
            found.append(turn.topic)
        if not turn.leaned:
            break
    return list(dict.fromkeys(found))


def _about(way: Way, question: str, rank: int = 0) -> Understood:
    return Understood(way, question, question, rank)
