"""Urgent, crisis and personal answers on the page, in real Chromium, on a desktop and a phone."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.app.web.scripted import ScriptedAnswerer
from tests.browser.conftest import Watch
from tests.browser.reading import (
    BOX,
    ask,
    assert_in_sight,
    assert_nothing_covered_at_the_end,
    assert_reminder_in_sight,
    contrast,
    quoted,
    wait_for_turn,
)

URGENT = "probably nothing but im out of breath just going to the bathroom, on keytruda"
CRISIS = "i want to kill myself"
MARKUP = '<img src=x onerror="window.hacked=1"> ![x](http://evil.example/a.png) <b>a</b>'
# Each alert that a screen reader is given, and each thing that it is told beside.
HEARD = """() => { window.alerts = []; window.said = [];
  const cards = node => [...node.querySelectorAll?.('[role="alert"].alarm') ?? []];
  new MutationObserver(records => window.alerts.push(
    ...records.flatMap(({addedNodes}) => [...addedNodes]).flatMap(cards).map(card => card.innerText)
  )).observe(document.querySelector('#conversation'), {childList: true, subtree: true});
  new MutationObserver(() => window.said.push(document.querySelector('#said').textContent))
    .observe(document.querySelector('#said'), {childList: true, characterData: true}); }"""


@pytest.mark.parametrize(
    ("state", "heading", "numbers"),
    [
        ("urgent", "Call now. Do not wait.", ["911", "5550100", "5550199"]),
        ("crisis", "Please talk with someone now.", ["988", "911", "5550100", "5550199"]),
    ],
)
def test_card_is_first_in_sight_and_dials(
    page: Page, watch: Watch, state: str, heading: str, numbers: list[str]
) -> None:
    ask(page, URGENT if state == "urgent" else CRISIS)
    wait_for_turn(page, 1, state)
    card = page.locator("#answer-1 > :first-child")
    expect(card).to_have_attribute("role", "alert")
    expect(card).to_have_class(f"alarm {state}")
    expect(card.get_by_role("heading")).to_have_text(heading)
    assert_in_sight(page, ".alarm h2")
    assert_in_sight(page, ".alarm .calls b")
    assert_reminder_in_sight(page)
    links = card.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == [f"tel:{n}" for n in numbers]
    for link in links.all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert len(link.inner_text().split()) > 2  # the number, and when to call it
    assert contrast(page, ".alarm :is(h2, p, b, span)") >= 7
    assert page.locator(".sources .source").count() == (1 if state == "urgent" else 0)
    assert page.locator("#conversation .ask-this").count() == 0
    expect(page.locator(BOX)).to_have_value("")
    assert_nothing_covered_at_the_end(page)
    assert watch.complaints == []


def test_card_is_in_sight_under_a_long_message_in_a_long_conversation(page: Page) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    ask(page, "My daughter drives me to the clinic and back every week. " * 20 + URGENT)
    wait_for_turn(page, 2, "urgent")
    assert_in_sight(page, ".alarm h2")
    assert_in_sight(page, ".alarm .calls b")


def test_card_is_an_alert_once_and_the_rest_is_said_once(page: Page) -> None:
    page.evaluate(HEARD)
    ask(page, URGENT)
    wait_for_turn(page, 1, "urgent")
    ask(page, "?")  # cannot be taken, and shows the conversation anew
    expect(page.locator("#notice .notice")).to_contain_text("type a question")
    expect(page.locator(".alarm")).to_have_count(1)
    ask(page, "What are the side effects?")
    wait_for_turn(page, 2, "answered")
    alerts, said = page.evaluate("[window.alerts, window.said]")
    assert len(alerts) == 1
    assert alerts[0].startswith("Call now. Do not wait.")
    assert len(said) == 2
    assert said[0].startswith("Tell them that you have immunotherapy.")
    assert "Call now" not in said[0]


def test_card_comes_while_others_are_told_that_we_are_busy(
    page: Page, address: str, answerer: ScriptedAnswerer, watch: Watch
) -> None:
    answerer.hold.clear()
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}/api/ask", json={"question": "side effects?"}, timeout=0.5)
    ask(page, URGENT)
    wait_for_turn(page, 1, "urgent")
    expect(page.locator("#notice .notice")).to_have_count(0)
    expect(page.locator(BOX)).to_have_value("")
    assert watch.complaints == []


def test_card_and_answer_are_printed_and_copied_together(page: Page) -> None:
    ask(page, URGENT)
    wait_for_turn(page, 1, "urgent")
    copied = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#conversation')),"
        "getSelection().toString()"
    )
    pieces = ["Call now. Do not wait.", "911", "555-0100", "Tell them", quoted(page, 1, 1)]
    places = [" ".join(copied.split()).find(piece) for piece in pieces]
    assert -1 not in places
    assert places == sorted(places)
    page.emulate_media(media="print")
    for shown in (".alarm h2", ".alarm .calls b", "#answer-1 .quote", "#answer-1 .reminder"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator("#asking")).to_be_hidden()
    # Paper is white, and a printer leaves backgrounds out.
    for dark in (".alarm :is(h2, p, b, span)", "#answer-1 .cite", ".masthead :is(p, b, span)"):
        assert contrast(page, dark) >= 7
        colours = page.locator(dark).evaluate_all("all => all.map(n => getComputedStyle(n).color)")
        assert "rgb(255, 255, 255)" not in colours


def test_question_for_the_care_team(page: Page, watch: Watch) -> None:
    question = f"Should I stop? {MARKUP}"
    ask(page, question)
    wait_for_turn(page, 1, "personal_advice")
    expect(page.locator("#answer-1 .ours")).to_contain_text("Only your care team can answer this")
    expect(page.locator("#answer-1 .lead")).to_have_text("What our library says in general:")
    expect(page.locator(".visit .take-this")).to_have_text(question)
    expect(page.locator("#answer-1 .reach a").first).to_have_attribute("href", "tel:5550100")
    page.locator(".visit .take-this").click()
    assert page.evaluate("getSelection().toString()") == question  # one press marks it to be copied
    assert page.locator("#conversation :is(img, script, b)").count() == 0
    assert page.evaluate("window.hacked") is None
    assert_nothing_covered_at_the_end(page)
    assert watch.complaints == []


def test_how_a_question_was_taken_stands_above_the_answer(page: Page, watch: Watch) -> None:
    ask(page, f"side effects {MARKUP}")
    wait_for_turn(page, 1, "answered")
    ask(page, "how long?")
    wait_for_turn(page, 2, "answered")
    line = page.locator("#answer-2 .words > :first-child")
    expect(line).to_have_text(f"We took this as: how long? (side effects {MARKUP})")
    assert_in_sight(page, "#answer-2 .understood")
    assert page.locator("#conversation :is(img, script, b)").count() == 0
    assert watch.complaints == []


def test_markup_beside_a_card_does_nothing(page: Page, watch: Watch) -> None:
    ask(page, f"{URGENT} {MARKUP}")
    wait_for_turn(page, 1, "urgent")
    expect(page.locator(".turn .asked")).to_have_text(f"{URGENT} {MARKUP}")
    assert page.locator("#conversation :is(img, script)").count() == 0
    assert page.evaluate("window.hacked") is None
    assert watch.complaints == []


def test_other_languages_are_marked_and_a_fault_does_not_look_like_an_answer(page: Page) -> None:
    borders = {}
    for number, (question, state, language) in enumerate(
        [
            ("no puedo respirar", "urgent", "es"),
            ("Quels sont les effets secondaires ?", "not_covered", "fr"),
            ("What is the capital of France?", "not_covered", None),
            ("fault please", "error", None),
        ],
        1,
    ):
        ask(page, question)
        wait_for_turn(page, number, state)
        words = page.locator(f"#answer-{number} .words")
        assert words.locator(".ours").get_attribute("lang") == language
        borders[state] = words.evaluate("node => getComputedStyle(node).borderStyle")
    assert borders["error"] != borders["not_covered"]
    expect(page.locator(".alarm")).to_have_attribute("lang", "es")
