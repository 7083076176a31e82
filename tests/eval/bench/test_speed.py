from __future__ import annotations

from pathlib import Path

import pytest

from app.pipeline import Answerer
from app.settings import Settings
from eval.bench.speed import Sizes, measure, time_answers, time_builds, time_starts
from eval.metrics.measure import Unit
from eval.run import open_answerer
from index.errors import Unavailable


@pytest.fixture(scope="module")
def opened(answerer: Answerer) -> Answerer:
    """The tiny library's answerer, its index open."""
    open_answerer(answerer)
    return answerer


def test_each_stage_and_the_whole_are_timed(opened: Answerer) -> None:
    questions = ["What does a fever mean?", "", "What is CAR T?", "I can't breathe"]

    rows = time_answers(opened, questions, "made", "hashing")

    figures = {row.measure.name: row.measure for row in rows}
    assert {"answer_p50", "answer_p95", "triage_p50", "find_p95"} <= set(figures)
    assert figures["answer_p50"].n == 3  # a blank question has no answer
    assert all(figure.unit is Unit.SECONDS for figure in figures.values())
    p50, p95 = figures["answer_p50"], figures["answer_p95"]
    assert p50.value is not None
    assert p95.value is not None
    assert p50.low is not None
    assert 0 < p50.low <= p50.value <= p95.value
    triage = figures["triage_p50"].value
    assert triage is not None
    assert triage < p95.value


def test_a_build_is_timed_done_again_and_after_an_edit(tmp_path: Path) -> None:
    rows = time_builds("hashing", tmp_path, 1, lambda _: None)

    figures = {row.measure.name: row.measure for row in rows}
    seconds, passages = figures["build_seconds"].value, figures["build_passages"]
    assert seconds is not None
    assert seconds > 0
    assert passages.n >= 8
    assert passages.value == pytest.approx(passages.n / seconds)
    assert figures["build_entries"].n > passages.n
    assert figures["rebuild_entries"].n == figures["build_entries"].n
    assert figures["edit_entries"].n == figures["build_entries"].n + 1  # one sentence
    assert figures["edit_seconds"].value is not None
    for kind in ("build", "rebuild", "edit"):
        assert figures[f"{kind}_memory"].unit is Unit.MEBIBYTES
        assert (figures[f"{kind}_memory"].value or 0) > 50


def test_the_program_is_started_with_the_given_settings(
    tiny: Settings, opened: Answerer, tmp_path: Path
) -> None:
    assert opened.manifest() is not None
    before = sorted(tiny.data_dir.rglob("*"))

    rows = time_starts(tiny, tmp_path, 1, lambda _: None)

    started, held = (row.measure for row in rows)
    assert started.value is not None
    assert started.value > 0
    assert held.unit is Unit.MEBIBYTES
    assert held.value is not None
    assert held.value > 50
    built = {path for path in tiny.data_dir.rglob("*") if path.name == "manifest.json"}
    assert built <= set(before)  # its index, by the same encoder, was searched and not built anew


def test_a_program_that_fails_has_no_figure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = Settings(documents=tmp_path, data_dir=tmp_path / "file", encoder="hashing")

    with pytest.raises(Unavailable, match="ended with 1"):
        time_starts(broken, tmp_path, 1, lambda _: None)


def test_the_whole_leaves_nothing_behind(tiny: Settings, cases_file: Path, tmp_path: Path) -> None:
    said: list[str] = []

    bench = measure(
        tmp_path / "work", said.append, settings=tiny, asked=cases_file, sizes=Sizes(1, 0)
    )

    assert {row.data for row in bench.rows} == {
        "small",
        "one question",
        "made library (1 documents)",
    }
    assert "cores" in bench.notes[0]
    assert [row.measure.value for row in bench.rows if row.data == "one question"] == [None] * 2
    assert len(said) == 5
    assert list((tmp_path / "work").iterdir()) == []
