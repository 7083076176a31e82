"""The door for questions: a message that needs a card gets it whatever else fails."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Iterator

import pytest

from app.answer import Card
from app.errors import AppError, BadQuestion, Busy
from app.settings import Settings
from app.texts import load_all
from app.web import gate as gate_module
from app.web.gate import Gate, Slow, Unready
from tests.app.web.scripted import ScriptedAnswerer

URGENT = "I am short of breath"
CRISIS = "I want to kill myself"
CALM = "What are the side effects?"


@pytest.fixture
def gate(settings: Settings, answerer: ScriptedAnswerer) -> Iterator[Gate]:
    gate = Gate(answerer, settings, load_all())
    yield gate
    answerer.hold.set()
    gate.close()


def fill(gate: Gate, answerer: ScriptedAnswerer) -> None:
    """Asks as many questions as the gate takes, and lets none of them be answered."""
    answerer.hold.clear()
    for number in (1, 2):
        with pytest.raises(Slow):
            asyncio.run(gate.ask(CALM))
        assert len(answerer.asked) == number


async def called(asked: Awaitable[object]) -> None:
    """What `asyncio.run` takes, of whatever kind a method of the gate gives."""
    await asked


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch, gate: Gate) -> None:
    monkeypatch.setattr(gate, "_timeout", 0.1)


@pytest.mark.parametrize(("message", "card"), [(URGENT, Card.URGENT), (CRISIS, Card.CRISIS)])
class TestCard:
    """In every state in which no other question is answered."""

    def test_while_the_library_is_not_open(
        self, gate: Gate, answerer: ScriptedAnswerer, message: str, card: Card
    ) -> None:
        answerer.sentence = "The library is being opened."
        assert asyncio.run(gate.check(f" {message}\n")) == message
        assert asyncio.run(gate.ask(message)).card is card
        assert answerer.asked == []

    @pytest.mark.usefixtures("_quick")
    def test_while_many_ask(
        self, gate: Gate, answerer: ScriptedAnswerer, message: str, card: Card
    ) -> None:
        fill(gate, answerer)
        with pytest.raises(Busy):
            asyncio.run(gate.ask(CALM))
        assert asyncio.run(gate.ask(message)).card is card

    @pytest.mark.usefixtures("_quick")
    def test_when_the_answer_does_not_come(
        self, gate: Gate, answerer: ScriptedAnswerer, message: str, card: Card
    ) -> None:
        answerer.hold.clear()
        assert asyncio.run(gate.ask(message)).card is card

    def test_when_answering_breaks(self, gate: Gate, message: str, card: Card) -> None:
        assert asyncio.run(gate.ask(f"explode {message}")).card is card


def test_card_does_not_wait_as_long_as_an_answer_may_take(
    gate: Gate, answerer: ScriptedAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_timeout", 60.0)
    monkeypatch.setattr(gate_module, "CARD_SECONDS", 0.05)
    answerer.hold.clear()
    started = time.monotonic()
    assert asyncio.run(gate.ask(URGENT)).card is Card.URGENT
    assert time.monotonic() - started < 5


def test_slow_answer_that_needs_no_card_is_waited_for(
    gate: Gate, answerer: ScriptedAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate_module, "CARD_SECONDS", 0.05)
    answerer.hold.clear()
    threading.Timer(0.3, answerer.hold.set).start()
    assert asyncio.run(gate.ask(CALM)).quotes
    assert answerer.alarmed == [CALM]


def test_answer_in_time_is_triaged_once(gate: Gate, answerer: ScriptedAnswerer) -> None:
    assert asyncio.run(gate.ask(URGENT)).quotes  # the whole answer, not the card alone
    assert answerer.alarmed == []


def test_others_are_served_while_a_card_is_looked_for(
    gate: Gate, answerer: ScriptedAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()
    answerer.sentence = "The library is being opened."
    monkeypatch.setattr(answerer, "alarm", lambda _question, _language: held.wait(5) and None)

    async def both() -> bool:
        asking = asyncio.create_task(gate.check(CALM))
        await asyncio.sleep(0.05)
        free = not asking.done()
        held.set()
        with pytest.raises(Unready):
            await asking
        return free

    assert asyncio.run(both())


def test_questions_without_a_card_are_refused_as_ever(
    gate: Gate, answerer: ScriptedAnswerer
) -> None:
    with pytest.raises(Unready, match="could not answer"):
        asyncio.run(gate.ask(f"explode {CALM}"))
    answerer.sentence = "The library is being opened."
    for refused in (gate.check, gate.ask):
        with pytest.raises(Unready, match="being opened"):
            asyncio.run(called(refused(CALM)))
        with pytest.raises(BadQuestion):
            asyncio.run(called(refused("?")))


def test_triage_that_breaks_is_logged_without_a_word_of_the_message(
    gate: Gate, answerer: ScriptedAnswerer, caplog: pytest.LogCaptureFixture
) -> None:
    answerer.sentence = "The library is being opened."
    with pytest.raises(AppError, match="being opened"):
        asyncio.run(gate.ask("no triage for zebrafish9731"))
    assert "RuntimeError" in caplog.text
    assert "zebrafish9731" not in caplog.text


@pytest.mark.usefixtures("_quick")
def test_what_is_told_is_in_the_language_of_the_page(
    gate: Gate, answerer: ScriptedAnswerer
) -> None:
    for refused in (gate.check, gate.ask):
        with pytest.raises(BadQuestion, match="escriba primero una pregunta"):
            asyncio.run(called(refused("?", language="es")))
    with pytest.raises(Unready, match="no pudimos responder"):
        asyncio.run(gate.ask("explode", language="es"))
    answerer.hold.clear()
    for _ in range(2):
        with pytest.raises(Slow, match="tardando demasiado"):
            asyncio.run(gate.ask(CALM, language="es"))
    with pytest.raises(Busy, match="Muchas personas"):
        asyncio.run(gate.ask(CALM, language="es"))
    with pytest.raises(Busy, match="Many people"):
        asyncio.run(gate.ask(CALM, language="fr"))
    card = asyncio.run(gate.ask(URGENT, language="es"))
    assert (card.card, card.language) == (Card.URGENT, "es")
    assert card.text.startswith("Llame ahora.")


def test_an_answer_is_in_the_language_of_the_page(gate: Gate) -> None:
    urgent = asyncio.run(gate.ask(URGENT, language="es"))
    assert urgent.text.startswith("Llame ahora.")
    assert urgent.reminder.startswith("Esta es")
    other = asyncio.run(gate.ask("What is the capital of France?", language="es"))
    assert (other.language, other.said[:18]) == ("es", "Nuestra biblioteca")
    assert asyncio.run(gate.ask(CALM, language="fr")).language == "en"
