"""Every state of the page, in real Chromium, on a desktop and on a phone."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.web.scripted import EXAMPLES, ScriptedAnswerer
from tests.browser.conftest import Watch
from tests.browser.reading import (
    BOX,
    FOCUSED,
    ask,
    assert_nothing_covered_at_the_end,
    assert_reminder_in_sight,
    marked,
    press_until,
    quoted,
    wait_for_turn,
)

CANARY = "zebrafish9731"


def test_first_view(page: Page, watch: Watch) -> None:
    assert page.locator(".examples .ask-this").all_inner_texts() == list(EXAMPLES)
    expect(page.locator("#header a.call")).to_have_attribute("href", "tel:5550100")
    expect(page.locator("h1:visible")).to_have_count(1)
    expect(page.locator("#before")).to_be_hidden()
    assert_reminder_in_sight(page)
    assert_nothing_covered_at_the_end(page)
    assert "gradio" not in page.inner_text("body").lower()
    assert watch.complaints == []


def test_whole_journey_by_keyboard_alone(page: Page, watch: Watch) -> None:
    press_until(page, "Tab", "textarea")
    page.keyboard.type("What are checkpoint inhibitors?")
    page.keyboard.press("Enter")
    wait_for_turn(page, 1, "answered")
    expect(page.locator(BOX)).to_have_value("")
    expect(page.locator(BOX)).to_be_focused()
    assert_reminder_in_sight(page)
    for number in (2, 1):
        press_until(page, "Shift+Tab", f'.cite[href="#source-1-{number}"]')
        page.keyboard.press("Enter")
        source = f"#source-1-{number}"
        assert page.evaluate(f"{FOCUSED}.id") == source[1:]
        expect(page.locator(".source:visible")).to_have_count(1)
        expect(page.locator(source)).to_be_in_viewport()
        assert marked(page, source) == quoted(page, 1, number) != ""
        assert_reminder_in_sight(page)
        press_until(page, "Tab", f"{source} .back")
        page.keyboard.press("Enter")
        assert page.evaluate(f"{FOCUSED}.hash") == source
    assert_nothing_covered_at_the_end(page)
    assert watch.complaints == []


def test_start_of_the_answer_is_in_sight_and_said_once(page: Page, watch: Watch) -> None:
    page.evaluate(
        """() => { window.said = [];
          new MutationObserver(() => window.said.push(document.querySelector('#said').textContent))
            .observe(document.querySelector('#said'), {childList: true, characterData: true}); }"""
    )
    for number in (1, 2, 3):
        ask(page, f"checkpoint inhibitors {number}")
        wait_for_turn(page, number, "answered")
        expect(page.locator(f"#answer-{number} .lead")).to_be_in_viewport(ratio=1)
        expect(page.locator(f'.turn[data-turn="{number}"] .question')).to_be_in_viewport(ratio=1)
    said = page.evaluate("window.said")
    assert len(said) == 3
    for words in said:
        assert "These drugs block certain proteins" in words
        assert "care team" in words
    assert watch.complaints == []


def test_example_and_suggestion_are_asked_by_one_press(page: Page, watch: Watch) -> None:
    page.get_by_role("button", name="What are the side effects?").click()
    wait_for_turn(page, 1, "answered")
    expect(page.locator(".turn .question").first).to_contain_text("What are the side effects?")
    page.locator(".more .ask-this").nth(1).click()
    wait_for_turn(page, 2, "answered")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(BOX)).to_have_value("")
    assert page.evaluate(f"{FOCUSED}.id") == "ask"
    assert watch.complaints == []


def test_source_opens_by_pointer_and_stands_where_it_belongs(
    page: Page, size: tuple[int, int], watch: Watch
) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".cite").nth(1).click()
    source = page.locator("#source-1-2").bounding_box()
    answer = page.locator("#answer-1").bounding_box()
    assert source is not None
    assert answer is not None
    if size[0] > 1000:
        assert source["x"] > answer["x"] + answer["width"]
    else:
        assert source["y"] >= answer["y"] + answer["height"]
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.hash") == "#source-1-2"
    assert watch.complaints == []


@pytest.mark.parametrize(
    ("question", "state", "phrase"),
    [
        ("What is the capital of France?", "not_covered", "does not cover that"),
        ("fault please", "error", "could not answer just now"),
    ],
)
def test_answer_that_is_none(
    page: Page, watch: Watch, question: str, state: str, phrase: str
) -> None:
    ask(page, question)
    wait_for_turn(page, 1, state)
    expect(page.locator("#answer-1 .ours")).to_contain_text(phrase)
    expect(page.locator("#answer-1 .reminder")).to_be_visible()
    expect(page.locator(BOX)).to_have_value(question if state == "error" else "")
    assert_reminder_in_sight(page)
    assert_nothing_covered_at_the_end(page)
    assert watch.complaints == []


def test_looking_then_slow_keeps_the_question(
    page: Page, answerer: ScriptedAnswerer, watch: Watch
) -> None:
    answerer.hold.clear()
    ask(page, "What are the side effects?")
    wait_for_turn(page, 1, "looking")
    expect(page.locator(".looking")).to_be_in_viewport()
    assert_reminder_in_sight(page)
    expect(page.locator("#notice .notice")).to_contain_text("taking too long")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(BOX)).to_have_value("What are the side effects?")
    assert_reminder_in_sight(page)
    answerer.hold.set()
    page.keyboard.press("Enter")
    wait_for_turn(page, 1, "answered")
    expect(page.locator("#notice .notice")).to_have_count(0)
    assert watch.complaints == []


def test_words_typed_while_looking_are_kept(
    page: Page, answerer: ScriptedAnswerer, watch: Watch
) -> None:
    answerer.hold.clear()
    ask(page, "What are the side effects?")
    wait_for_turn(page, 1, "looking")
    page.locator(BOX).fill("and what of check")
    answerer.hold.set()
    wait_for_turn(page, 1, "answered")
    page.wait_for_timeout(300)
    expect(page.locator(BOX)).to_have_value("and what of check")
    assert watch.complaints == []


def test_busy_keeps_the_question(
    page: Page, address: str, answerer: ScriptedAnswerer, watch: Watch
) -> None:
    answerer.hold.clear()
    with pytest.raises(httpx.ReadTimeout):  # one question is in hand, and that is all we take
        httpx.post(f"{address}/api/ask", json={"question": "side effects?"}, timeout=0.5)
    ask(page, "What are checkpoint inhibitors?")
    expect(page.locator("#notice .notice")).to_contain_text("Many people are asking")
    expect(page.locator("#notice .notice")).to_contain_text("911")
    expect(page.locator("#restarted")).to_be_hidden()
    expect(page.locator(BOX)).to_have_value("What are checkpoint inhibitors?")
    assert_reminder_in_sight(page)
    assert_nothing_covered_at_the_end(page)
    assert watch.complaints == []


@pytest.mark.parametrize(
    ("typed", "phrase"), [("x" * 2001, "too long"), ("   ", "type a question"), ("?", "type a")]
)
def test_question_that_cannot_be_taken_is_kept(
    page: Page, watch: Watch, typed: str, phrase: str
) -> None:
    ask(page, typed)
    expect(page.locator("#notice .notice")).to_contain_text(phrase)
    expect(page.locator(BOX)).to_have_value(typed)
    assert_reminder_in_sight(page)
    assert watch.complaints == []


def test_shift_enter_makes_a_new_line(page: Page) -> None:
    page.locator(BOX).focus()
    page.keyboard.type("side")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("effects")
    expect(page.locator(BOX)).to_have_value("side\neffects")
    expect(page.locator(".turn")).to_have_count(0)
    page.keyboard.press("Enter")
    wait_for_turn(page, 1, "answered")
    expect(page.locator(".turn .question")).to_contain_text("side effects")


@pytest.mark.parametrize(
    "typed",
    [
        '<img src=x onerror="window.hacked=1">',
        "<script>window.hacked=1</script> a",
        "![x](http://evil.example/a.png)",
        "${window.hacked=1} {{value}} `a` \\u0041 @children",
    ],
)
def test_markup_is_shown_and_does_nothing(page: Page, watch: Watch, typed: str) -> None:
    ask(page, typed)
    wait_for_turn(page, 1, "answered")
    assert page.locator(".turn .question").inner_text().endswith(typed)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#conversation img, #conversation script").count() == 0
    assert watch.complaints == []


def test_earlier_questions_go_along_and_stay_on_the_server(
    page: Page, answerer: ScriptedAnswerer
) -> None:
    ask(page, f"{CANARY} side effects?")
    wait_for_turn(page, 1, "answered")
    ask(page, "and checkpoint inhibitors?")
    wait_for_turn(page, 2, "answered")
    assert answerer.asked[1] == ("and checkpoint inhibitors?", (f"{CANARY} side effects?",))
    kept = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )
    assert CANARY not in kept
    assert page.context.cookies() == []


def test_library_being_opened_then_ready(
    chromium: Browser, address: str, answerer: ScriptedAnswerer, size: tuple[int, int], watch: Watch
) -> None:
    answerer.sentence = "The library is being opened."
    with chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        watch.over(page)
        page.goto(address)
        expect(page.locator(".waiting")).to_have_text("The library is being opened.")
        assert_reminder_in_sight(page)
        ask(page, "What are the side effects?")
        expect(page.locator("#notice .notice")).to_have_text("The library is being opened.")
        answerer.sentence = None
        expect(page.locator(".examples .ask-this")).to_have_count(6)
        expect(page.locator(BOX)).to_have_value("What are the side effects?")
        page.locator("#ask").click()
        wait_for_turn(page, 1, "answered")
    assert watch.complaints == []
