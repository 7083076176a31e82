"""Every rule fires on its own example, and context tells reports from other mentions."""

from __future__ import annotations

import pytest

from app.triage.message import split
from app.triage.rulebook import Rule, Rulebook, load_rulebook

BOOKS = {language: load_rulebook(language) for language in ("en", "es")}
URGENT = [
    (book, rule, example)
    for book in BOOKS.values()
    for rule in book.urgent
    for example in rule.examples
]
CRISIS = [
    (book, rule, example)
    for book in BOOKS.values()
    for rule in book.crisis
    for example in rule.examples
]


def named(one: tuple[Rulebook, Rule, str]) -> str:
    return f"{one[0].language}.{one[1].name}: {one[2]}"


def sentences(book: Rulebook, message: str) -> list[str]:
    return [book.context.without_idioms(book.normalised(part)) for part in split(message)]


def reported(book: Rulebook, rules: tuple[Rule, ...], message: str) -> set[str]:
    return {
        rule.name
        for sentence in sentences(book, message)
        for rule in rules
        for place in rule.places(sentence)
        if book.context.reported(sentence, *place)
    }


@pytest.mark.parametrize("one", URGENT, ids=named)
def test_a_red_flag_rule_fires_on_its_example(one: tuple[Rulebook, Rule, str]) -> None:
    book, rule, example = one
    assert rule.name in reported(book, (rule,), example)


@pytest.mark.parametrize("one", CRISIS, ids=named)
def test_a_crisis_rule_fires_on_its_example(one: tuple[Rulebook, Rule, str]) -> None:
    book, rule, example = one
    assert any(
        list(rule.places(sentence)) and (rule.regardless or book.context.heard(sentence))
        for sentence in sentences(book, example)
    )


@pytest.mark.parametrize(
    "message",
    [
        "I have no chest pain",
        "no fever, chills or cough",
        "my temperature is 37.9",
        "sats 97 and pulse 72",
        "ten years ago I had chest pain",
        "I had chest pain in 2009",
        "what if I get a fever?",
        "Should people call if they get a fever?",
        "What are the symptoms of pneumonitis?",
        "does immunotherapy cause diarrhea",
        "it takes my breath away how clever T cells are",
        "the leaflet says chest pain is possible",
        "I am scared of getting short of breath",
    ],
)
def test_a_bare_mention_is_no_report(message: str) -> None:
    assert not reported(BOOKS["en"], BOOKS["en"].urgent, message)


@pytest.mark.parametrize(
    ("message", "family"),
    [
        ("i cant breth", "lungs"),
        ("my wifes temprature is 38.6", "fever"),
        ("temp 101.2F", "fever"),
        ("ive been to the toilet 8 times since breakfast", "bowel"),
        ("bludd in my poo", "bowel"),
        ("ten years ago I had chest pain and now I have chest pain again", "heart"),
        ("no cough but I have chills", "fever"),
        ("is it normal that I see double", "nerves"),
        ("blood in stool?", "bowel"),
        ("my husband says its nothing but my eyes are yellow", "liver"),
    ],
)
def test_a_report_is_found_in_any_wording(message: str, family: str) -> None:
    found = reported(BOOKS["en"], BOOKS["en"].urgent, message)
    assert family in {name.split(".")[0] for name in found}


def test_numbers_count_from_their_threshold() -> None:
    book = BOOKS["en"]
    assert not reported(book, book.urgent, "my temperature is 37.9")
    assert reported(book, book.urgent, "my temperature is 38.0")
    assert not reported(book, book.urgent, "temperature 100.3 F")
    assert reported(book, book.urgent, "temperature 100.4 F")
