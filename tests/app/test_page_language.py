"""Our own words are in the page's language, the library's stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer import Answer, Card, Status
from app.compose import build_answerer
from app.pipeline import Answerer
from app.settings import Settings

URGENT = "I have chest pain. What are the side effects of immunotherapy?"
CRISIS = "I want to kill myself"
REMINDER = "Esta es información general"


def assert_spanish(answer: Answer) -> None:
    assert answer.language == "es"
    assert answer.reminder.startswith(REMINDER)


@pytest.mark.parametrize(
    ("question", "card", "heading"),
    [(URGENT, Card.URGENT, "Llame ahora."), (CRISIS, Card.CRISIS, "Por favor, hable con alguien")],
)
def test_an_english_alarm_on_a_spanish_page_gets_its_card_in_spanish(
    product: Answerer, question: str, card: Card, heading: str
) -> None:
    answer, alarm = product.ask(question, language="es"), product.alarm(question, language="es")
    assert alarm is not None
    for one in (answer, alarm):
        assert one.card is card
        assert one.text.startswith(heading)
        assert_spanish(one)
    assert answer.quotes == product.ask(question).quotes


def test_a_spanish_alarm_on_an_english_page_is_answered_in_spanish(product: Answerer) -> None:
    answer = product.ask("me falta el aire desde anoche y me duele el pecho", language="en")
    assert answer.text.startswith("Llame ahora.")
    assert_spanish(answer)


def test_the_library_is_quoted_as_it_is_on_a_spanish_page(product: Answerer) -> None:
    answer = product.ask("What are cytokines?", language="es")
    english = product.ask("What are cytokines?")
    assert answer.status is Status.ANSWERED
    assert (answer.quotes, answer.text) == (english.quotes, english.text)
    assert answer.suggestions == english.suggestions
    assert_spanish(answer)


def test_what_is_not_covered_is_said_in_spanish(product: Answerer) -> None:
    answer = product.ask("What is the capital of France?", language="es")
    assert answer.status is Status.NOT_COVERED
    assert answer.text.startswith("Nuestra biblioteca no trata de eso.")
    assert "(en inglés): " in answer.text
    assert_spanish(answer)


def test_what_only_the_care_team_can_say_is_said_in_spanish(product: Answerer) -> None:
    asked = "Should I stop my immunotherapy because of the side effects?"
    answer = product.ask(asked, language="es")
    assert answer.status is Status.PERSONAL_ADVICE
    assert answer.text.startswith("Solo su equipo médico")
    assert answer.for_visit == asked
    assert_spanish(answer)


def test_french_is_told_in_french_and_reminded_in_the_language_of_the_page(
    product: Answerer,
) -> None:
    answer = product.ask("Combien de temps dure le traitement par immunothérapie ?", language="es")
    assert answer.text.startswith("Notre bibliothèque est en anglais.")
    assert answer.trace.language == "fr"
    assert_spanish(answer)


@pytest.mark.parametrize("language", ["en", "fr", ""])
def test_a_page_in_a_language_that_we_do_not_speak_is_english(
    product: Answerer, language: str
) -> None:
    answer = product.ask("What is the capital of France?", language=language)
    assert answer.text.startswith("Our library does not cover that.")
    assert answer.language == "en"


def test_the_apology_is_in_the_language_of_the_page(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    broken = build_answerer(Settings(data_dir=blocked, encoder="hashing"))
    answer = broken.ask("What are cytokines?", language="es")
    assert (answer.status, answer.text) == (Status.ERROR, broken.fault("es"))
    assert answer.text.startswith("Lo sentimos")
    assert_spanish(answer)
