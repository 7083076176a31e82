"""`immunoqa eval run`: exit codes, one sentence for what is wrong, the results."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.settings import Settings
from eval.cli import commands
from eval.results import BadOutput, Run
from index.generations import Generations
from index.manifest import manifest_hash

Evaluate = Callable[..., Result]


@pytest.fixture
def evaluate(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> Evaluate:
    """Runs `eval run` on the tiny library with the hashing encoder."""
    monkeypatch.setenv("IMMUNOQA_ENCODER", "hashing")

    def invoke(*arguments: object, documents: Path = tiny.documents) -> Result:
        places = ["--documents", documents, "--data-dir", tiny.data_dir]
        return CliRunner().invoke(commands, ["run", *map(str, [*arguments, *places])])

    return invoke


def test_a_run_with_failed_cases_is_a_run(
    evaluate: Evaluate, cases_file: Path, tiny: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    done = evaluate(cases_file, "--json", out)
    assert done.exit_code == 0, done.output
    rows = [line.replace("│", " ").split() for line in done.stdout.splitlines()]
    assert ["all", "3", "2", "66.7", "%"] in rows
    assert ["covered", "2", "1", "50.0", "%"] in rows
    assert ["quote", "fidelity", "100.0", "%", "34.2", "–", "100.0", "%", "3"] in rows
    assert "3/3" in done.stderr
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["set"] == "small"
    assert [case["passed"] for case in data["cases"]] == [True, True, False]
    generations = Generations.of(tiny.data_dir, tiny.documents)
    live = generations.pointer().live
    assert live is not None
    assert data["index"] == manifest_hash(generations.folder(live))
    assert data["settings"]["encoder"] == "hashing/1"
    assert data["settings"]["reader"]["fitted_on"].startswith("overview-development.jsonl ")
    text = (tiny.documents / "care.md").read_text(encoding="utf-8")
    quotes = [citation for case in data["cases"] for citation in case["citations"]]
    assert [text[q["start"] : q["end"]] for q in quotes] == [q["quote"] for q in quotes]


def test_results_name_no_place_of_this_machine(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    evaluate(cases_file, "--json", out)
    assert "/" not in json.dumps(json.loads(out.read_text())["settings"]).replace("hashing/1", "")


def test_results_need_no_file(evaluate: Evaluate, cases_file: Path) -> None:
    assert evaluate(cases_file).exit_code == 0


def test_a_bad_set_is_one_sentence(evaluate: Evaluate, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("# bad\n{}\n", encoding="utf-8")
    done = evaluate(path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{path}:2: the key 'id' is missing.\n"


def test_results_that_cannot_be_written_are_found_before_a_question_is_asked(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "nowhere" / "out.json"
    done = evaluate(cases_file, "--json", out)
    assert (done.exit_code, done.stdout) == (2, "")
    said = f"The results cannot be written to '{out}' (No such file or directory).\n"
    assert done.stderr == said


def test_results_that_cannot_be_written_after_all_leave_the_tables(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(run: Run, path: Path) -> None:
        raise BadOutput("The disk is full.")

    monkeypatch.setattr("eval.cli.write_run", full)
    done = evaluate(cases_file, "--json", tmp_path / "out.json")
    assert done.exit_code == 1
    assert "quote fidelity" in done.stdout
    assert done.stderr.endswith("The disk is full.\n")


def test_an_index_that_cannot_be_had_is_one_sentence(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    done = evaluate(cases_file, "--json", out, documents=tmp_path / "nowhere")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"There is no folder of documents at '{tmp_path / 'nowhere'}'.\n"
    assert not out.exists()
