"""The commands as a person runs them, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import OVERVIEW_DOCUMENTS, Settings

COMMAND = [sys.executable, "-m", "app"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=120,
    )


@pytest.fixture(scope="session")
def overview(product_settings: Settings) -> tuple[str, ...]:
    """The options of the overview alone; its index is built by the first command that needs it."""
    documents, data_dir = product_settings.documents, product_settings.data_dir
    return ("--documents", str(documents), "--data-dir", str(data_dir))


def test_ask_gives_exact_quotes_and_one_citation_as_json(overview: tuple[str, ...]) -> None:
    done = run("ask", "What are checkpoint inhibitors?", "--json", *overview)
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    assert len(answer["citations"]) == 1
    text = (OVERVIEW_DOCUMENTS / "immunotherapy-overview.md").read_text(encoding="utf-8")
    assert answer["quotes"]
    for quote in answer["quotes"]:
        assert text[quote["start"] : quote["end"]] == quote["text"]
    assert "trace" not in answer


def test_ask_prints_sources_reminder_and_on_request_how_it_was_made(
    overview: tuple[str, ...],
) -> None:
    done = run("ask", "what are the side effects", "--explain", *overview)
    assert done.returncode == 0
    assert "fewer side effects compared to chemotherapy" in done.stdout
    assert "Not yet reviewed by a clinician" in done.stdout
    assert "Always talk with your care team" in done.stdout
    assert "threshold" in done.stdout


@pytest.mark.parametrize(
    ("question", "said"), [("  ", "type a question"), ("x" * 2001, "too long")]
)
def test_a_bad_question_is_one_sentence_and_exit_code_2(question: str, said: str) -> None:
    done = run("ask", question)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_stale_index_is_said_and_rebuilt(pages: Path, tmp_path: Path) -> None:
    where = ("--documents", str(pages), "--data-dir", str(tmp_path / "data"))
    first = run("ask", "is a rash common?", *where, IMMUNOQA_ENCODER="hashing")
    assert "There is no index yet." in first.stderr
    page = pages / "call.md"
    page.write_text(page.read_text(encoding="utf-8").replace("nurse", "doctor"), encoding="utf-8")
    second = run("ask", "is a rash common?", *where, IMMUNOQA_ENCODER="hashing")
    assert "another state of the library" in second.stderr
    assert "Show it to your doctor." in second.stdout
    third = run("ask", "is a rash common?", *where, IMMUNOQA_ENCODER="hashing")
    assert third.stderr == ""
    assert third.stdout == second.stdout


def test_a_library_that_cannot_be_read_is_named_and_the_index_before_serves(
    pages: Path, tmp_path: Path
) -> None:
    where = ("--documents", str(pages), "--data-dir", str(tmp_path / "data"))
    run("index", "build", *where, IMMUNOQA_ENCODER="hashing")
    (pages / "half.md").write_text("---\nid: half\n", encoding="utf-8")
    done = run("ask", "is a rash common?", *where, IMMUNOQA_ENCODER="hashing")
    assert "half.md: the front matter is not closed" in done.stderr
    assert "An itchy rash is common." in done.stdout
    listed = run("corpus", "list", *where)
    assert listed.returncode == 1
    assert "half.md" in listed.stderr


def test_without_any_index_ask_apologises_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    done = run("ask", "is a rash common?", "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "Sorry, we could not answer just now." in done.stdout
    assert "In an emergency call 911." in done.stdout
    assert "Traceback" not in done.stderr


def test_serving_beyond_this_computer_without_the_clinics_numbers_is_refused() -> None:
    done = run("serve", "--host", "clinic.example")
    assert done.returncode == 2
    assert "IMMUNOQA_CARE_TEAM_PHONE" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_wrong_setting_is_one_sentence() -> None:
    done = run("ask", "what is it", IMMUNOQA_PORT="seventy")
    assert done.returncode == 2
    assert "The setting 'port' is wrong" in done.stderr


def test_the_library_is_listed() -> None:
    done = run("corpus", "list")
    assert done.returncode == 0
    assert "immunotherapy-overview: Immunotherapy: an overview" in done.stdout


def test_the_command_line_opens_no_heavy_library_for_its_help() -> None:
    code = (
        "import sys, app.cli; "
        "print([m for m in ('torch', 'chromadb', 'gradio', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
