"""A run's figures as tables for a terminal. Knows nothing of how they were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from eval.bench.bench import Bench
from eval.compare import Comparison, Difference
from eval.metrics.measure import Measure, Unit
from eval.summary import Summary

UNDEFINED = "–"
_SHOWN = {
    Unit.SHARE: "{:.1f} %",
    Unit.SCORE: "{:.3f}",
    Unit.SENTENCES: "{:g}",
    Unit.WORDS: "{:g}",
    Unit.GRADE: "{:.1f}",
    Unit.PER_SECOND: "{:.0f} / s",
    Unit.MEBIBYTES: "{:.0f} MiB",
}


def figures_table(summary: Summary) -> Table:
    """Every figure over all cases, with its n."""
    return measures_table(summary.overall, "All cases")


def measures_table(measures: Sequence[Measure], title: str = "Figures") -> Table:
    """Figures, each with its interval and n."""
    table = Table(title=title, title_justify="left")
    table.add_column("figure")
    for heading in ("value", "95 % interval", "n"):
        table.add_column(heading, justify="right")
    for figure in measures:
        name = figure.name.replace("_", " ")
        table.add_row(name, show(figure), show_interval(figure), str(figure.n))
    return table


def tags_table(summary: Summary) -> Table:
    """How many cases there are of each tag, and how many of them passed."""
    table = Table(title="By tag", title_justify="left")
    table.add_column("tag")
    for heading in ("n", "passed", "share"):
        table.add_column(heading, justify="right")
    table.add_row("all", *_passed(summary.passed()), end_section=True)
    for tag, figure in summary.passed_by_tag().items():
        table.add_row(Text(tag), *_passed(figure))
    return table


def show(figure: Measure) -> str:
    """A figure as a person reads it; one over nothing is a dash.

    Example: `show(Measure("passed", 0.5, 4))` gives `"50.0 %"`.
    """
    if figure.value is None:
        return UNDEFINED
    return show_value(figure.value, figure.unit)


def show_value(value: float, unit: Unit) -> str:
    """A value as a person reads it.

    Example: `show_value(0.0123, Unit.SECONDS)` gives `"12.3 ms"`.
    """
    if unit is Unit.SECONDS:
        return f"{1000 * value:.1f} ms" if value < 10 else f"{value:.1f} s"
    return _SHOWN[unit].format(100 * value if unit is Unit.SHARE else value)


def show_change(row: Difference) -> tuple[str, str]:
    """A figure's change and its interval, with signs; a dash and nothing where undefined.

    A share changes by points, hundredths of the whole.

    Example: `("+1.5 points", "-0.5 to +3.5 points")`
    """
    if row.change is None:
        return UNDEFINED, ""
    change = _signed(row.change, row.unit)
    if row.low is None or row.high is None:
        return change, ""
    low, high = _signed(row.low, row.unit), _signed(row.high, row.unit)
    number, _, unit = low.partition(" ")
    return change, f"{number if unit == high.partition(' ')[2] else low} to {high}"


def show_p(row: Difference) -> str:
    """The corrected p-value of a difference; empty where it was not tested."""
    return "" if row.p is None else f"{row.p:.3f}"


def _signed(value: float, unit: Unit) -> str:
    shown = show_value(value, unit).replace("%", "points")
    return shown if shown.startswith("-") else f"+{shown}"


def show_interval(figure: Measure) -> str:
    """The figure's interval of 95 %, empty where there is none.

    Example: `show_interval(Measure("passed", 0.5, 4, low=0.25, high=0.75))` gives
    `"25.0 – 75.0 %"`.
    """
    if figure.low is None or figure.high is None:
        return ""
    low, high = show_value(figure.low, figure.unit), show_value(figure.high, figure.unit)
    number, _, unit = low.partition(" ")
    return f"{number if unit == high.partition(' ')[2] else low} – {high}"


def _passed(figure: Measure) -> tuple[str, str, str]:
    return str(figure.n), str(round((figure.value or 0.0) * figure.n)), show(figure)


def comparison_table(comparison: Comparison) -> Table:
    """Each figure in two runs, and what became of it."""
    table = Table(title="Over the cases in both", title_justify="left")
    table.add_column("figure")
    for heading in ("before", "after", "change", "95 % interval", "p", "sure"):
        table.add_column(heading, justify="right")
    for row in comparison.differences:
        if row.before.n or row.after.n:
            name = row.name.replace("_", " ")
            table.add_row(
                name, show(row.before), show(row.after), *show_change(row), show_p(row), row.sure
            )
    return table


def bench_tables(bench: Bench) -> Iterator[Table]:
    """A table for each data set: figures with interval and n, beside the published ones."""
    for data in dict.fromkeys(row.data for row in bench.rows):
        table = Table(title=data, title_justify="left")
        table.add_column("system", no_wrap=True)
        table.add_column("figure")
        for heading in ("value", "95 % interval", "n"):
            table.add_column(heading, justify="right", no_wrap=True)
        table.add_column("published")
        for row in bench.rows:
            if row.data == data:
                figure = row.measure
                shown = show(figure), show_interval(figure), str(figure.n)
                name = figure.name.replace("_", " ")
                table.add_row(row.system, name, *shown, row.published)
        yield table
