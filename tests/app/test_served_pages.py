"""Which pages are served: by setting, by host, and said at the start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from app.cli import app
from app.compose import place_of
from app.served_pages import served_pages
from app.settings import Settings
from corpus.document import Review, ReviewState
from corpus.errors import NothingServed
from corpus.reviewing import with_review
from corpus.selection import Selection

ON = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def give(page: Path, state: ReviewState) -> None:
    review = Review(state, "Dr. Lee", ON, date(2999, 1, 1))
    page.write_text(with_review(page.read_text(), review, page.name)[0])


@pytest.mark.parametrize(
    ("given", "selection"),
    [
        ({}, Selection.ALL),
        ({"host": "localhost"}, Selection.ALL),
        ({"host": "::1"}, Selection.ALL),
        ({"host": "0.0.0.0"}, Selection.REVIEWED),  # noqa: S104 (that is the point)
        ({"host": "clinic.example"}, Selection.REVIEWED),
        ({"host": "clinic.example", "library": "all"}, Selection.ALL),
        ({"library": "reviewed"}, Selection.REVIEWED),
    ],
)
def test_reviewed_pages_are_the_default_beyond_this_computer(
    given: dict[str, str], selection: Selection
) -> None:
    settings = Settings(**given)
    assert settings.selection() is selection
    assert place_of(settings).selection is selection


def test_another_word_than_all_or_reviewed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOQA_LIBRARY", "drafts")
    with pytest.raises(ValidationError, match="'all' or 'reviewed'"):
        Settings()


def test_the_start_says_how_many_are_served_and_why_others_are_not(pages: Path) -> None:
    assert served_pages(pages, Selection.ALL) == "Pages served: 2 of 2; left out: 0."
    give(pages / "call.md", ReviewState.APPROVED)
    assert served_pages(pages, Selection.REVIEWED) == (
        "Pages served: 1 of 2; left out: 1 (1 not yet approved)."
    )
    give(pages / "tired.md", ReviewState.WITHDRAWN)
    assert served_pages(pages, Selection.ALL) == (
        "Pages served: 1 of 2; left out: 1 (1 withdrawn)."
    )


def test_a_library_that_cannot_be_read_is_said_and_refuses_nothing(pages: Path) -> None:
    (pages / "half.md").write_text("---\nid: half\n")
    assert served_pages(pages, Selection.ALL).endswith(
        " 1 faults: `immunoqa corpus list` names what cannot be read."
    )
    assert served_pages(pages / "gone", Selection.ALL).startswith("There is no folder")


def test_where_no_page_is_left_it_is_refused(pages: Path) -> None:
    for page in pages.glob("*.md"):
        give(page, ReviewState.WITHDRAWN)
    with pytest.raises(NothingServed) as caught:
        served_pages(pages, Selection.ALL)
    assert str(caught.value) == (
        f"No page of '{pages}' may be served (2 withdrawn): approve one with "
        "`immunoqa corpus review`."
    )


def test_serving_drafts_alone_beyond_this_computer_is_refused_in_one_sentence(pages: Path) -> None:
    clinic = {
        "IMMUNOQA_CLINIC_NAME": "St Elsewhere",
        "IMMUNOQA_CARE_TEAM_PHONE": "555-0100",
        "IMMUNOQA_OUT_OF_HOURS_PHONE": "555-0101",
        "IMMUNOQA_EMERGENCY_NUMBER": "911",
        "IMMUNOQA_COUNTRY": "US",
    }
    given = ["serve", "--host", "clinic.example", "--documents", str(pages)]
    done = CliRunner().invoke(app, given, env=clinic)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"No page of '{pages}' may be served (2 not yet approved): approve one with "
        "`immunoqa corpus review`, or serve drafts too with IMMUNOQA_LIBRARY=all.\n"
    )
