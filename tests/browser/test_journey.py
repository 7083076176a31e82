"""The main journey on the product itself: its own command, its own index, the real encoder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.settings import OVERVIEW_DOCUMENTS
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

SOURCE = OVERVIEW_DOCUMENTS / "immunotherapy-overview.md"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`immunoqa serve` in a process of its own, on a library and an index of its own."""
    library = tmp_path_factory.mktemp("library")
    shutil.copytree(OVERVIEW_DOCUMENTS, library, dirs_exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "immunoqa"),
        "serve",
        *("--port", str(port)),
        *("--documents", str(library)),
        *("--data-dir", str(tmp_path_factory.mktemp("data"))),
    ]
    with subprocess.Popen(command) as server:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 180
        while True:
            try:
                if httpx.get(f"{address}/readyz").status_code == 200:
                    break
            except httpx.TransportError:
                pass
            assert server.poll() is None, "the server has ended"
            assert time.monotonic() < deadline, "the server is not ready"
            time.sleep(0.25)
        yield address
        server.terminate()


def test_asked_answered_and_traced_to_its_source_by_keyboard(page: Page, watch: Watch) -> None:
    assert_reminder_in_sight(page)
    assert 1 <= page.locator(".examples .ask-this").count() <= 6
    press_until(page, "Tab", "textarea")
    page.keyboard.type("What are checkpoint inhibitors?")
    page.keyboard.press("Enter")
    wait_for_turn(page, 1, "answered")
    assert "These drugs block certain proteins (checkpoints)" in quoted(page, 1, 1)
    expect(page.locator("#answer-1 .reminder")).to_be_visible()
    assert_reminder_in_sight(page)
    press_until(page, "Shift+Tab", '.cite[href="#source-1-1"]')
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "source-1-1"
    assert marked(page, "#source-1-1") == quoted(page, 1, 1)
    assert marked(page, "#source-1-1") in " ".join(SOURCE.read_text(encoding="utf-8").split())
    expect(page.locator("#source-1-1")).to_contain_text("Checkpoint Inhibitors")
    expect(page.locator("#source-1-1")).to_contain_text("Not yet reviewed by a clinician")
    assert_reminder_in_sight(page)
    assert_nothing_covered_at_the_end(page)
    assert watch.complaints == []


def test_question_that_the_library_does_not_cover(page: Page, watch: Watch) -> None:
    ask(page, "What is the capital of France?")
    wait_for_turn(page, 1, "not_covered")
    expect(page.locator("#answer-1 .ours")).to_contain_text("does not cover")
    expect(page.locator("#answer-1 blockquote")).to_have_count(0)
    expect(page.locator(BOX)).to_have_value("")
    assert_reminder_in_sight(page)
    assert watch.complaints == []


def test_every_example_and_suggestion_is_answered(page: Page) -> None:
    examples = page.locator(".examples .ask-this").all_inner_texts()
    for number, question in enumerate(examples, 1):
        ask(page, question)
        wait_for_turn(page, number, "answered")
    page.locator(".more .ask-this").first.click()
    wait_for_turn(page, len(examples) + 1, "answered")
