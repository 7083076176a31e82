"""The states of the patient's page, by name, each with what leads there from the first view."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.app.web.scripted import ScriptedAnswerer
from tests.browser.reading import ask, wait_for_turn

Go = Callable[[Page, ScriptedAnswerer, str], None]
"""Takes the page, its answerer and its address."""


def _asked(question: str, state: str) -> Go:
    def go(page: Page, _: ScriptedAnswerer, __: str) -> None:
        ask(page, question)
        wait_for_turn(page, 1, state)

    return go


def _source(page: Page, _: ScriptedAnswerer, __: str) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".cite").nth(1).click()


def _explained(page: Page, _: ScriptedAnswerer, __: str) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".term").first.click()
    expect(page.locator("#explained")).to_be_visible()


def _busy(page: Page, answerer: ScriptedAnswerer, address: str) -> None:
    answerer.hold.clear()
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}/api/ask", json={"question": "side effects?"}, timeout=0.5)
    ask(page, "checkpoint inhibitors")
    expect(page.locator("#notice .notice")).to_contain_text("Many people are asking")


def _sheet(page: Page, _: ScriptedAnswerer, __: str) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".add-to-list").click()
    page.locator("#list-sheet").click()
    expect(page.locator("#sheet")).to_be_visible()


def _feedback(page: Page, _: ScriptedAnswerer, __: str) -> None:
    ask(page, "side effects?")
    wait_for_turn(page, 1, "answered")
    page.locator('.helpful button[value="no"]').click()


def _spanish(page: Page, _: ScriptedAnswerer, __: str) -> None:
    page.locator("#tool-language").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("h1").first).to_contain_text("inmunoterapia")
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")


def _display(name: str, value: str) -> Go:
    def go(page: Page, _: ScriptedAnswerer, __: str) -> None:
        page.locator("#tool-display").click()
        page.locator(f'#display input[name="{name}"][value="{value}"]').check()
        ask(page, "checkpoint inhibitors")
        wait_for_turn(page, 1, "answered")

    return go


def _listed(page: Page, _: ScriptedAnswerer, __: str) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".add-to-list").click()
    page.locator("#tool-list").click()


def _display_open(page: Page, _: ScriptedAnswerer, __: str) -> None:
    page.locator("#tool-display").click()


def _left(page: Page, _: ScriptedAnswerer, __: str) -> None:
    page.locator("#tool-leave").click()
    page.wait_for_url("**/left**")


def _topics(page: Page, _: ScriptedAnswerer, __: str) -> None:
    for summary in page.locator(".group > summary").all():
        summary.click()
    page.locator(".topic > summary").first.click()


def _offline(page: Page, _: ScriptedAnswerer, __: str) -> None:
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()


STATES: dict[str, Go] = {
    "first view": lambda page, answerer, address: None,
    "topics open": _topics,
    "looking": lambda page, answerer, address: (
        answerer.hold.clear(),
        ask(page, "side effects?"),
        wait_for_turn(page, 1, "looking"),
    )[-1],
    "answer": _asked("side effects?", "answered"),
    "source open": _source,
    "word explained": _explained,
    "urgent": _asked("short of breath", "urgent"),
    "crisis": _asked("i want to kill myself", "crisis"),
    "not covered": _asked("capital of France?", "not_covered"),
    "personal": _asked("should i stop?", "personal_advice"),
    "error": _asked("fault please", "error"),
    "busy": _busy,
    "offline": _offline,
    "feedback": _feedback,
    "print preview": _sheet,
    "list filled": _listed,
    "text and colors open": _display_open,
    "left": _left,
    "Spanish": _spanish,
    "dark": _display("colors", "dark"),
    "high contrast": _display("colors", "high"),
    "200 % text": _display("size", "200"),
}
