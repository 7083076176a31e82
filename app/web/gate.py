"""The one door for questions: cleans them, bounds how many are in hand and for how long.

A message that needs a card gets it also when nothing can be answered. The page and the JSON API
both come through here. Knows nothing of HTTP, of Gradio, or of how an answer is found.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from time import monotonic
from typing import Protocol

from app.answer import Answer
from app.errors import AppError, Busy
from app.glossary import Glossary
from app.question import clean_history, clean_question
from app.settings import Settings
from app.suggesting import Example, TopicGroup
from app.texts import ENGLISH, Texts, texts_in

THREADS = 4
CARD_SECONDS = 1.5  # an answer that takes longer is overtaken by its message's card

logger = logging.getLogger(__name__)


class Slow(AppError):
    """The answer did not come in time."""


class Unready(AppError):
    """No question can be answered now; the message says why."""


class Asked(Protocol):
    """What the gate needs of `app.pipeline.Answerer`; tests script it."""

    def ask(self, question: str, history: Sequence[str] = (), language: str = ENGLISH) -> Answer:
        """Answers one question; blocks, and may be called by several threads at a time."""

    def alarm(self, question: str, language: str = ENGLISH) -> Answer | None:
        """The card of a message that needs one, looked up nowhere; waits for nothing."""

    def forget(self) -> None:
        """Remembers nothing of what was asked."""

    def fault(self, language: str = ENGLISH) -> str | None:
        """Why questions cannot be answered now, in one plain sentence; None when they can."""

    def examples(self) -> tuple[Example, ...]:
        """Up to six questions that the library answers; empty while it is being opened."""

    def topic_groups(self) -> tuple[TopicGroup, ...]:
        """What the library covers; empty while it is being opened."""

    def glossary(self) -> Glossary:
        """The medical words that the library explains; none while it is being opened."""


class Gate:
    """Lets a bounded number of questions through at a time.

    A question keeps its place until its thread is done, also when nobody waits for it any longer:
    the bound is on the work, not on the waiting. Cards come by a thread of their own, which is
    asked only where an answer fails or takes long. What is told is in the language of the one who
    asks, given by its ISO 639-1 code, in English where we do not speak that.

    Example: `answer = await Gate(answerer, settings, texts).ask("What are cytokines?")`
    """

    def __init__(self, answerer: Asked, settings: Settings, texts: Mapping[str, Texts]) -> None:
        self._answerer = answerer
        self._limit = settings.max_waiting
        self._timeout = settings.answer_timeout
        self._emergency = settings.emergency_number
        self._texts = texts
        self._lock = Lock()
        self._in_hand = 0
        self._threads = ThreadPoolExecutor(
            max_workers=min(THREADS, self._limit), thread_name_prefix="answer"
        )
        self._cards = ThreadPoolExecutor(max_workers=1, thread_name_prefix="card")

    def fault(self, language: str = ENGLISH) -> str | None:
        """Why no question can be answered now; None when they can."""
        return self._answerer.fault(language)

    def forget(self) -> None:
        """Remembers nothing of what was asked."""
        self._answerer.forget()

    def examples(self) -> tuple[Example, ...]:
        """Questions that the library answers; empty while it is being opened."""
        return self._answerer.examples()

    def topic_groups(self) -> tuple[TopicGroup, ...]:
        """What the library covers; empty while it is being opened."""
        return self._answerer.topic_groups()

    def glossary(self) -> Glossary:
        """The medical words that the library explains; none while it is being opened."""
        return self._answerer.glossary()

    async def check(self, typed: str, language: str = ENGLISH) -> str:
        """The question, cleaned, if it could be asked now.

        Raises:
            BadQuestion: it is blank or too long.
            Unready: no question can be answered now, and this one needs no card.
        """
        question = clean_question(typed, language)
        fault = self.fault(language)
        if fault is not None and await self._card(question, language) is None:
            raise Unready(fault)
        return question

    async def ask(self, typed: str, history: Sequence[str] = (), language: str = ENGLISH) -> Answer:
        """Answers one question; every message that it raises is fit to be shown.

        Raises:
            BadQuestion: it is blank or too long.
            Unready: no question can be answered now.
            Busy: as many questions as we take are in hand.
            Slow: the answer did not come in time.
        """
        question = clean_question(typed, language)
        try:
            return await self._answer(question, clean_history(history), language)
        except AppError:
            card = await self._card(question, language)
            if card is None:
                raise
            return card

    def close(self) -> None:
        """Takes no more questions and drops those that wait."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._cards.shutdown(wait=False, cancel_futures=True)

    async def _answer(self, question: str, history: Sequence[str], language: str) -> Answer:
        texts = texts_in(self._texts, language)
        fault = self.fault(language)
        if fault is not None:
            raise Unready(fault)
        with self._lock:
            if self._in_hand >= self._limit:
                raise Busy(texts.say("state.busy", emergency=self._emergency))
            self._in_hand += 1
        work = self._threads.submit(self._answerer.ask, question, history, language)
        work.add_done_callback(self._leave)
        try:
            return await self._first(question, language, asyncio.wrap_future(work))
        except TimeoutError as error:
            raise Slow(texts.say("state.slow", emergency=self._emergency)) from error
        except AppError:
            raise
        except Exception as error:
            # Only the kind is logged: the message could hold what the patient typed.
            logger.error("answering failed: %s", type(error).__name__)
            raise Unready(texts.say("answer.error")) from error

    async def _first(self, question: str, language: str, work: asyncio.Future[Answer]) -> Answer:
        """The answer; if it takes long, the card of a message that needs one."""
        started = monotonic()
        try:
            done, _ = await asyncio.wait({work}, timeout=min(CARD_SECONDS, self._timeout))
            card = None if done else await self._card(question, language)
            if card is not None:
                return card
            left = max(0.0, self._timeout - (monotonic() - started))
            return await asyncio.wait_for(work, left)
        finally:
            work.cancel()  # nobody waits for it any longer

    async def _card(self, question: str, language: str) -> Answer | None:
        """The card of a question; None where it needs none, or where even that fails."""
        try:
            work = self._cards.submit(self._answerer.alarm, question, language)
            return await asyncio.wait_for(asyncio.wrap_future(work), self._timeout)
        except Exception as error:  # noqa: BLE001 (the fault of the answer itself is told then)
            logger.error("triage failed: %s", type(error).__name__)
            return None

    def _leave(self, _work: Future[Answer]) -> None:
        with self._lock:
            self._in_hand -= 1
