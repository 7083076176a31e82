from __future__ import annotations

import pytest
import textstat

from app.answer import Card, CardText, Contact
from app.cards import make_card, plain_card
from app.texts import LANGUAGES, load_replies, load_texts

ENGLISH = load_texts("en")
SPANISH = load_texts("es")
BARE = Contact("Clinic", None, None, "911")
FULL = Contact("Clinic", "555-0100", "555-0199", "911")


def card(kind: Card, contact: Contact = FULL, country: str = "US") -> CardText:
    made = make_card(kind, contact, country, ENGLISH)
    assert made is not None
    return made


def test_without_an_alarm_there_is_no_card() -> None:
    assert make_card(Card.NONE, FULL, "US", ENGLISH) is None


@pytest.mark.parametrize(
    ("country", "first"),
    [("US", "988"), ("CA", "988"), ("GB", "116 123"), ("IE", "116 123"), ("FR", "112")],
)
def test_the_crisis_line_is_the_countrys(country: str, first: str) -> None:
    contact = Contact("Clinic", None, None, "112" if country == "FR" else "911")
    numbers = [call.number for call in card(Card.CRISIS, contact, country).calls]
    assert numbers[0] == first
    assert contact.emergency_number in numbers


def test_an_urgent_card_names_the_emergency_number_and_the_clinics_own() -> None:
    numbers = [call.number for call in card(Card.URGENT).calls]
    assert numbers == ["911", "555-0100", "555-0199"]


@pytest.mark.parametrize("kind", [Card.URGENT, Card.CRISIS])
def test_without_a_clinics_number_a_card_says_where_it_stands(kind: Card) -> None:
    last = card(kind, BARE).calls[-1]
    assert last.number is None
    assert "appointment letter" in last.words


@pytest.mark.parametrize("kind", [Card.URGENT, Card.CRISIS])
@pytest.mark.parametrize("contact", [BARE, FULL])
@pytest.mark.parametrize("country", ["US", "GB", "FR"])
def test_a_card_reads_at_grade_six_or_below(kind: Card, contact: Contact, country: str) -> None:
    made = card(kind, contact, country)
    said = [made.heading, made.body, *(f"{call.words}." for call in made.calls)]
    assert textstat.flesch_kincaid_grade(" ".join(said)) <= 6


@pytest.mark.parametrize("kind", [Card.URGENT, Card.CRISIS])
def test_a_card_neither_comforts_nor_diagnoses(kind: Card) -> None:
    text = plain_card(card(kind)).lower()
    assert not {"nothing", "worry", "probably", "may be", "might", "likely"} & set(text.split())
    assert "normal" not in text


def test_a_card_is_said_in_spanish() -> None:
    made = make_card(Card.URGENT, FULL, "US", SPANISH)
    assert made is not None
    assert made.heading == "Llame ahora. No espere."


def test_every_language_that_is_told_apart_has_a_reply() -> None:
    from app.triage.language import KNOWN

    assert set(KNOWN) - set(LANGUAGES) == set(load_replies())
