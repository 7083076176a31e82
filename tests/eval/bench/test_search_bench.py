from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.bench import Bench, MissingData
from eval.bench.mediqa import load_mediqa
from eval.bench.pages import Page
from eval.bench.rankers import Ranker
from eval.bench.search import OWN, POOL, Task, measure, rank, rank_own
from tests.eval.bench.test_beir import write_beir
from tests.eval.bench.test_mediqa import write_mediqa

PAGES = tuple(Page(name, name, (name,)) for name in ("d1", "d2", "d3"))


def test_a_ranking_is_judged_by_hand() -> None:
    task = Task("Made", PAGES, {"q1": "x", "q2": "y"}, {"q1": {"d1": 1}, "q2": {"d3": 1}})
    ranker = Ranker("made", lambda _: {"q1": {"d2": 2.0, "d1": 1.0}, "q2": {"d3": 1.0}})

    figures = {row.measure.name: row.measure for row in rank(task, [ranker])}

    assert figures["RR@10"].value == pytest.approx((1 / 2 + 1) / 2)
    assert figures["nDCG@10"].value == pytest.approx((0.6309 + 1) / 2, abs=1e-4)
    assert figures["Success@1"].value == 0.5
    assert figures["R@10"].value == 1.0
    assert {one.n for one in figures.values()} == {2}
    assert figures["Success@1"].low == 0.0


def test_within_a_question_what_is_not_found_comes_last(tmp_path: Path) -> None:
    validation = load_mediqa(write_mediqa(tmp_path))[0].questions
    right, wrong = (question.candidates for question in validation)
    # The first question finds its right answer alone, the second its wrong one and a stranger.
    found = {
        validation[0].id: {next(c.page for c in right if c.right): 0.1},
        validation[1].id: {next(c.page for c in wrong if not c.right): 0.1, "none": 0.9},
    }

    rows = rank_own(validation, [Ranker("made", lambda _: found)])

    assert {row.data for row in rows} == {OWN}
    assert {row.measure.name: row.measure.value for row in rows} == {"RR": 0.75, "Success@1": 0.5}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bench, Bench, list[str]]:
    """The bench on tiny data, twice, and what was said the second time."""
    folder = tmp_path_factory.mktemp("search")
    data = write_mediqa(folder / "data")
    write_beir(data / "scifact")
    said: list[str] = []
    first = measure(data, folder / "work", encoder="hashing")
    again = measure(data, folder / "work", said.append, encoder="hashing")
    return first, again, said


def test_every_system_finds_what_shares_its_words(
    ran: tuple[Bench, Bench, list[str]],
) -> None:
    rows = {(row.data, row.system, row.measure.name): row.measure for row in ran[0].rows}

    for system in ("BM25", "MiniLM", "fused", "fused, 20 hits"):
        assert rows["SciFact", system, "Success@1"].value == 1.0
        assert rows["SciFact", system, "Success@1"].n == 2
        assert rows[POOL, system, "Success@10"].n == 4
    assert rows[OWN, "fused", "RR"].value == 1.0
    assert (OWN, "fused, 20 hits", "RR") not in rows


def test_a_second_run_builds_nothing_and_says_the_same(
    ran: tuple[Bench, Bench, list[str]],
) -> None:
    first, again, said = ran

    assert first == again
    assert not [line for line in said if "build" in line or "vectors" in line]


def test_another_benchmark_is_measured_alone(tmp_path: Path) -> None:
    beir = write_beir(tmp_path / "tiny")

    bench = measure(tmp_path / "none", tmp_path / "work", beir=beir, encoder="hashing")

    assert {row.data for row in bench.rows} == {"tiny"}
    assert not [note for note in bench.notes if "MEDIQA" in note]


def test_the_published_figures_stand_beside(ran: tuple[Bench, Bench, list[str]]) -> None:
    beside = {row.published for row in ran[0].rows if row.measure.name == "nDCG@10"}

    assert beside == {"", ".645 all-MiniLM-L6-v2, .679 BM25 (BEIR), .687 BM25 (bm25s)"}


def test_missing_data_are_said_before_anything_is_built(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no folder"):
        measure(tmp_path, tmp_path / "work", encoder="hashing")
    assert not (tmp_path / "work").exists()
