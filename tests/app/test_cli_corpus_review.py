"""`immunoqa corpus review`: one line of what changed, or one sentence of what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from app.cli_corpus_review import review_document
from corpus.audit import AUDIT_FILE, read_audit
from corpus.library import load_library
from corpus.selection import Selection

Run = Callable[..., Result]
TODAY = datetime.now(UTC).date()
NEXT = TODAY + timedelta(days=365)


@pytest.fixture
def run(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the two pages of the test's library."""
    monkeypatch.chdir(tmp_path)
    commands = typer.Typer(pretty_exceptions_enable=False)
    commands.command("review")(review_document)
    return lambda *given: CliRunner().invoke(commands, [*given, "--documents", str(pages)])


def test_each_review_is_one_line_of_what_changed(run: Run, pages: Path) -> None:
    done = run("call", "--by", "Dr. Lee", "--state", "approved", "--next", str(NEXT))
    (record,) = read_audit(pages)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"call: was draft; now approved by Dr. Lee, next review {NEXT} (text {record.hash[:12]}).\n"
    )
    assert [d.id for d in load_library(pages, Selection.REVIEWED).documents] == ["call"]
    page = pages / "call.md"
    page.write_text(page.read_text().replace("itchy", "sore"))
    done = run("call", "--by", "Ann", "--state", "withdrawn")
    assert done.stdout.startswith("call: was draft, changed since its approval; now withdrawn by A")
    assert [d.id for d in load_library(pages).documents] == ["tired"]


GOOD = {"--by": "Ann", "--state": "approved", "--next": str(NEXT)}


@pytest.mark.parametrize(
    ("document", "changed", "said"),
    [
        ("gone", {}, "There is no document 'gone' in"),
        ("", {}, "There is no document ''"),
        ("call", {"--by": "  "}, "A review needs a name"),
        ("call", {"--by": None}, "A review needs a name"),
        ("call", {"--state": "aproved"}, "'aproved' is no state of a review"),
        ("call", {"--state": None}, "'' is no state of a review"),
        ("call", {"--next": "1 March"}, "'1 March' is no day"),
        ("call", {"--next": "2027-02-30"}, "'2027-02-30' is no day"),
        ("call", {"--next": None}, "An approval needs the day"),
        ("call", {"--next": str(TODAY)}, "The next review must lie ahead"),
    ],
)
def test_a_review_that_cannot_be_given_is_one_sentence_and_exit_code_2(
    run: Run, pages: Path, document: str, changed: dict[str, str | None], said: str
) -> None:
    before = (pages / "call.md").read_bytes()
    options = [part for pair in (GOOD | changed).items() if pair[1] is not None for part in pair]
    done = run(document, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert (pages / "call.md").read_bytes() == before
    assert not (pages / AUDIT_FILE).exists()


def test_a_record_that_cannot_be_written_is_one_sentence_and_exit_code_1(
    run: Run, pages: Path
) -> None:
    (pages / AUDIT_FILE).mkdir()
    done = run("call", "--by", "Ann", "--state", "draft")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be read (Is a directory)" in done.stderr
