"""The list for the care team, the page printed of it, printing, and leaving without a trace."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from app.settings import Settings
from app.web.server import create_app
from tests.app.web.scripted import ScriptedAnswerer
from tests.app.web.served import serve
from tests.browser.conftest import Watch
from tests.browser.reading import BOX, ask, assert_reminder_in_sight, wait_for_turn

CANARY = "zebrafish9731"
KEPT = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,
  await indexedDB.databases(), window.caches ? await caches.keys() : []])"""
SIX = (
    "What are checkpoint inhibitors?",
    "What are the side effects?",
    "should i stop my treatment?",
    "What is the capital of France?",
    "short of breath since the infusion",
    "checkpoint inhibitors once more",
)
STATES = ("answered", "answered", "personal_advice", "not_covered", "urgent", "answered")


def printed(page: Page, file: Path, paper: str) -> str:
    """The text of the page as it is printed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("There is no 'pdftotext' here; install it and the printed pages are read.")
    page.pdf(path=file, format=paper)
    read = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)  # noqa: S607 (looked up above)
    return " ".join(read.stdout.decode().split())


def test_the_list_is_filled_from_answers_and_by_typing(page: Page, watch: Watch) -> None:
    expect(page.locator("#list-empty")).to_be_visible()
    for number, question in enumerate(("side effects?", "capital of France?"), 1):
        ask(page, question)
        wait_for_turn(page, number, ("answered", "not_covered")[number - 1])
        page.locator(f'.turn[data-turn="{number}"] .add-to-list').click()
    page.locator("#list-new").fill(f"  Will it <b>hurt</b> {CANARY}?  ")
    page.locator("#list-new").press("Enter")
    expect(page.locator("#list-items > li > p")).to_have_text(
        ["side effects?", "capital of France?", f"Will it <b>hurt</b> {CANARY}?"]
    )
    expect(page.locator("#tool-list")).to_have_text("My list (3)")
    ask(page, "checkpoint inhibitors")  # the page is made anew; the list stays
    wait_for_turn(page, 3, "answered")
    expect(page.locator("#list-items > li")).to_have_count(3)
    expect(page.locator(".add-to-list")).to_have_text(
        ["On my list", "On my list", "Add to my list"]
    )
    page.locator("#list-items .remove").first.click()
    expect(page.locator("#tool-list")).to_have_text("My list (2)")
    page.locator('.turn[data-turn="2"] .add-to-list').click()
    expect(page.locator("#tool-list")).to_have_text("My list (1)")
    assert CANARY not in page.evaluate(KEPT)
    assert watch.complaints == []


def test_a_kept_list_is_there_again_and_only_then(
    chromium: Browser, address: str, size: tuple[int, int]
) -> None:
    with chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        for keep in (False, True, False):
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector(".welcome")
            expect(page.locator("#list-items > li")).to_have_count(0)
            page.locator("#list-new").fill(CANARY)
            page.locator("#list-new").press("Enter")
            if keep:
                page.locator("#list-keep").check()
                page.close()
                page = context.new_page()
                page.goto(address)
                expect(page.locator("#list-items > li > p")).to_have_text([CANARY])
                expect(page.locator("#list-keep")).to_be_checked()
                page.locator("#list-keep").uncheck()
            assert CANARY not in page.evaluate(KEPT)
            page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_holds_the_list_the_answers_their_sources_and_whom_to_call(
    page: Page, tmp_path: Path, paper: str
) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".add-to-list").click()
    ask(page, "side effects?")
    wait_for_turn(page, 2, "answered")
    page.locator('.turn[data-turn="2"] .add-to-list').click()
    page.locator("#list-items .with-answer").nth(1).uncheck()
    page.locator("#list-new").fill("Can I travel?")
    page.locator("#list-new").press("Enter")
    page.locator("#list-sheet").click()
    assert_reminder_in_sight(page)
    text = printed(page, tmp_path / "sheet.pdf", paper)
    for words in (
        "Questions for my care team",
        "Your Cancer Center",
        "checkpoint inhibitors",
        "These drugs block certain proteins",
        "Immunotherapy: an overview",
        "Not yet reviewed by a clinician",
        "side effects?",
        "Can I travel?",
        "My notes:",
        "555-0100",
        "Always talk with your care team",
        "911",
    ):
        assert words in text
    assert "generally has fewer side effects" not in text  # its answer was not chosen
    assert "Type your question" not in text
    page.locator("#sheet-back").click()
    expect(page.locator("#list-sheet")).to_be_focused()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_conversation_of_six_turns_prints_whole(page: Page, tmp_path: Path, paper: str) -> None:
    for number, (question, state) in enumerate(zip(SIX, STATES, strict=True), 1):
        ask(page, question)
        wait_for_turn(page, number, state)
    shown = page.evaluate(
        """() => [...document.querySelectorAll(
            '.asked, .quote, .ours, .alarm h2, .source .passage p')]
          .map(node => node.textContent.replace(/\\s+/g, ' ').trim())"""
    )
    text = printed(page, tmp_path / "conversation.pdf", paper)
    squeezed = "".join(text.split())
    missing = [words for words in shown if "".join(words.split()) not in squeezed]
    assert missing == []
    assert text.count("Where this comes from") == page.locator(".source").count()
    assert "Always talk with your care team" in text
    for words in ("Read aloud", "Was this helpful", "You could also ask", "My list"):
        assert words not in text


def remembered(app: FastAPI) -> str:
    """What the server holds of every page's conversation."""
    [page] = [route.app for route in app.routes if getattr(route, "path", None) == ""]
    held = page.state_holder.session_data.values()
    return repr([(list(one.state_data.values()), one.config_values) for one in held])


