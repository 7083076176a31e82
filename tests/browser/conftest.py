"""A real Chromium on a really served page; what it logs and asks for is watched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from app.settings import Settings
from app.web.server import create_app
from tests.app.web.scripted import ScriptedAnswerer
from tests.app.web.served import serve

CHROMIUM = shutil.which("chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": (1280, 850), "phone": (390, 844)}


@dataclass
class Watch:
    """What the browser said and asked for while a page was open."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def over(self, page: Page) -> None:
        """Begins to watch a page."""
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("There is no 'chromium' here; install it and the browser tests run.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def answerer() -> Iterator[ScriptedAnswerer]:
    answerer = ScriptedAnswerer()
    yield answerer
    answerer.hold.set()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path, max_waiting=1, answer_timeout=1.5, care_team_phone="555-0100"
    )


@pytest.fixture
def address(settings: Settings, answerer: ScriptedAnswerer) -> Iterator[str]:
    """A page whose answers are scripted, for the states that a real library seldom shows."""
    with serve(create_app(settings, answerer)) as address:
        yield address


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return SIZES[request.param]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def page(chromium: Browser, address: str, size: tuple[int, int], watch: Watch) -> Iterator[Page]:
    """The page, open and ready to be asked."""
    with chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        watch.over(page)
        page.goto(address)
        page.wait_for_selector("#question textarea")
        page.wait_for_selector(".welcome")
        yield page
    assert watch.hosts == {address.split("/")[2]}
