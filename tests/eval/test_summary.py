"""The summary and its tables: overall, by tag, and a dash for what is undefined."""

from __future__ import annotations

import pytest
from rich.console import Console

from app.answer import Status
from eval.metrics import METRICS
from eval.metrics.measure import Measure, Unit
from eval.summary import summarise
from eval.tables import figures_table, show, tags_table
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
    ],
)
def test_how_a_figure_is_shown(measure: Measure, shown: str) -> None:
    assert show(measure) == shown


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
