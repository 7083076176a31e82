"""A question with the patient's earlier turns → what the library says to it.

What was cited for earlier turns is found by reading them again, for nobody but us may say what we
answered. Knows nothing of how an answer is worded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.composing import Found
from app.followup import Topic, Turn, Understood, Way, understand
from app.leaning import hangs, leans, mended, own_words
from app.reading.reader import Chosen, Reader, without_repeats
from app.reading.signals import Weights, nearness
from app.recent import Recent
from app.topics import list_above, listed_topics, topic_of, words_of
from app.two_parts import two_parts
from index.hit import Hit
from index.search import Search
from index.words import content_stems

_TURNS = 3
_REMEMBERED = 64
_SUPPORTED = 0.6
# By how much a way is preferred, in the measure by which passages are ranked.
_TOPIC_FIRST = 0.08
_LATER_TOPIC = 0.04
_JOINED_LAST = -0.02


_Text = tuple[str, str | None]  # what is searched, and its subject; see `Search.find`


@dataclass(frozen=True, slots=True)
class _Tried:
    understood: Understood
    text: _Text
    nearness: float


class Conversation:
    """Finds with the earlier turns in mind. Several threads may ask it.

    The last texts that were read are remembered, in memory alone: each question of a conversation
    has its earlier turns read again.

    Args:
        search: an opened generation.
        reader: decides whether hits answer.
        weights: by which its passages are ranked.
        candidates: at most so many hits of each search.

    Example: `Conversation(search, reader, weights).find("tell me more", ["What is CAR T?"])`
    """

    def __init__(
        self, search: Search, reader: Reader, weights: Weights, candidates: int = 20
    ) -> None:
        self._search = search
        self._reader = reader
        self._weights = weights
        self._candidates = candidates
        self._searched: Recent[_Text, list[Hit]] = Recent(_REMEMBERED)
        self._found: Recent[_Text, Found] = Recent(_REMEMBERED)

    def find(self, question: str, history: Sequence[str] = ()) -> Found:
        """What the library says to a question.

        Args:
            question: cleaned, as the patient typed it.
            history: the patient's earlier turns, cleaned, oldest first; the last three count.

        Raises:
            Damaged: the vector store cannot answer.
        """
        parts = two_parts(question)
        both = self._both(*parts, history) if parts else None
        return both or self._one(question, history)

    def forget(self) -> None:
        """Remember nothing of what was read."""
        self._searched.clear()
        self._found.clear()

    def _one(self, question: str, history: Sequence[str]) -> Found:
        if not history or not leans(question):
            return self._read(question)
        return self._follow(question, self._turns(history[-_TURNS:]))[0]

    def _both(self, first: str, second: str, history: Sequence[str]) -> Found | None:
        """Both answers to a message that asks two things; None unless each stands elsewhere.

        The second may lean on the first, as on an earlier turn. The message is taken as the first
        is, and is as surely answered as the less sure of both.
        """
        found = []
        for part, earlier in ((first, history), (second, [*history, first])):
            found.append(self._one(part, earlier))
            if not found[-1].covered:
                return None
        chosen = without_repeats([one.reading.chosen[0] for one in found])
        if len(chosen) < len(found):
            return None
        least_sure = min((one.reading for one in found), key=lambda reading: reading.score)
        hits = [hit for one in found for hit in one.hits]
        reading = replace(least_sure, chosen=chosen)
        return Found(found[0].library, hits, reading, found[0].understood)

    def _turns(self, history: Sequence[str]) -> list[Turn]:
        turns: list[Turn] = []
        for typed in history:
            leaned = bool(turns) and leans(typed)
            if leaned:
                found, understood = self._follow(typed, turns)
            else:
                found, understood = self._read(typed), Understood(Way.ALONE, typed)
            if content_stems(typed) or found.covered:
                turns.append(self._turn(found, understood, leaned))
        return turns

    def _turn(self, found: Found, understood: Understood, leaned: bool) -> Turn:
        chosen = found.reading.chosen
        if not chosen:
            topic = None if leaned else words_of(self._search, understood.question)
            return Turn(understood.question, topic, leaned=leaned)
        return Turn(
            understood.question,
            topic_of(self._search, chosen[0].passage),
            listed_topics(self._search, chosen),
            list_above(self._search, chosen[0].passage),
            leaned,
        )

    def _follow(self, question: str, turns: Sequence[Turn]) -> tuple[Found, Understood]:
        if not turns:
            return self._read(question), Understood(Way.ALONE, question)
        corrected = self._search.vocabulary.correct(mended(question))
        whole = not hangs(corrected)
        if whole:
            found = self._read(question)
            if found.covered:
                return found, Understood(Way.ALONE, question)
        ways = understand(corrected, turns, self._named(corrected))
        tried = [self._try(way, question, turns) for way in ways]
        own = own_words(corrected)
        least = 1.0 if whole else _SUPPORTED
        # The nearest that fits is the answer, so that those behind it need not be read.
        for one in sorted(tried, key=lambda one: -one.nearness):
            found = self._taken(one)
            if found.covered and self._supported(one.understood, found, own, least):
                return found, one.understood
        return self._refused(self._taken(tried[0])), _kept(ways)

    def _try(self, way: Understood, typed: str, turns: Sequence[Turn]) -> _Tried:
        elsewhere = bool(turns) and turns[-1].topic is None and not turns[-1].leaned
        subject = "" if way.way is Way.NOWHERE or (elsewhere and not _ours(turns[-1])) else None
        text = (typed if way.way is Way.ALONE else way.question, subject)
        near = max(nearness(hit, self._weights) for hit in self._hits(text))
        extra = {
            Way.TOPIC: _TOPIC_FIRST - _LATER_TOPIC * way.rank,
            Way.JOINED: _JOINED_LAST,
        }.get(way.way, 0.0)
        return _Tried(way, text, near + extra)

    def _taken(self, tried: _Tried) -> Found:
        """What a way of taking the question finds, and how it was taken."""
        found = replace(self._read(*tried.text), understood=tried.understood.said)
        return self._whole(found) if tried.understood.way is Way.AGAIN else found

    def _supported(
        self, understood: Understood, found: Found, own: Sequence[str], least: float
    ) -> bool:
        """Whether the section quoted uses the words that the patient has just brought in.

        An earlier subject, put into a question, finds its section whatever is asked of it. And
        where a number or a time is asked for, the section must hold one.
        """
        if understood.way not in (Way.TOPIC, Way.JOINED) or not own:
            return True
        if found.reading.signals.get("asks_quantity"):
            return False
        return any(
            self._search.support(own, chosen.passage) >= least for chosen in found.reading.chosen
        )

    def _named(self, question: str) -> Topic | None:
        """What a question names by a word of one heading alone."""
        passage = self._search.named(own_words(question))
        return topic_of(self._search, passage) if passage else None

    def _read(self, question: str, subject: str | None = None) -> Found:
        return self._found.get((question, subject), self._read_anew)

    def _read_anew(self, text: _Text) -> Found:
        hits = self._hits(text)
        return Found(self._search.library, hits, self._reader.read(hits))

    def _hits(self, text: _Text) -> list[Hit]:
        return self._searched.get(
            text, lambda text: self._search.find(text[0], self._candidates, subject=text[1])
        )

    def _whole(self, found: Found) -> Found:
        """What was quoted, and the rest of its sections."""
        read = found.reading
        whole = tuple(Chosen(one.passage, one.passage.sentences) for one in read.chosen)
        reading = replace(read, chosen=whole)
        return Found(found.library, found.hits, reading, found.understood)

    def _refused(self, found: Found) -> Found:
        return Found(found.library, found.hits, replace(found.reading, chosen=()))


def _ours(turn: Turn) -> bool:
    """Whether a turn that the library does not cover was about its subject all the same."""
    return hangs(turn.question) or "immun" in turn.question.lower()


def _kept(ways: Sequence[Understood]) -> Understood:
    """How a question was taken that nothing answers: by the topic that it has most likely."""
    return next((way for way in ways if way.way is Way.TOPIC), ways[0])
