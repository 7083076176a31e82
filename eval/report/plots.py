"""Figures as pictures: SVG by matplotlib, which takes its letters from the page around it.

Each is named, for those who cannot see it; its figures stand in the page as text or tables too, but
for the shape of the two curves and of the times. Knows nothing of pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from app.answer import Status
from eval.judge import CaseResult
from eval.metrics.measure import Measure, Unit
from eval.metrics.selective import RISK, calibration, risk_coverage, scored
from eval.summary import Summary

_TEAL, _PALE, _INK, _SOFT, _RED = "#0b5c63", "#cfe3e4", "#1d2b2f", "#8a979b", "#a3271f"
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "immunoqa",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": _INK,
    "text.color": _INK,
    "axes.labelcolor": _INK,
}
_WIDE = 7.2
_TAGS = 40


def headline(summary: Summary) -> str | None:
    """Every share over all cases with its interval; None where there is none."""
    shares = [m for m in summary.overall if m.unit is Unit.SHARE and m.value is not None]
    if not shares:
        return None
    with _figure("Shares over all cases", _WIDE, 0.7 + 0.28 * len(shares)) as (axes, done):
        _bars(axes, [m.name.replace("_", " ") for m in shares], shares, dots=True)
        return done()


def by_tag(summary: Summary) -> str | None:
    """The share of cases passed of each tag, the lowest first, forty at the most."""
    passed = list(summary.passed_by_tag().items())
    if not passed:
        return None
    worst = sorted(passed, key=lambda row: (row[1].value or 0.0, row[0]))[:_TAGS]
    with _figure("Share passed by tag", _WIDE, 0.7 + 0.28 * len(worst)) as (axes, done):
        labels = [f"{_short(tag)} ({measure.n})" for tag, measure in worst]
        _bars(axes, labels, [measure for _, measure in worst], dots=False)
        return done()


def confusion(summary: Summary) -> str:
    """How often each outcome came where others were expected."""
    rows = summary.confusion
    columns = [status for status in Status if any(row.counts.get(status) for row in rows)]
    counts = np.array([[row.counts.get(status, 0) for status in columns] for row in rows])
    shares = counts / counts.sum(axis=1, keepdims=True)
    labels = [" or\n".join(map(_plain, row.expected)) for row in rows]
    lines = sum(max(2, len(row.expected)) for row in rows)
    with _figure("Outcomes", _WIDE, 1.3 + 0.24 * lines) as (axes, done):
        places = np.arange(len(columns) + 1) - 0.5, np.arange(len(rows) + 1) - 0.5
        axes.pcolormesh(*places, shares, cmap=_pale_to_teal(), vmin=0, vmax=1, edgecolors="w")
        axes.invert_yaxis()
        axes.set_xticks(range(len(columns)), [_plain(one).replace(" ", "\n") for one in columns])
        axes.set_yticks(range(len(rows)), labels)
        axes.set_xlabel("outcome")
        axes.set_ylabel("expected")
        axes.xaxis.set_ticks_position("top")
        axes.xaxis.set_label_position("top")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        for (row, column), count in np.ndenumerate(counts):
            right = columns[column] in rows[row].expected
            colour = "white" if shares[row, column] > 0.55 else (_INK if right else _RED)
            colour = colour if count else _SOFT
            weight = "normal" if right or not count else "bold"
            axes.text(
                column, row, str(count), ha="center", va="center", color=colour, weight=weight
            )
        return done()


def selective(results: Sequence[CaseResult]) -> str | None:
    """The risk-coverage curve, and how well scores fit the share covered; None below two pairs."""
    pairs = np.array([pair for result in results for pair in scored(result)])
    if len(pairs) < 2:
        return None
    coverage, risk, _ = risk_coverage(pairs)
    with _figure("Risk and calibration", _WIDE, 3.0, columns=2) as ((curve, fit), done):
        curve.plot(coverage, risk, color=_TEAL)
        curve.axhline(RISK, color=_RED, linewidth=1, linestyle=":")
        curve.text(0.01, RISK + 0.01, "5 % risk", color=_RED)
        curve.set(xlabel="share of questions answered", ylabel="not covered, of those answered")
        curve.set(xlim=(0, 1), ylim=(0, max(0.12, float(risk.max()) * 1.08)))
        fit.plot([0, 1], [0, 1], color=_INK, linewidth=1, linestyle=":")
        bins = calibration(pairs)
        sizes = [12 + 240 * number / len(pairs) for _, _, number in bins]
        fit.scatter([b[0] for b in bins], [b[1] for b in bins], s=sizes, color=_TEAL)
        fit.set(xlabel="score of the reader", ylabel="share covered", xlim=(0, 1), ylim=(0, 1.04))
        return done()


def latency(results: Sequence[CaseResult]) -> str | None:
    """How many cases were answered in which time; None where none was timed."""
    taken = sorted(1000 * r.seconds for r in results if r.seconds is not None)
    if not taken:
        return None
    with _figure("Time to an answer", _WIDE, 2.6) as (axes, done):
        axes.hist(taken, bins=min(40, max(5, len(taken) // 5)), color=_TEAL)
        for percent in (50, 95):
            place = float(np.percentile(taken, percent))
            axes.axvline(place, color=_INK, linewidth=1, linestyle=":")
            axes.text(
                place, axes.get_ylim()[1], f"p{percent}", ha="center", va="bottom", color=_INK
            )
        axes.set(xlabel="milliseconds to an answer", ylabel="cases")
        return done()


def _bars(axes: Any, labels: Sequence[str], measures: Sequence[Measure], *, dots: bool) -> None:
    places = np.arange(len(labels))
    values = [measure.value or 0.0 for measure in measures]
    if dots:
        axes.scatter(values, places, color=_TEAL, zorder=3)
    else:
        axes.barh(places, values, color=_PALE, height=0.7)
    for place, measure in zip(places, measures, strict=True):
        if measure.low is not None and measure.high is not None:
            axes.plot([measure.low, measure.high], [place, place], color=_TEAL, linewidth=2)
    axes.set_yticks(places, labels)
    axes.set_ylim(len(labels) - 0.3, -0.7)
    axes.set_xlim(0, 1.01)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.grid(axis="x", color="#d8dedf", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)


def _named(svg: str, name: str) -> str:
    """The SVG element alone, as one image of that name, its ids apart from other pictures'."""
    prefix = name.lower().replace(" ", "-")
    element = svg[svg.index("<svg") :]
    element = re.sub(r'(\bid="|"#|url\(#)', rf"\g<1>{prefix}-", element)
    return element.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)


@contextmanager
def _figure(
    name: str, width: float, height: float, columns: int = 1
) -> Iterator[tuple[Any, Callable[[], str]]]:
    """Axes to draw on, and what makes the SVG element of them; nothing global is changed."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots(1, columns)

        def done() -> str:
            file = io.StringIO()
            figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
            return _named(file.getvalue(), name)

        yield axes, done


def _pale_to_teal() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("teal", ["#ffffff", _TEAL])


def _plain(status: Status) -> str:
    return status.value.replace("_", " ")


def _short(tag: str) -> str:
    # A dollar sign would begin a formula.
    return (tag if len(tag) <= 32 else f"{tag[:31]}…").replace("$", r"\$")
