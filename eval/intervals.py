"""Confidence intervals by the bootstrap over cases, and over pairs of them. Knows no formula.

Cases are drawn again, not the facts or quotes in them: those of one case stand or fall together.
Source: Efron & Tibshirani 1993, percentile intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from eval.judge import CaseResult
from eval.metrics.measure import Measure, Metric, Unit, mean

RESAMPLES = 1000
CONFIDENCE = 0.95
_SEED = 20240607

Rows = Sequence[Sequence[float | Sequence[float]]]
"""The values of each case."""


def with_interval(metric: Metric, results: Sequence[CaseResult]) -> Measure:
    """The metric's figure over results, with its interval.

    Without one below two judged cases, where the metric says so, and where no draw differs.

    Example: `with_interval(PASSED, results).low`
    """
    rows = [metric.of(result) for result in results]
    judged = [row for row in rows if len(row)]
    measure = metric(results)
    if not metric.interval or measure.value is None or len(judged) < 2:
        return measure
    low, high = _interval(metric, judged, measure.value)
    if low == high and metric.unit in (Unit.SHARE, Unit.SCORE):
        return measure  # nothing varies in so few: that says nothing of others
    return replace(measure, low=low, high=high)


def difference_interval(
    metric: Metric, before: Sequence[CaseResult], after: Sequence[CaseResult]
) -> tuple[float, float] | None:
    """The interval of a metric's `after` less its `before`, over paired cases.

    None where a figure is undefined or has no interval, or below two pairs of which either is
    judged.

    Args:
        metric: whose figures are subtracted.
        before: of the first run.
        after: of the second run, the same cases in the same order.
    """
    rows = [(metric.of(b), metric.of(a)) for b, a in zip(before, after, strict=True)]
    judged = [pair for pair in rows if len(pair[0]) or len(pair[1])]
    undefined = metric(before).value is None or metric(after).value is None
    if not metric.interval or undefined or len(judged) < 2:
        return None
    first = _figure(metric, [pair[0] for pair in judged])
    second = _figure(metric, [pair[1] for pair in judged])
    return _resampled(lambda drawn: second(drawn) - first(drawn), len(judged))


def mean_measure(name: str, values: Sequence[float], unit: Unit = Unit.SCORE) -> Measure:
    """The mean of values, one a query or item, with its interval; undefined over none.

    Without an interval below two values, and where all are the same; but a share that is 0 or 1 in
    all of them has Wilson's.

    Example: `mean_measure("RR@10", [0.0, 1.0, 1.0]).n` gives `3`.
    """
    if not values:
        return Measure(name, None, 0, unit)
    array = np.asarray(values, np.float64)
    measure = Measure(name, float(array.mean()), len(array), unit)
    if len(array) < 2:
        return measure
    if unit is Unit.SHARE and measure.value in (0.0, 1.0):
        low, high = _wilson(measure.value, len(array))
    elif len(set(values)) < 2:
        return measure
    else:
        low, high = _resampled(lambda drawn: array[drawn].mean(axis=-1), len(array))
    return replace(measure, low=low, high=high)


def _interval(metric: Metric, rows: Rows, value: float) -> tuple[float, float]:
    """By the bootstrap, but where a share is 0 or 1 in every case it has nothing to vary.

    There the Wilson interval over the cases tells how sure so many of a kind make us.
    """
    if metric.unit is Unit.SHARE and metric.pool is mean and value in (0.0, 1.0):
        return _wilson(value, len(rows))
    return _resampled(_figure(metric, rows), len(rows))


def _wilson(share: float, number: int) -> tuple[float, float]:
    """The interval of a share of so many. Source: Wilson 1927."""
    from scipy.stats import binomtest

    found = binomtest(round(share * number), number).proportion_ci(CONFIDENCE, method="wilson")
    return float(found.low), float(found.high)


def _figure(metric: Metric, rows: Rows) -> Callable[[NDArray[np.intp]], NDArray[np.float64]]:
    """Drawn cases, (m, n) positions → the figure of each draw, (m,); NaN where undefined."""
    if metric.pool is mean:
        sums = np.array([float(np.sum(np.asarray(row))) if len(row) else 0.0 for row in rows])
        counts = np.array([float(len(row)) for row in rows])

        def fast(drawn: NDArray[np.intp]) -> NDArray[np.float64]:
            number = counts[drawn].sum(axis=-1)
            total = sums[drawn].sum(axis=-1)
            figures = np.full(number.shape, np.nan)
            np.divide(total, number, out=figures, where=number > 0)
            return figures

        return fast
    arrays = [np.asarray(row, np.float64) for row in rows]

    def slow(drawn: NDArray[np.intp]) -> NDArray[np.float64]:
        kept = [[arrays[n] for n in draw if len(arrays[n])] for draw in drawn]
        return np.array([metric.pool(np.concatenate(k)) if k else np.nan for k in kept])

    return slow


def _resampled(
    figure: Callable[[NDArray[np.intp]], NDArray[np.float64]], number: int
) -> tuple[float, float]:
    drawn = np.random.default_rng(_SEED).integers(number, size=(RESAMPLES, number))
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.nanpercentile(figure(drawn), (tail, 100 - tail))
    return float(low), float(high)
