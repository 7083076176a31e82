from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.reading.signals import load_weights
from eval.bench.answerability import SQUAD_WORK, answered_at, measure, mediqa_rows, squad_figures
from eval.bench.bench import DATA, Bench, MissingData
from eval.bench.generation import Indexed, open_pages
from eval.bench.mediqa_reading import Judged
from eval.bench.squad import SQUAD, Paragraph, Span, SquadQuestion, as_pages, load_squad
from eval.bench.squad_reading import (
    Place,
    SquadCase,
    SquadReading,
    read_squad,
    sampled,
    squad_cases,
)
from eval.metrics.selective import AUROC, COVERAGE_AT_RISK, ECE
from index.hashing import HashingEncoder
from tests.eval.bench.test_mediqa import write_mediqa
from tests.eval.bench.test_squad import write_squad


def read(score: float, answered: bool, answerable: bool, *flags: str) -> SquadReading:
    spans = (Span(0, 1),) if answerable else ()
    case = SquadCase(SquadQuestion("?", spans), Place("d", f"s{score}", 0))
    return SquadReading(case, score, answered, "first" in flags, "quoted" in flags)


def test_the_figures_of_squad_by_hand() -> None:
    figures = {
        one.name: one
        for one in squad_figures(
            [
                read(0.9, True, True, "first", "quoted"),
                read(0.8, True, False),
                read(0.7, True, True, "first"),
                read(0.2, False, True),
                read(0.1, False, False, "first"),
            ]
        )
    }

    value = {name: one.value for name, one in figures.items()}
    assert value[AUROC.name] == pytest.approx(4 / 6)
    assert value["accuracy"] == pytest.approx(3 / 5)
    assert value["answered_of_answerable"] == pytest.approx(2 / 3)
    assert value["answered_of_unanswerable"] == pytest.approx(1 / 2)
    assert value["answered_at_4_false"] == pytest.approx(1 / 3)
    assert value["right_paragraph_first"] == pytest.approx(2 / 3)
    assert value["span_quoted_of_answered"] == pytest.approx(1 / 2)
    assert value[COVERAGE_AT_RISK.name] == pytest.approx(1 / 5)
    assert value[ECE.name] == pytest.approx((0.1 + 0.8 + 0.3 + 0.8 + 0.1) / 5)
    assert figures["span_quoted_of_answered"].n == 2
    assert figures[ECE.name].low is None
    assert figures["accuracy"].low is not None


def test_what_nothing_was_judged_for_is_undefined() -> None:
    figures = {one.name: one for one in squad_figures([read(0.1, False, False)])}

    assert figures["right_paragraph_first"].value is None
    assert figures[AUROC.name].value is None
    assert figures["answered_at_4_false"].value is None
    assert figures["accuracy"].value == 1.0


@pytest.mark.parametrize(
    ("pairs", "false", "share"),
    [
        ([(0.9, 1), (0.5, 0), (0.4, 1)], 0.04, 0.5),
        ([(0.9, 1), (0.5, 0), (0.4, 1)], 1.0, 1.0),
        ([(0.9, 1), (0.5, 0), (0.4, 1), (0.3, 0)], 0.5, 1.0),
        ([(0.5, 1), (0.5, 0)], 0.04, 0.0),  # a threshold answers both or none
    ],
)
def test_answered_at_so_many_false_ones(
    pairs: list[tuple[float, float]], false: float, share: float
) -> None:
    assert answered_at(np.array(pairs), false) == share


def test_the_rows_of_mediqa_take_threshold_and_majority_from_the_other_file() -> None:
    judged = [
        Judged("q1", "a", 0.8, True, True),
        Judged("q1", "b", 0.9, True, False),
        Judged("q2", "c", 0.6, True, True),
        Judged("q2", "d", 0.0, False, False),
        Judged("q3", "e", 0.1, True, False),
    ]
    others = [Judged("x", "y", 0.5, True, True), Judged("x", "z", 0.4, True, True)]

    rows = mediqa_rows("validation", judged, [*others, Judged("x", "w", 0.3, True, False)])

    value = {(row.system, row.measure.name): row.measure.value for row in rows}
    assert value["reader", "accuracy"] == pytest.approx(4 / 5)  # from 0.4 on
    assert value["majority label", "accuracy"] == pytest.approx(2 / 5)  # all are called right
    assert value["reader", "auroc"] == pytest.approx(4 / 6)
    assert value["reader", "MRR"] == pytest.approx((1 / 2 + 1) / 2)
    assert value["reader", "P@1"] == pytest.approx(1 / 2)
    assert value["reader", "candidates_with_a_hit"] == pytest.approx(4 / 5)
    assert {row.data for row in rows} == {"MEDIQA 2019 validation"}


