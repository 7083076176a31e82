"""No script, no connection, a server that is gone and comes back: said, and nothing is lost."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from app.settings import Settings
from app.web.server import create_app
from tests.app.web.scripted import ScriptedAnswerer
from tests.app.web.served import serve
from tests.browser.conftest import Watch
from tests.browser.reading import BOX, ask, assert_reminder_in_sight, wait_for_turn


def test_without_script_the_page_says_whom_to_call(
    chromium: Browser, address: str, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with chromium.new_context(viewport=viewport, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator("#before")).to_be_visible()
        expect(page.locator("#before .standing")).to_be_in_viewport()
        expect(page.locator("#before noscript")).to_be_visible()
        assert "needs JavaScript" in page.locator("#before").inner_text()


def test_server_gone_and_back_loses_no_question(
    chromium: Browser, settings: Settings, size: tuple[int, int]
) -> None:
    with chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        with serve(create_app(settings, ScriptedAnswerer())) as address:
            page.goto(address)
            ask(page, "What are the side effects?")
            wait_for_turn(page, 1, "answered")
            page.locator(".add-to-list").click()
        ask(page, "What are checkpoint inhibitors?")
        expect(page.locator("#lost")).to_contain_text("connection was lost")
        expect(page.locator(BOX)).to_have_value("What are checkpoint inhibitors?")
        assert_reminder_in_sight(page)
        port = int(address.rsplit(":", 1)[1])
        with serve(create_app(settings, ScriptedAnswerer()), port):
            expect(page.locator("#lost")).to_be_hidden(timeout=15000)  # it comes back by itself
            expect(page.locator("#restarted")).to_contain_text("had to start again")
            expect(page.locator(BOX)).to_have_value("What are checkpoint inhibitors?")
            expect(page.locator("#list-items > li")).to_have_count(1)
            assert page.evaluate("sessionStorage.length") == 0
            page.locator(BOX).press("Enter")
            wait_for_turn(page, 1, "answered")
            expect(page.locator(".turn .question")).to_contain_text("checkpoint inhibitors")


def test_a_server_that_forgot_the_answers_before_says_so(page: Page, watch: Watch) -> None:
    for number in (1, 2):
        ask(page, f"checkpoint inhibitors {number}")
        wait_for_turn(page, number, "answered")
    ask(page, "?")  # not taken: the answers before are all still there
    expect(page.locator("#notice .notice")).to_contain_text("type a question")
    expect(page.locator("#restarted")).to_be_hidden()
    # As Gradio does with the state of a page that it has not heard of for an hour.
    page.evaluate(
        """() => { const [first, last] = document.querySelectorAll('#conversation .turn');
          first.remove(); last.dataset.state = 'looking'; last.dataset.turn = '1'; }"""
    )
    expect(page.locator("#restarted")).to_contain_text("answers before are gone")
    assert watch.complaints == []


def test_offline_is_said_and_the_question_stays(
    page: Page, answerer: ScriptedAnswerer, watch: Watch
) -> None:
    page.locator(BOX).fill("side effects?")
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator("#offline")).to_contain_text("911")
    expect(page.locator(BOX)).to_have_value("side effects?")
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    page.locator(BOX).press("Enter")
    wait_for_turn(page, 1, "answered")
    assert len(answerer.asked) == 1