@pytest.mark.parametrize("looking", [False, True])
def test_clear_and_leave_leaves_nothing(
    chromium: Browser,
    settings: Settings,
    answerer: ScriptedAnswerer,
    size: tuple[int, int],
    looking: bool,
) -> None:
    app = create_app(settings, answerer)
    with (
        chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context,
        serve(app) as address,
    ):
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        ask(page, f"{CANARY} side effects?")
        wait_for_turn(page, 1, "answered")
        assert CANARY in remembered(app)
        if looking:
            answerer.hold.clear()
            ask(page, f"{CANARY} again?")
            wait_for_turn(page, 2, "looking")
        page.locator(".add-to-list").click()
        page.locator("#list-keep").check()
        page.locator("#tool-display").click()
        page.locator('#display input[value="dark"]').check()
        page.locator(BOX).fill(f"and {CANARY}?")
        assert CANARY in page.evaluate(KEPT)
        page.locator("#tool-leave").click()
        page.wait_for_url("**/left**")
        answerer.hold.set()
        page.wait_for_timeout(1000)
        assert CANARY not in remembered(app)
        assert answerer.forgotten == 1 + looking  # once more when what was looked up had come
        expect(page.locator(".title-line")).to_have_text("All is cleared")
        assert_reminder_in_sight(page)
        assert page.evaluate(KEPT) == '[{},{},"",[],[]]'
        assert context.cookies() == []
        assert page.evaluate("history.length") == 2  # the page that was left is not behind "back"
        page.locator(".again").click()
        page.wait_for_selector(".welcome")
        expect(page.locator(BOX)).to_have_value("")
        expect(page.locator(".turn")).to_have_count(0)
        expect(page.locator("#list-items > li")).to_have_count(0)
        assert CANARY not in page.content()
    held = [file for file in settings.data_dir.rglob("*") if file.is_file()]
    assert [file for file in held if CANARY.encode() in file.read_bytes()] == []


def test_what_was_typed_is_nowhere_after_the_page_is_closed(
    chromium: Browser, address: str, size: tuple[int, int]
) -> None:
    with chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        ask(page, f"{CANARY} side effects?")
        wait_for_turn(page, 1, "answered")
        page.locator(".add-to-list").click()
        page.close()
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        assert CANARY not in page.evaluate(KEPT)
        assert CANARY not in page.content()
