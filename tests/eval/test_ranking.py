"""Rank metrics against values worked out by hand and against ir-measures; files of both kinds."""

from __future__ import annotations

import math
from pathlib import Path

import ir_measures
import numpy as np
import pytest

from eval.ranking import RANK_METRICS, BadRanking, load_qrels, load_run, rank_scores

# Of two relevant documents, of grades 2 and 1, the lesser is found first and the greater third.
QRELS = {"q": {"good": 2, "fair": 1, "bad": 0}}
RUN = {"q": {"fair": 3.0, "bad": 2.0, "good": 1.0}}
# Gains are linear: DCG = 1/log2(2) + 2/log2(4); the best order has 2/log2(2) + 1/log2(3).
NDCG = (1 / 1 + 2 / 2) / (2 / 1 + 1 / math.log2(3))


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("nDCG@10", NDCG),
        ("RR@10", 1.0),
        ("R@10", 1.0),
        ("R@1", 0.5),
        ("Success@1", 1.0),
    ],
)
def test_a_ranking_worked_out_by_hand(metric: str, value: float) -> None:
    assert rank_scores(QRELS, RUN, metric) == {"q": pytest.approx(value)}


def test_the_first_relevant_document_at_rank_three() -> None:
    run = {"q": {"bad": 3.0, "unjudged": 2.0, "good": 1.0}}
    assert rank_scores(QRELS, run, "RR@10") == {"q": pytest.approx(1 / 3)}
    assert rank_scores(QRELS, run, "Success@1") == {"q": 0.0}
    assert rank_scores(QRELS, run, "RR@2") == {"q": 0.0}


@pytest.mark.parametrize("metric", RANK_METRICS)
def test_against_ir_measures_on_a_random_run(metric: str) -> None:
    rng = np.random.default_rng(7)
    names = [f"d{n}" for n in range(40)]
    qrels = {f"q{n}": {d: int(rng.choice((0, 0, 1, 2))) for d in names[:20]} for n in range(12)}
    run = {q: {str(d): rng.random() for d in rng.choice(names, 25, replace=False)} for q in qrels}
    scores = rank_scores(qrels, run, metric)
    parsed = ir_measures.parse_measure(metric)
    aggregate = ir_measures.calc_aggregate([parsed], qrels, run)[parsed]
    assert sum(scores.values()) / len(scores) == pytest.approx(aggregate)


def test_ties_are_parted_in_one_way_by_every_metric() -> None:
    """Of equal scores the id that comes last is first, as in trec_eval."""
    run = {"q": {"a": 1.0, "b": 1.0}}
    assert [rank_scores({"q": {"a": 1}}, run, m)["q"] for m in ("RR@10", "Success@1")] == [0.5, 0]
    assert [rank_scores({"q": {"b": 1}}, run, m)["q"] for m in ("RR@10", "Success@1")] == [1, 1]
    close = {"q": {"a": 1 + 1e-9, "b": 1.0}}
    assert {rank_scores({"q": {"a": 1}}, close, m)["q"] for m in RANK_METRICS} == {1.0}


def test_a_query_without_a_relevant_document_is_unjudged_and_one_without_results_is_zero() -> None:
    qrels = {"none": {"d": 0}, "lost": {"d": 1}, "found": {"d": 1}}
    run = {"none": {"d": 1.0}, "found": {"d": 1.0}, "never judged": {"d": 1.0}}
    assert rank_scores(qrels, run, "nDCG@10") == {"lost": 0.0, "found": 1.0}
    assert rank_scores({}, run, "nDCG@10") == {}


@pytest.mark.parametrize(
    "text",
    [
        "query-id\tcorpus-id\tscore\nq 1\tgood\t2.0\nq 1\tbad\t0\n",
        "q 1\tgood\t2\nq 1\tbad\t0\n",
        "q 1\t0\tgood\t2\n\nq 1\t0\tbad\t0\n",
    ],
)
def test_qrels_of_beir_and_of_trec(tmp_path: Path, text: str) -> None:
    path = tmp_path / "qrels"
    path.write_text(text, encoding="utf-8")
    assert load_qrels(path) == {"q 1": {"good": 2, "bad": 0}}


def test_qrels_and_runs_of_trec_are_parted_by_blanks(tmp_path: Path) -> None:
    (tmp_path / "qrels").write_text("q1 0 d1 1\n", encoding="utf-8")
    (tmp_path / "run").write_text("q1 Q0 d1 1 0.5 me\nq1 Q0 d2 2 0.25 me\n", encoding="utf-8")
    assert load_qrels(tmp_path / "qrels") == {"q1": {"d1": 1}}
    assert load_run(tmp_path / "run") == {"q1": {"d1": 0.5, "d2": 0.25}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, " it cannot be read (No such file or directory)."),
        (b"q1 0 d1 1\nq1 d1\n", "2: it is no line of TREC's or BEIR's qrels."),
        (b"q1 0 d1 high\n", "1: 'high' is no whole number."),
        (b"q1 0 d1 0.5\n", "1: '0.5' is no whole number."),
        (b"\n", " there is nothing in it."),
        (b"\xff", " it is not UTF-8 text."),
    ],
)
def test_bad_qrels_are_named(tmp_path: Path, text: bytes | None, said: str) -> None:
    path = tmp_path / "qrels"
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(BadRanking) as raised:
        load_qrels(path)
    assert str(raised.value) == f"{path}:{said}"


def test_a_bad_run_is_named(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("q1 0 d1 1\n", encoding="utf-8")
    with pytest.raises(BadRanking, match="run:1: it is no line of a TREC run"):
        load_run(tmp_path / "run")
    (tmp_path / "run").write_text("q1 Q0 d1 1 nan me\n", encoding="utf-8")
    with pytest.raises(BadRanking, match="run:1: 'nan' is no number"):
        load_run(tmp_path / "run")
