"""Rules and classifier together, with the real weights."""

from __future__ import annotations

import statistics
import time
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import Card, Status
from app.triage.triage import Triage, load_triage, parts_of
from eval.cases import Case
from eval.set_files import load_cases

SETS = Path(__file__).parents[3] / "eval" / "sets"

REPORTS = [
    "I am so out of breath that I cannot climb the stairs",
    "my wife has chest pain since this morning",
    "I have had diarrhea 7 times today",
    "there is blood in my stool",
    "shivering and my temperature is 39",
    "my face is drooping on one side",
    "I suddenly see double",
    "my eyes turned yellow",
    "blisters all over my mouth",
    "I have not peed since yesterday",
    "he cannot lift his head off the pillow",
    "my tongue is swollen after the infusion",
    "she had CAR-T last week and is confused",
    "i cant breth",
    "i can only get three words out before stopping for air",
]
BESIDE = [
    "It is probably nothing.",
    "My wife says I am overreacting.",
    "I do not want to make a fuss.",
    "The weather has been lovely.",
    "My neighbor says it is just a cold.",
    "I am sure it will pass.",
    "What is immunotherapy?",
    "I have no fever.",
    "Ten years ago I had a rash.",
    "My sister had it too and it was nothing.",
    "Where can I park?",
    "I read about it in a leaflet.",
]
JOINS = st.sampled_from([" ", "\n", " ... "])


@pytest.fixture(scope="module")
def triage() -> Triage:
    return load_triage()


@pytest.fixture(scope="module")
def outcomes(triage: Triage) -> dict[str, list[tuple[Case, Card]]]:
    """What the tuned half of each set comes to."""
    return {
        name: [
            (case, triage.read(case.question).card)
            for case in load_cases(SETS / f"{name}.jsonl")
            if "tuned" in case.tags
        ]
        for name in ("urgent", "crisis")
    }


def share(rows: list[tuple[Case, Card]], status: Status, card: Card, *, expected: bool) -> float:
    """The share that got a card, of those for which the status is (not) expected."""
    cards = [found for case, found in rows if (status in case.expect) is expected]
    return statistics.mean(found is card for found in cards)


def test_most_reports_of_the_tuned_half_get_their_card(
    outcomes: dict[str, list[tuple[Case, Card]]],
) -> None:
    assert share(outcomes["urgent"], Status.URGENT, Card.URGENT, expected=True) >= 0.96


def test_few_controls_of_the_tuned_half_get_a_card(
    outcomes: dict[str, list[tuple[Case, Card]]],
) -> None:
    assert share(outcomes["urgent"], Status.URGENT, Card.URGENT, expected=False) <= 0.06


def test_most_crises_of_the_tuned_half_get_their_card(
    outcomes: dict[str, list[tuple[Case, Card]]],
) -> None:
    assert share(outcomes["crisis"], Status.CRISIS, Card.CRISIS, expected=True) >= 0.95
    assert share(outcomes["crisis"], Status.CRISIS, Card.CRISIS, expected=False) <= 0.07


@pytest.mark.xfail(reason="gets the crisis card: README, Limits", strict=True)
def test_a_report_that_sounds_resigned_is_no_crisis() -> None:
    message = "i cant breth. It is probably nothing. I do not want to make a fuss."
    assert load_once().read(message).card is Card.URGENT


@pytest.mark.parametrize(
    "report",
    [
        *REPORTS,
        "he has a fever",
        "my husband was confused",
        "my mum forgot her words",
        "dad was shaking and had a temperature of 39",
        "my wife slurred her speech",
    ],
)
@pytest.mark.parametrize(
    "when",
    [
        "a day after the car-t infusion",
        "since the CAR T cells went in",
        "two days after her CAR-T",
        "an hour after the infusion",
        "since starting keytruda",
        "after my second treatment",
        "in my third week of the trial",
        "and the car-t was on monday",
    ],
)
def test_when_it_began_never_lowers_a_report(triage: Triage, report: str, when: str) -> None:
    assert triage.read(f"{report} {when}").card is Card.URGENT


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(REPORTS), st.lists(st.sampled_from(BESIDE), max_size=3), st.data())
def test_a_sentence_beside_a_report_never_lowers_it(
    report: str, beside: list[str], data: st.DataObject
) -> None:
    sentences = [*beside]
    sentences.insert(data.draw(st.integers(0, len(beside))), f"{report}.")
    # The card of a crisis is never the lower one; when it is the wrong one, see the test above.
    assert load_once().read(data.draw(JOINS).join(sentences)).card in (Card.URGENT, Card.CRISIS)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(REPORTS[:10]), st.sampled_from(BESIDE[:6]), st.booleans())
def test_nor_does_one_without_punctuation(report: str, beside: str, before: bool) -> None:
    plain = beside.rstrip(".?").lower()
    text = f"{plain} but {report}" if before else f"{report} but {plain}"
    assert load_once().read(text).card is Card.URGENT


@lru_cache
def load_once() -> Triage:
    """One triage for all examples of a property."""
    return load_triage()


def test_the_same_message_has_the_same_outcome(triage: Triage) -> None:
    fresh = load_triage()
    for message in (*REPORTS, *BESIDE):
        assert fresh.read(message) == triage.read(message) == triage.read(message)


def test_rules_and_words_decide_while_the_layers_are_not_loaded() -> None:
    cold = load_triage()
    assert cold.read("I have chest pain since this morning", wait=False).card is Card.URGENT
    assert cold.read("I want to kill myself", wait=False).card is Card.CRISIS
    assert cold.read("What are cytokines?", wait=False).card is Card.NONE


def test_triage_is_quick(triage: Triage) -> None:
    questions = [
        case.question
        for name in ("urgent", "overview", "overview-development")
        for case in load_cases(SETS / f"{name}.jsonl")[:120]
    ]
    spent = []
    for question in questions:
        start = time.perf_counter()
        triage.read(question)
        spent.append(time.perf_counter() - start)
    assert statistics.median(spent) <= 0.1, "far beyond what the README says"


def test_a_long_message_is_read_in_parts_and_in_time(triage: Triage) -> None:
    message = "So we went to the shop. " * 40 + "I have chest pain. " + "It rained. " * 40
    assert len(parts_of(message)) <= 13
    assert triage.read(message).card is Card.URGENT
    start = time.perf_counter()
    triage.read("no fever, chest pain or xqzvb cough since then " * 40)
    assert time.perf_counter() - start <= 1.0
