"""A run's figures as tables for a terminal. Knows nothing of how they were found."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from eval.metrics import Measure, Unit
from eval.summary import Summary

UNDEFINED = "–"


def figures_table(summary: Summary) -> Table:
    """Every figure over all cases, with its n."""
    table = Table(title="All cases", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_column("n", justify="right")
    for figure in summary.overall:
        table.add_row(figure.name.replace("_", " "), show(figure), str(figure.n))
    return table


def tags_table(summary: Summary) -> Table:
    """How many cases there are of each tag, and how many of them passed."""
    table = Table(title="By tag", title_justify="left")
    table.add_column("tag")
    for heading in ("n", "passed", "share"):
        table.add_column(heading, justify="right")
    table.add_row("all", *_passed(summary.overall), end_section=True)
    for tag, figures in summary.tags.items():
        table.add_row(Text(tag), *_passed(figures))
    return table


def show(figure: Measure) -> str:
    """A figure as a person reads it; one over nothing is a dash.

    Example: `show(Measure("passed", 0.5, 4))` gives `"50.0 %"`.
    """
    if figure.value is None:
        return UNDEFINED
    match figure.unit:
        case Unit.SHARE:
            return f"{100 * figure.value:.1f} %"
        case Unit.SENTENCES:
            return f"{figure.value:g}"
        case Unit.SECONDS:
            return f"{1000 * figure.value:.1f} ms"


def _passed(figures: Sequence[Measure]) -> tuple[str, str, str]:
    figure = next(figure for figure in figures if figure.name == "passed")
    return str(figure.n), str(round((figure.value or 0.0) * figure.n)), show(figure)
