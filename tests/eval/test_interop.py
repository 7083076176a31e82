"""A run in other tools' forms, read back by what reads them."""

from __future__ import annotations

import json
from pathlib import Path

from app.answer import Status
from eval.interop import ragas_lines, trec_qrels, trec_run
from eval.judge import CaseResult
from eval.ranking import load_qrels, load_run, rank_scores
from eval.results import Run
from eval.summary import summarise
from tests.eval.made import result

PASSAGES = {"care#fever/1": "Fever can be a warning.", "care#rest/1": "Rest helps."}
FOUND = ("care#rest/1", "care#fever/1")


def run_of(*results: CaseResult) -> Run:
    return Run("small", "2026", "abc", {}, summarise(results), results, {}, PASSAGES)


def test_trec_files_fit_each_other_and_give_the_rank(tmp_path: Path) -> None:
    run = run_of(
        result(id="a b", found=FOUND, cite=("care#fever",)),
        result(id="triaged", cite=("care#fever",)),
        result(id="lost", found=FOUND, cite=("care#elsewhere", "care")),
    )
    (tmp_path / "run").write_text(trec_run(run), encoding="utf-8")
    (tmp_path / "qrels").write_text(trec_qrels(run), encoding="utf-8")
    ranked, judged = load_run(tmp_path / "run"), load_qrels(tmp_path / "qrels")
    assert set(ranked) == {"a%20b", "lost"}
    assert rank_scores(judged, ranked, "RR@10") == {"a%20b": 0.5, "lost": 0.0}


def test_the_columns_of_ragas() -> None:
    run = run_of(
        result(
            question="And rest?",
            history=("What is fever?",),
            must_say=(("rest helps", "resting"), ("walk",)),
            text="Rest\nRest helps. [1]",
            found=FOUND,
        ),
        result(Status.NOT_COVERED),
        result(Status.URGENT),
    )
    rows = [json.loads(line) for line in ragas_lines(run).splitlines()]
    assert rows[0] == {
        "user_input": "What is fever?\nAnd rest?",
        "retrieved_contexts": ["Rest helps.", "Fever can be a warning."],
        "response": "Rest\nRest helps. [1]",
        "reference": "rest helps; walk",
    }
    assert [row["reference"] for row in rows[1:]] == [
        "The library does not cover this question.",
        "",
    ]
