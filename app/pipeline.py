"""A question → an answer: triage → follow-up → search → read → answer. The one pipeline.

Every page and command asks here. Knows nothing of who asks, or where.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from app.answer import Answer, Card, Trace
from app.composing import Composer, Found
from app.conversation import Conversation
from app.glossary import Glossary
from app.kept import Kept
from app.question import clean_history, clean_question
from app.reading.reader import Reader
from app.reading.signals import Weights
from app.suggesting import Example, TopicGroup, topic_groups, typical_questions
from app.triage.language import ENGLISH
from app.triage.triage import Outcome, Triage
from app.two_parts import questions_beside
from corpus.library import Library
from index.errors import Damaged, IndexFault
from index.following import Follower
from index.live import LiveSearch
from index.manifest import Manifest
from index.search import Search

_log = logging.getLogger(__name__)

_CANDIDATES = 20
_EXAMPLES = 6
_BESIDE = 2
_NOTHING_OPEN = Library(())


class Answerer:
    """Answers questions from the library.

    Args:
        live: the index.
        follower: renews it when another process has published or rolled back.
        triage: decides, before anything is searched, what a message needs.
        reader: decides whether the library answers, and with which sentences.
        weights: by which passages are ranked.
        composer: words the answer.

    Example: `answerer.ask("What are cytokines?").status`
    """

    def __init__(  # noqa: PLR0913 (what a pipeline is made of)
        self,
        *,
        live: LiveSearch,
        follower: Follower,
        triage: Triage,
        reader: Reader,
        weights: Weights,
        composer: Composer,
    ) -> None:
        self._live = live
        self._follower = follower
        self._triage = triage
        self._reader = reader
        self._weights = weights
        self._composer = composer
        self._talk = Kept(self._talk_over)
        self._topic_groups = Kept(topic_groups)
        self._glossary = Kept(Glossary.of)

    def ask(self, question: str, history: Sequence[str] = (), language: str = ENGLISH) -> Answer:
        """Answer one question.

        Args:
            question: what the patient typed.
            history: the patient's own earlier turns, oldest first.
            language: ISO 639-1 code of the page's own words. A question in another language that
                we speak gets ours in that one; English stands in for one that we do not.

        Returns:
            An answer of any status; a fault of ours comes back as `Status.ERROR`.

        Raises:
            BadQuestion: the question is blank or too long.
        """
        asked = clean_question(question, language)
        made = _Making()
        with made.timed("triage"):
            outcome = self._triage.read(asked)
        made.outcome = outcome
        made.language = self._composer.language_for(outcome.language, language)
        if outcome.card is not Card.NONE:
            return self._carded(asked, outcome, made)
        if outcome.language != ENGLISH:
            return self._composer.other_language(outcome.language, made.language, made.trace())
        try:
            found = self._found(asked, clean_history(history), made)
            return self._answer(asked, outcome, found, made)
        except IndexFault as error:
            return self._sorry(made, str(error))
        except Exception as error:  # noqa: BLE001 (the last resort: the apology, and the log)
            return self._sorry(made, _logged(error))

    def alarm(self, question: str, language: str = ENGLISH) -> Answer | None:
        """The card of a question that needs one, without looking anything up; else None.

        For when questions cannot be answered: it waits for nothing.

        Raises:
            BadQuestion: the question is blank or too long.
        """
        outcome = self._triage.read(clean_question(question, language), wait=False)
        if outcome.card is Card.NONE:
            return None
        made = _Making()
        made.outcome = outcome
        words = self._composer.language_for(outcome.language, language)
        return self._composer.carded(outcome.card, words, None, made.trace())

    def forget(self) -> None:
        """Remember nothing of what was asked; earlier turns are then read again."""
        search = self._live.peek()
        if search is not None:
            self._talk.of(search).forget()

    def _carded(self, asked: str, outcome: Outcome, made: _Making) -> Answer:
        """The card; under an urgent one what the library says, if it can be searched."""
        below = None
        if outcome.card is Card.URGENT:
            try:
                search = self._live.get()
                below = self._below(search, asked, made)
            except Damaged as error:
                self._live.lost(search, error)
                made.fault = str(error)
            except IndexFault as error:
                made.fault = str(error)
            except Exception as error:  # noqa: BLE001 (the card is shown whatever fails)
                made.fault = _logged(error)
        try:
            return self._composer.carded(outcome.card, made.language, below, made.trace())
        except Exception as error:  # noqa: BLE001 (the card is shown whatever fails)
            made.fault = _logged(error)
            return self._composer.carded(outcome.card, made.language, None, made.trace())

    def _below(self, search: Search, asked: str, made: _Making) -> Found:
        """What the library says to a report; where nothing, to a question that stands beside it."""
        whole = self._read(search, asked, (), made)
        if whole.covered:
            return whole
        beside = (self._read(search, one, (), made) for one in questions_beside(asked)[:_BESIDE])
        return next((found for found in beside if found.covered), whole)

    def _found(self, asked: str, history: Sequence[str], made: _Making) -> Found:
        with made.timed("open"):
            search = self._live.get()
        try:
            return self._read(search, asked, history, made)
        except Damaged as error:
            # The generation was lost under us: once more, on the one that takes its place.
            self._live.lost(search, error)
            return self._read(self._live.get(), asked, history, made)

    def _read(self, search: Search, asked: str, history: Sequence[str], made: _Making) -> Found:
        with made.timed("find"):
            made.found = self._talk.of(search).find(asked, history)
        made.generation = search.manifest.name
        return made.found

    def _talk_over(self, search: Search) -> Conversation:
        return Conversation(search, self._reader, self._weights, _CANDIDATES)

    def _answer(self, asked: str, outcome: Outcome, found: Found, made: _Making) -> Answer:
        if outcome.personal:
            return self._composer.personal(asked, found, made.language, made.trace())
        if found.covered:
            return self._composer.answered(found, made.language, made.trace())
        return self._composer.not_covered(found, made.language, made.trace())

    def _sorry(self, made: _Making, fault: str) -> Answer:
        said = self.fault(made.language) or self._composer.say("answer.error", made.language)
        return self._composer.sorry(said, made.language, made.trace(fault=fault))

    def fault(self, language: str = ENGLISH) -> str | None:
        """What to tell a patient while no question can be answered; None where it can be.

        The cause is in the log: it may name folders. Asking for it makes a failed opening be tried
        again, some time after it failed.
        """
        if self._live.fault() is None:
            return None
        self._live.start()
        key = "state.starting" if self._live.opening() else "answer.error"
        return self._composer.say(key, language)

    def start(self) -> None:
        """Begin to open the index, and to follow what becomes live after that; returns at once."""
        self._live.start()
        self._follower.start()

    def examples(self) -> tuple[Example, ...]:
        """Up to six questions, of different sections, that the library answers."""
        search = self._live.peek()
        return typical_questions(search.library, _EXAMPLES) if search else ()

    def topic_groups(self) -> tuple[TopicGroup, ...]:
        """What the library covers, by folder, with a question for each section."""
        return self._topic_groups.of(self.library() or _NOTHING_OPEN)

    def glossary(self) -> Glossary:
        """The medical words that the library explains; made anew, once, for one newly opened."""
        return self._glossary.of(self.library() or _NOTHING_OPEN)

    def manifest(self) -> Manifest | None:
        """What the opened generation of the index says of itself; None where none is open."""
        search = self._live.peek()
        return search.manifest if search else None

    def reader(self) -> Mapping[str, Any]:
        """What the reader is and what it was fitted on."""
        return self._reader.about

    def library(self) -> Library | None:
        """The documents of the opened generation, that its quotes are from; None where none is."""
        search = self._live.peek()
        return search.library if search else None


class _Making:
    """What is noted while one answer is made; becomes its trace."""

    def __init__(self) -> None:
        self.language = ENGLISH  # of our own words
        self.seconds: dict[str, float] = {}
        self.outcome: Outcome | None = None
        self.found: Found | None = None
        self.generation: str | None = None
        self.fault: str | None = None

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            passed = time.perf_counter() - started
            self.seconds[stage] = self.seconds.get(stage, 0.0) + passed

    def trace(self, fault: str | None = None) -> Trace:
        reading = self.found.reading if self.found else None
        return Trace(
            seconds=self.seconds,
            why=self.outcome.why if self.outcome else None,
            language=self.outcome.language if self.outcome else None,
            score=reading.score if reading else None,
            threshold=reading.threshold if reading else None,
            signals=reading.signals if reading else {},
            reasons=reading.reasons if reading else (),
            found=tuple(hit.passage.id for hit in self.found.hits) if self.found else (),
            generation=self.generation,
            fault=fault or self.fault,
        )


def _logged(error: Exception) -> str:
    """The kind of an error, which is logged with its lines.

    Its message may hold what was asked; it is neither logged nor returned.
    """
    kind = type(error).__name__
    lines = "".join(traceback.format_tb(error.__traceback__))
    _log.error("A question could not be answered: %s\n%s", kind, lines)
    return kind
