"""`immunoqa index publish`: what breaks the settings' rules does not go live."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.settings import Settings
from eval.gate import results_of_last
from index.generations import Generations
from tests.eval.made import write_library

Run = Callable[..., Result]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    documents = write_library(tmp_path / "library")
    return Settings(documents=documents, data_dir=tmp_path / "data", encoder="hashing")


@pytest.fixture
def generations(settings: Settings) -> Generations:
    return Generations.of(settings.data_dir, settings.documents)


@pytest.fixture
def run(
    settings: Settings, tmp_path: Path, cases_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `immunoqa index …` where publishing wants a share of the three cases to pass."""

    def invoke(command: str, rules: str | None) -> Result:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("IMMUNOQA_ENCODER", "hashing")
        if rules is not None:
            monkeypatch.setenv("IMMUNOQA_PUBLISH_SETS", str(cases_file))
            monkeypatch.setenv("IMMUNOQA_PUBLISH_RULES", rules)
        places = ["--documents", str(settings.documents), "--data-dir", str(settings.data_dir)]
        return CliRunner().invoke(app, ["index", command, *places])

    return invoke


def test_rules_that_are_kept_let_a_generation_go_live(
    run: Run, generations: Generations, settings: Settings
) -> None:
    done = run("publish", "passed>=0.5, false_answer_rate<=0.5")
    assert done.exit_code == 0, done.output
    assert "passed>=0.5 is kept: 66.7 %" in done.output
    assert f"Generation {generations.pointer().live} is live" in done.output
    kept = json.loads(results_of_last(settings).read_text(encoding="utf-8"))
    assert len(kept["cases"]) == 3
    assert kept["settings"]["generation"] == generations.pointer().live


def test_a_broken_rule_leaves_what_was_live(
    run: Run, generations: Generations, settings: Settings
) -> None:
    run("publish", "passed>=0.5")
    before = generations.pointer()
    page = settings.documents / "care.md"
    page.write_text(page.read_text(encoding="utf-8").replace("warning", "harmless"), "utf-8")
    done = run("publish", "passed>=0.5")
    assert done.exit_code == 1
    assert "passed>=0.5 is broken: 33.3 %" in done.output
    assert "is not good enough and waits; what was live stays so." in done.output
    assert generations.pointer() == before
    assert "+" not in run("diff", None).output.split("From")[0]
    assert "~ care#fever/1" in run("diff", None).output
    assert "waiting, 3 passages, fits the library" in run("status", None).output


def test_with_rules_a_build_waits_and_without_it_is_live(
    run: Run, generations: Generations
) -> None:
    assert "waits; `immunoqa index publish` makes it live" in run("build", "passed>=0.5").output
    assert generations.pointer().live is None
    waiting = generations.folder(str(generations.waiting())).stem
    assert run("publish", "passed>=0.5").exit_code == 0
    assert generations.pointer().live == waiting


def test_without_rules_publishing_is_building(run: Run, generations: Generations) -> None:
    done = run("publish", None)
    assert done.exit_code == 0
    assert done.output.strip().endswith(
        f"Generation {generations.pointer().live} is live: 2 files, 3 passages, 10 texts."
    )


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("passes>=0.5", "There is no figure 'passes'"),
        ("passed", "The rule 'passed' cannot be read"),
        ("escalation_recall>=0.5", "is broken: no case was judged on it"),
    ],
)
def test_a_rule_that_cannot_be_tried_publishes_nothing(
    run: Run, generations: Generations, rules: str, said: str
) -> None:
    done = run("publish", rules)
    assert done.exit_code == 1
    assert said in done.output
    assert generations.pointer().live is None


def test_a_line_that_is_no_case_and_a_set_that_is_gone_publish_nothing(
    run: Run, generations: Generations, cases_file: Path
) -> None:
    cases_file.write_text(cases_file.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    done = run("publish", "passed>=0.5")
    assert done.exit_code == 1
    assert "small.jsonl:4:" in done.output
    cases_file.unlink()
    gone = run("publish", "passed>=0.5")
    assert gone.exit_code == 1
    assert "small.jsonl" in gone.output
    assert generations.pointer().live is None
