"""A whole run: side by side or alone, killed and taken up again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.answer import Answer, Status
from app.pipeline import Answerer
from app.settings import Settings
from eval import evaluation
from eval.evaluation import Plan, evaluate
from eval.output_files import BadOutput
from eval.results import Run
from eval.rules import check, read_rules
from eval.set_files import load_set, write_set
from tests.eval.made import case

CASES = 250


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """So many cases of the tiny library, of three kinds."""
    kinds = [
        {"question": "What does a fever mean?", "cite": ["care#fever"]},
        {"question": "Who was king of France?", "expect": ["not_covered"]},
        {"question": "And rest?", "history": ["What does a fever mean?"]},
    ]
    path = tmp_path / "many.jsonl"
    write_set((case(id=f"c{n}", **kinds[n % 3]) for n in range(CASES)), path)
    loaded = load_set(path)
    return Plan(loaded, loaded.cases)


class Counting:
    """The real answerer, which notes what it was asked."""

    def __init__(self, settings: Settings, generation: str | None) -> None:
        self._real = build(settings, generation=generation)
        self.asked: list[str] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append(question)
        return self._real.ask(question, history)

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


build = evaluation.build_answerer


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Counting]:
    made: list[Counting] = []

    def counting(settings: Settings, *, generation: str | None) -> Counting:
        made.append(Counting(settings, generation))
        return made[-1]

    monkeypatch.setattr(evaluation, "build_answerer", counting)
    return made


def without_times(run: Run) -> list[tuple[object, ...]]:
    return [(r.case, r.status, r.text, r.quotes, r.reasons, r.score) for r in run.results]


def test_side_by_side_every_case_is_asked_once_and_nothing_else_differs(
    tiny: Settings, plan: Plan, counted: list[Counting]
) -> None:
    alone = evaluate(tiny, plan)
    both = evaluate(tiny, Plan(plan.asked, plan.cases, workers=2))
    assert without_times(both) == without_times(alone)
    # One question more opens the index, and each case of the third kind has an earlier turn.
    turns = CASES + sum(len(case.history) for case in plan.cases)
    assert [len(answerer.asked) for answerer in counted] == [1 + turns] * 2
    assert (alone.settings["workers"], both.settings["workers"]) == (1, 2)


def test_a_run_tells_what_it_quotes_and_finds(tiny: Settings, plan: Plan) -> None:
    run = evaluate(tiny, Plan(plan.asked, plan.cases[:2]))
    (name,) = run.sections
    excerpt, quote = run.sections[name], run.results[0].quotes[0]
    assert name == "care#fever"
    assert excerpt.text[quote.start - excerpt.start : quote.end - excerpt.start] == quote.quote
    assert set(run.passages) == {p for result in run.results for p in result.found}


def shifted(answer: Answer) -> Answer:
    """Every quote one character late."""
    quotes = [replace(q, start=q.start + 1, end=q.end + 1) for q in answer.quotes]
    return replace(answer, quotes=tuple(quotes))


def cited_elsewhere(answer: Answer) -> Answer:
    """Every quote and citation said to be of another section."""
    return replace(
        answer,
        quotes=tuple(replace(q, section="rest") for q in answer.quotes),
        citations=tuple(replace(c, section="rest") for c in answer.citations),
    )


def never_refused(answer: Answer) -> Answer:
    return replace(answer, status=Status.ANSWERED)


@pytest.mark.parametrize(
    ("broken", "metric"),
    [
        (shifted, "quote_fidelity"),
        (cited_elsewhere, "citation_recall"),
        (cited_elsewhere, "citation_precision"),
        (cited_elsewhere, "citation_hit_rate"),
        (never_refused, "false_answer_rate"),
    ],
)
def test_a_broken_pipeline_breaks_the_rule_of_a_gate(
    tiny: Settings,
    plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[Answer], Answer],
    metric: str,
) -> None:
    """The whole pipeline, changed on its way out: the figure moves, and the gate closes."""
    few = Plan(plan.asked, plan.cases[:2])
    (rule,) = read_rules([f"{metric}<=0" if "false" in metric else f"{metric}>=1"])
    (verdict,) = check([rule], evaluate(tiny, few).summary.overall)
    assert verdict.kept, verdict.said

    class Broken(Counting):
        def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
            return broken(super().ask(question, history))

    monkeypatch.setattr(evaluation, "build_answerer", Broken)
    run = evaluate(tiny, few)
    (verdict,) = check([rule], run.summary.overall)
    assert not verdict.kept
    assert run.summary.passed().value != 1.0


def test_a_run_killed_half_way_asks_nothing_twice(
    tiny: Settings, plan: Plan, tmp_path: Path, counted: list[Counting]
) -> None:
    evaluate(tiny, Plan(plan.asked, plan.cases[:1]))  # the index is there
    command = [sys.executable, "-m", "app", "eval", "run", tmp_path / "many.jsonl"]
    places = ["--documents", tiny.documents, "--data-dir", tiny.data_dir]
    environment = os.environ | {"IMMUNOQA_ENCODER": "hashing"}
    process = subprocess.Popen(
        [*map(str, [*command, *places])], env=environment, stderr=subprocess.DEVNULL
    )
    folder = tiny.data_dir / "eval" / "unfinished"
    done = 0
    for _ in range(3000):
        done = sum(len(path.read_bytes().splitlines()) for path in folder.glob("*.jsonl"))
        if done >= 40 or process.poll() is not None:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was done before it was killed"
    kept = _whole_lines(folder)
    assert 40 <= len(kept) < CASES
    counted.clear()
    run = evaluate(tiny, plan)
    (answerer,) = counted
    remaining = [case for case in plan.cases if case.id not in kept]
    turns = sum(1 + len(case.history) for case in remaining)
    assert len(answerer.asked) == 1 + turns
    assert [result.id for result in run.results] == [case.id for case in plan.cases]
    assert not list(folder.glob("*.jsonl"))


def _whole_lines(folder: Path) -> set[str]:
    kept = set()
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                kept.add(json.loads(line)["id"])
            except ValueError:
                continue
    return kept


def test_a_run_whose_results_could_not_be_written_asks_nothing_again(
    tiny: Settings, plan: Plan, counted: list[Counting]
) -> None:
    def full(run: Run) -> None:
        raise BadOutput("The disk is full.")

    few = Plan(plan.asked, plan.cases[:10])
    with pytest.raises(BadOutput):
        evaluate(tiny, few, keep=full)
    told: list[tuple[int, int]] = []
    evaluate(tiny, few, lambda done, of: told.append((done, of)))
    assert told == [(10, 10)]
    assert len(counted[-1].asked) == 1


def test_an_answerer_is_what_is_evaluated(tiny: Settings) -> None:
    assert isinstance(build(tiny), Answerer)
