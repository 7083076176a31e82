"""`immunoqa corpus check`: one line a finding, a summary, and the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from app.cli_corpus_check import check

Run = Callable[..., Result]

FRONT = "---\nid: {}\ntitle: A\nlanguage: en\npublisher: P\nreview: {{state: draft}}\n---\n# A\n\n"


@pytest.fixture
def run() -> Run:
    app = typer.Typer()
    app.command("check")(check)
    return lambda *arguments: CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rest.md").write_text(FRONT.format("rest") + "Rest often. It helps.\n")
    return tmp_path


def test_warnings_are_printed_with_a_summary_and_do_not_fail(run: Run, folder: Path) -> None:
    done = run("--documents", folder)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "rest.md:1: sources: The page names no source; add publisher, title, address and day."
    )
    assert lines[1] == (
        "rest.md:10: stands-alone: “It” stands for something in another sentence; name it: "
        "“It helps.”"
    )
    assert lines[2].startswith("1 document: 0 errors, 2 warnings, 0 flags. Reading grade: median ")


def test_strict_fails_on_warnings(run: Run, folder: Path) -> None:
    assert run("--documents", folder, "--strict").exit_code == 1


def test_errors_fail_and_are_printed_last(run: Run, folder: Path) -> None:
    (folder / "also.md").write_text(FRONT.format("rest") + "Sleep well.\n")
    done = run("--documents", folder)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-2].startswith("rest.md:2: unique-id: also.md has the id")


def test_the_limits_are_options(run: Run, folder: Path) -> None:
    done = run("--documents", folder, "--max-sentence", 1, "--max-grade", 0, "--median-grade", 0)
    assert "rest.md:10: long-sentence: The sentence has 2 words, above 1" in done.stdout


def test_the_report_as_json(run: Run, folder: Path) -> None:
    report = json.loads(run("--documents", folder, "--json").stdout)
    assert report["documents"] == 1
    assert list(report["grades"]) == ["rest.md"]
    assert {key: report["findings"][1][key] for key in ("file", "line", "rule", "severity")} == {
        "file": "rest.md",
        "line": 10,
        "rule": "stands-alone",
        "severity": "warning",
    }


def test_the_rules_are_listed(run: Run) -> None:
    done = run("--rules")
    assert done.exit_code == 0
    assert "other-number (flag): pages give one number for one subject" in done.stdout
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert len(names) == len(set(names)) == 23


def test_a_folder_that_is_not_there_is_one_sentence(run: Run, folder: Path) -> None:
    done = run("--documents", folder / "gone")
    assert done.exit_code == 1
    assert done.stderr == f"There is no folder of documents at '{folder / 'gone'}'.\n"


def test_the_packaged_library_has_no_errors(run: Run) -> None:
    done = run()
    assert done.exit_code == 0
    assert " 0 errors, " in done.stdout