@pytest.fixture(scope="module")
def paragraphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Paragraph, ...]:
    return load_squad(write_squad(tmp_path_factory.mktemp("squad") / SQUAD))


@pytest.fixture(scope="module")
def indexed(paragraphs: tuple[Paragraph, ...], tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    work = tmp_path_factory.mktemp("indexed")
    return open_pages(as_pages(paragraphs), work, HashingEncoder(), lambda _: None)


def test_spans_stand_in_the_library_where_they_are_said_to(
    paragraphs: tuple[Paragraph, ...], indexed: Indexed
) -> None:
    found = []
    for case in squad_cases(paragraphs, indexed):
        text = indexed.search.library.document(case.place.document).text
        start = case.place.start
        found += [text[start + s.start : start + s.end] for s in case.question.spans]

    assert found == ["one day", "an oven", "infection"]


def test_the_reader_finds_paragraph_and_span_and_refuses_what_is_foreign(
    paragraphs: tuple[Paragraph, ...], indexed: Indexed
) -> None:
    read = read_squad(squad_cases(paragraphs, indexed), indexed, load_weights())

    zinc, kings, _, fever = read
    assert zinc.first
    assert fever.first
    assert not kings.answered
    assert not kings.quoted
    assert kings.score < min(zinc.score, fever.score)
    assert all(not one.quoted or one.answered for one in read)


def test_a_sample_is_the_same_each_time_and_in_its_order(
    paragraphs: tuple[Paragraph, ...], indexed: Indexed
) -> None:
    cases = squad_cases(paragraphs, indexed)

    drawn = sampled(cases, 2)

    assert len(drawn) == 2
    assert drawn == sampled(cases, 2)
    assert [case for case in cases if case in drawn] == list(drawn)
    assert sampled(cases, None) == sampled(cases, 99) == cases


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiny data, and a working folder in which the index of one of them is built."""
    folder = tmp_path_factory.mktemp("answerability")
    squad = write_squad(write_mediqa(folder / "data") / SQUAD)
    work = folder / "work" / SQUAD_WORK
    open_pages(as_pages(load_squad(squad)), work, HashingEncoder(), lambda _: None).search.close()
    return folder


@pytest.fixture(scope="module")
def bench(folder: Path) -> Bench:
    return measure(folder / "data", folder / "work", sample=3, encoder="hashing")


def test_both_benchmarks_are_measured_and_the_published_figures_stand_beside(
    bench: Bench,
) -> None:
    rows = {(row.data, row.system, row.measure.name): row for row in bench.rows}

    assert rows["SQuAD 2.0", "reader", "accuracy"].measure.n == 3
    assert ".895" in rows["SQuAD 2.0", "reader", "accuracy"].published
    validation = rows["MEDIQA 2019 validation", "reader", "accuracy"]
    assert validation.measure.n == 4
    assert ".783" in validation.published
    assert rows["MEDIQA 2019 train-live", "reader", "auroc"].measure.n == 2
    assert rows["MEDIQA 2019 train-alexa", "majority label", "accuracy"].measure.n == 2


def test_missing_data_are_said_before_anything_is_built(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no file"):
        measure(tmp_path, tmp_path / "work", encoder="hashing")
    assert not (tmp_path / "work").exists()


def test_the_real_squad_gives_cases_for_every_question(tmp_path: Path) -> None:
    if not (DATA / SQUAD).is_file():
        pytest.skip("The benchmark data are not beside this checkout.")
    some = load_squad(DATA / SQUAD)[:12]
    indexed = open_pages(as_pages(some), tmp_path, HashingEncoder(), lambda _: None)

    for case in squad_cases(some, indexed):
        text = indexed.search.library.document(case.place.document).text
        held = {
            text[case.place.start + s.start : case.place.start + s.end] for s in case.question.spans
        }
        own = next(p for p in some if case.question in p.questions).context
        assert held == {own[s.start : s.end] for s in case.question.spans}
    indexed.search.close()
