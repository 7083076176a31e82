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
from eval.output_files import BadOutput
from eval.results import Run, load_run
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


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [*map(str, arguments)])


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
    said = f"'{out}' cannot be written (No such file or directory).\n"
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


def test_two_results_cannot_go_to_one_place(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = evaluate(cases_file, "--json", out, "--html", out)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Nothing can be written to '{out}': another output goes there.\n"


@pytest.mark.parametrize(
    ("rules", "code", "said"),
    [
        ("passed>=0.6, quote_fidelity>=1", 0, "passed>=0.6 is kept: 66.7 % of 3."),
        ("passed>=0.7", 1, "passed>=0.7 is broken: 66.7 % (0.666667) of 3."),
        ("escalation_recall>=0.98", 1, "is broken: no case was judged on it."),
    ],
)
def test_a_gate_is_an_exit_code(
    evaluate: Evaluate, cases_file: Path, rules: str, code: int, said: str
) -> None:
    done = evaluate(cases_file, "--fail-under", rules)
    assert (done.exit_code, said in done.stdout) == (code, True), done.output


def test_a_bad_rule_is_found_before_a_question_is_asked(
    evaluate: Evaluate, cases_file: Path
) -> None:
    done = evaluate(cases_file, "--fail-under", "pased>=1")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no figure 'pased'; there are passed, ")


def test_a_bad_line_is_told_and_all_others_are_asked(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path
) -> None:
    with cases_file.open("a", encoding="utf-8") as file:
        file.write('{"id": "worse"}\n')
    out = tmp_path / "out.json"
    done = evaluate(cases_file, "--json", out)
    assert done.exit_code == 2
    assert f"{cases_file}:4: the key 'question' is missing." in done.stderr
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [case["id"] for case in data["cases"]] == ["fever", "paris", "rest"]
    assert data["faults"] == [f"{cases_file}:4: the key 'question' is missing."]


def test_several_sets_as_sheets_and_lines_make_one_run(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    assert invoke("convert", cases_file, sheet).exit_code == 0
    out, html = tmp_path / "out.json", tmp_path / "out.html"
    done = evaluate(cases_file, sheet, "--json", out, "--html", html, "--workers", 2)
    assert done.exit_code == 0, done.output
    run = load_run(out)
    assert run.set == "small+sheet"
    by_set = {tag: figures[0] for tag, figures in run.summary.tags.items() if "set:" in tag}
    assert {tag: (m.n, m.value) for tag, m in by_set.items()} == {
        "set:sheet": (3, pytest.approx(2 / 3)),
        "set:small": (3, pytest.approx(2 / 3)),
    }
    assert "2 of 6 cases passed" not in html.read_text(encoding="utf-8")
    assert "4 of 6 cases passed" in html.read_text(encoding="utf-8")


def test_results_are_compared_exported_and_ranked(
    evaluate: Evaluate, cases_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    evaluate(cases_file, "--json", out)
    compared = invoke("compare", out, out, "--html", tmp_path / "c.html")
    assert compared.exit_code == 0
    assert compared.stdout.endswith("0 fixed, 0 broken of 3.\n")
    assert (tmp_path / "c.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    run, qrels, ragas = (tmp_path / name for name in ("run", "qrels", "ragas.jsonl"))
    assert invoke("export", out, "--trec", run, "--qrels", qrels, "--ragas", ragas).exit_code == 0
    assert len(ragas.read_text(encoding="utf-8").splitlines()) == 3
    ranked = invoke("rank", qrels, run)
    rows = [line.replace("│", " ").split() for line in ranked.stdout.splitlines()]
    assert ["RR@10", "1.000", "1"] in rows


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "none.json", "none.json"), "'none.json' cannot be read"),
        (("export", "none.json"), "Say what to write: --trec, --qrels or --ragas"),
        (("export", "none.json", "--trec", "x"), "'none.json' cannot be read"),
        (("convert", "none.jsonl", "x.csv"), "none.jsonl: it cannot be read"),
        (("compare", "a.json", "b.json", "--html", "a.json"), "Nothing can be written to 'a.json'"),
        (("export", "a.json", "--trec", "x", "--qrels", "x"), "Nothing can be written to 'x'"),
        (("rank", "none", "none"), "none: it cannot be read"),
    ],
)
def test_a_file_that_is_not_there_is_one_sentence(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert not list(tmp_path.iterdir())
