"""A question → an answer: search → read → answer. The one pipeline of every page and command.

Triage and follow-ups take their place before the search. Knows nothing of who asks, or where.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.answer import Answer, Card, Contact, Status, Trace
from app.question import clean_question
from app.quoting import quote, text_of
from app.reading import Reader, Reading
from app.suggesting import suggestions, topic_headings, typical_questions
from app.texts import Texts
from corpus.library import Library
from index.errors import Damaged, IndexFault
from index.live import LiveSearch
from index.manifest import Manifest
from index.search import Hit, Search

_log = logging.getLogger(__name__)

_CANDIDATES = 20
_SUGGESTED = 3
_EXAMPLES = 6
_TOPICS = 8


class Answerer:
    """Answers questions from the library.

    Args:
        live: the index.
        reader: decides whether the library answers, and with which sentences.
        texts: what we say ourselves.
        contact: whom a patient can call.

    Example: `answerer.ask("What are cytokines?").status`
    """

    def __init__(self, live: LiveSearch, reader: Reader, texts: Texts, contact: Contact) -> None:
        self._live = live
        self._reader = reader
        self._texts = texts
        self._contact = contact

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question.

        Args:
            question: what the patient typed.
            history: the patient's own earlier turns, oldest first; until follow-ups are read,
                every question stands alone.

        Returns:
            An answer of any status; a fault of ours comes back as `Status.ERROR`.

        Raises:
            BadQuestion: the question is blank or too long.
        """
        asked = clean_question(question)
        seconds: dict[str, float] = {}
        try:
            with _timed(seconds, "open"):
                search = self._live.get()
            try:
                return self._read(search, asked, seconds)
            except Damaged as error:
                # The generation was lost under us: once more, on the one that takes its place.
                self._live.lost(search, error)
                return self._read(self._live.get(), asked, seconds)
        except IndexFault as error:
            text = self.fault() or self._texts.say("answer.error")
            return self._sorry(text, str(error), seconds)
        except Exception as error:  # noqa: BLE001 (the last resort: the apology, and the log)
            # An exception's message may hold what was asked; its type and its lines do not.
            lines = "".join(traceback.format_tb(error.__traceback__))
            _log.error("A question could not be answered: %s\n%s", type(error).__name__, lines)
            return self._sorry(self._texts.say("answer.error"), type(error).__name__, seconds)

    def _read(self, search: Search, asked: str, seconds: dict[str, float]) -> Answer:
        with _timed(seconds, "search"):
            hits = search.find(asked, _CANDIDATES)
        with _timed(seconds, "read"):
            reading = self._reader.read(hits)
        return self._answer(search, hits, reading, seconds)

    def fault(self) -> str | None:
        """What to tell a patient while no question can be answered; None where it can be.

        The cause is in the log: it may name folders. Asking for it makes a failed opening be tried
        again, some time after it failed.
        """
        if self._live.fault() is None:
            return None
        self._live.start()
        return self._texts.say("state.starting" if self._live.opening() else "answer.error")

    def start(self) -> None:
        """Begin to open the index; returns at once."""
        self._live.start()

    def examples(self) -> tuple[str, ...]:
        """Up to six questions, of different sections, that the library answers."""
        search = self._live.peek()
        return typical_questions(search.library, _EXAMPLES) if search else ()

    def topics(self) -> tuple[str, ...]:
        """What the library covers: headings, in its order."""
        search = self._live.peek()
        return topic_headings(search.library) if search else ()

    def manifest(self) -> Manifest | None:
        """What the opened generation of the index says of itself; None where none is open."""
        search = self._live.peek()
        return search.manifest if search else None

    def library(self) -> Library | None:
        """The documents of the opened generation, that its quotes are from; None where none is."""
        search = self._live.peek()
        return search.library if search else None

    def _answer(
        self, search: Search, hits: Sequence[Hit], reading: Reading, seconds: dict[str, float]
    ) -> Answer:
        with _timed(seconds, "quote"):
            quotes, citations = quote(search.library, reading.chosen)
        covered = bool(reading.chosen)
        shown = {(q.document, q.section) for q in quotes}
        return Answer(
            status=Status.ANSWERED if covered else Status.NOT_COVERED,
            text=text_of(quotes, citations) if covered else self._not_covered(search),
            quotes=quotes,
            citations=citations,
            reminder=self._reminder(),
            card=Card.NONE,
            suggestions=suggestions(search.library, hits, shown, _SUGGESTED),
            contact=self._contact,
            trace=Trace(
                seconds=seconds,
                score=reading.score,
                threshold=reading.threshold,
                signals=reading.signals,
                found=tuple(hit.passage.id for hit in hits),
                generation=search.manifest.name,
            ),
        )

    def _not_covered(self, search: Search) -> str:
        topics = ", ".join(topic_headings(search.library)[:_TOPICS])
        emergency = self._contact.emergency_number
        return "\n".join(
            (
                self._texts.say("answer.not_covered", emergency=emergency),
                self._texts.say("answer.covered_topics", topics=topics),
            )
        )

    def _sorry(self, text: str, fault: str, seconds: dict[str, float]) -> Answer:
        return Answer(
            status=Status.ERROR,
            text=text,
            quotes=(),
            citations=(),
            reminder=self._reminder(),
            card=Card.NONE,
            suggestions=(),
            contact=self._contact,
            trace=Trace(seconds=seconds, fault=fault),
        )

    def _reminder(self) -> str:
        return self._texts.say("answer.reminder", emergency=self._contact.emergency_number)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = time.perf_counter() - started
