"""The evaluators' report in real Chromium: it finds cases, prints whole, and asks nobody."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.answer import Status
from eval.compare import compare
from eval.report.compare_page import write_comparison
from eval.report.run_page import write_report
from eval.results import Excerpt, Run
from eval.summary import summarise
from tests.browser.conftest import SIZES, Watch
from tests.eval.made import result

NO = Status.NOT_COVERED
RESULTS = [
    result(id="fever", quoted=1, score=0.9, tags=("lay",), text="Fever [1]"),
    result(NO, Status.ANSWERED, id="rest", score=0.3, tags=("lay", "short"), reasons=("Wrong.",)),
    result(NO, id="paris", score=0.1, tags=("far",)),
    result(id="walk", quoted=1, score=0.8, tags=("far",), reasons=("It says too much.",)),
]
SECTIONS = {"care#fever": Excerpt("Fever", 0, "Fever can be a warning sign.")}
RUN = Run("small", "2026", "abc", {"tags": []}, summarise(RESULTS), RESULTS, SECTIONS)
SHOWN = "[data-case]:not([hidden])"


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, height = SIZES[request.param]
    page = chromium.new_page(viewport={"width": width, "height": height})
    yield page
    page.close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    write_report(RUN, (), path)
    return path


@pytest.fixture
def comparison(tmp_path: Path) -> Path:
    path = tmp_path / "comparison.html"
    better = [replace(one, reasons=()) for one in RESULTS]
    write_comparison(compare(RUN, replace(RUN, results=better)), path)
    return path


def test_failed_cases_are_shown_and_filters_find_others(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    headings = page.locator(f"{SHOWN} h3")
    expect(headings).to_have_text(["rest failed", "walk failed"])
    page.get_by_label("Show").select_option("all")
    expect(page.get_by_role("status")).to_have_text("4 of 4 cases shown")
    page.locator("[data-tag]").select_option("far")
    expect(headings).to_have_text(["walk failed", "paris passed"])
    page.locator("[data-status]:is(select)").select_option("answered")
    expect(headings).to_have_text(["walk failed"])
    page.locator("[data-status]:is(select)").select_option("")
    page.get_by_label("Search").fill("PARIS")
    expect(headings).to_have_text(["paris passed"])


def test_quotes_are_marked_where_they_stand(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    case = page.locator(SHOWN).filter(has_text="walk")
    case.get_by_text("Quoted from care#fever").click()
    expect(case.locator("mark")).to_have_text("Fever")
    expect(case.locator("blockquote")).to_contain_text("Fever can be a warning sign.")


@pytest.mark.parametrize("name", ["report", "comparison"])
def test_anyone_can_read_it_and_it_asks_nobody(
    page: Page, name: str, request: pytest.FixtureRequest
) -> None:
    watch = Watch()
    watch.over(page)
    page.goto(request.getfixturevalue(name).as_uri())
    assert (watch.complaints, watch.hosts) == ([], {""})
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) == 0


def test_on_paper_every_case_shown_is_there_with_its_quotes(
    chromium: Browser, report: Path, tmp_path: Path
) -> None:
    page = chromium.new_page()
    page.goto(report.as_uri())
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    page.emulate_media(media="print")
    expect(page.locator("[data-filters]")).to_be_hidden()
    page.close()
    try:
        done = subprocess.run(
            ["pdftotext", tmp_path / "report.pdf", "-"],  # noqa: S607 (of the system)
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        pytest.skip("There is no 'pdftotext' here; install poppler-utils and this test runs.")
    for said in ("2 of 4 cases passed", "rest failed", "It says too much.", "a warning sign."):
        assert said in " ".join(done.stdout.split())
