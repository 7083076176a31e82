"""The summary and its tables: overall, by tag, and a dash for what is undefined."""

from __future__ import annotations

import pytest
from rich.console import Console

from app.answer import Status
from eval.compare import Difference
from eval.metrics import METRICS
from eval.metrics.measure import Better, Measure, Unit
from eval.summary import summarise
from eval.tables import figures_table, show, show_change, show_interval, tags_table
from tests.eval.made import result

RESULTS = [
    result(tags=("lay", "[red]b")),
    result(tags=("lay",), reasons=("wrong",)),
    result(Status.NOT_COVERED),
]


def test_every_metric_is_given_overall_and_for_each_tag() -> None:
    summary = summarise(RESULTS)
    assert list(summary.tags) == ["[red]b", "lay"]
    assert {len(figures) for figures in (summary.overall, *summary.tags.values())} == {len(METRICS)}
    assert [(f[0].value, f[0].n) for f in summary.tags.values()] == [(1.0, 1), (0.5, 2)]
    assert summary.overall[0].n == 3


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (Measure("x", None, 0), "–"),
        (Measure("x", 0.0, 4), "0.0 %"),
        (Measure("x", 0.5, 4), "50.0 %"),
        (Measure("x", 1.5, 4, Unit.SENTENCES), "1.5"),
        (Measure("x", 0.0123, 4, Unit.SECONDS), "12.3 ms"),
        (Measure("x", 12.34, 4, Unit.SECONDS), "12.3 s"),
        (Measure("x", 0.6789, 4, Unit.SCORE), "0.679"),
        (Measure("x", 1234.5, 4, Unit.MEBIBYTES), "1234 MiB"),
    ],
)
def test_how_a_figure_is_shown(measure: Measure, shown: str) -> None:
    assert show(measure) == shown


def test_the_confusion_matrix_has_a_row_for_each_list_of_right_outcomes() -> None:
    yes, no = Status.ANSWERED, Status.NOT_COVERED
    results = [result(yes), result(no, yes), result(no, no, yes), result(yes)]
    first, second = summarise(results).confusion
    assert (first.expected, first.counts) == ((yes,), {yes: 2, no: 1})
    assert (second.expected, second.counts) == ((yes, no), {no: 1})


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (Measure("x", 0.5, 4), ""),
        (Measure("x", 0.5, 4, low=0.25, high=0.75), "25.0 – 75.0 %"),
        (Measure("x", 9.9, 4, Unit.SECONDS, 9.5, 10.5), "9500.0 ms – 10.5 s"),
        (Measure("x", 0.5, 4, Unit.SCORE, 0.25, 0.75), "0.250 – 0.750"),
    ],
)
def test_how_an_interval_is_shown(measure: Measure, shown: str) -> None:
    assert show_interval(measure) == shown


@pytest.mark.parametrize(
    ("unit", "change", "shown"),
    [
        (Unit.SHARE, (-0.05, -0.1, 0.015), ("-5.0 points", "-10.0 to +1.5 points")),
        (Unit.SECONDS, (0.0, -1.0, 11.0), ("+0.0 ms", "-1000.0 ms to +11.0 s")),
        (Unit.SCORE, (0.125, None, None), ("+0.125", "")),
    ],
)
def test_how_a_change_is_shown(
    unit: Unit, change: tuple[float, float | None, float | None], shown: tuple[str, str]
) -> None:
    by, low, high = change
    before, after = Measure("x", 0.5, 4, unit), Measure("x", 0.5 + by, 4, unit)
    row = Difference("x", unit, Better.HIGHER, before, after, low, high, p=None)
    assert show_change(row) == shown


def test_tables_show_tags_as_they_are_written() -> None:
    console = Console(width=80, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(tags_table(summarise(RESULTS)))
        console.print(figures_table(summarise(RESULTS)))
    rows = [line.replace("│", " ").split() for line in captured.get().splitlines()]
    assert ["all", "3", "2", "66.7", "%"] in rows
    assert ["[red]b", "1", "1", "100.0", "%"] in rows
    assert ["lay", "2", "1", "50.0", "%"] in rows
    assert ["forbidden", "said", "–", "0"] in rows
