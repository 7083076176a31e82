"""Figures over rows that come in groups, with an interval by the bootstrap over the groups.

Rows of one group (claims on one question) stand or fall together, so whole groups are drawn.
Knows nothing of what the rows are. Source: Efron & Tibshirani 1993, percentile intervals.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.intervals import CONFIDENCE, RESAMPLES
from eval.metrics.measure import Measure, Pool, Unit, Values

_SEED = 20240607


def grouped_measure(
    name: str, rows: Values, groups: Sequence[str], pool: Pool, unit: Unit = Unit.SHARE
) -> Measure:
    """A figure over n rows with its interval; without one below two groups.

    Args:
        name: of the figure.
        rows: (n,) or (n, k), a row for each thing that was judged.
        groups: n names; rows of one name are drawn together.
        pool: rows → the figure, NaN where they leave it undefined.
        unit: of the figure.

    Example: `grouped_measure("mean", np.array([0.0, 1.0]), ["a", "b"], mean).low` gives `0.0`.
    """
    figure = pool(rows) if len(rows) else np.nan
    if np.isnan(figure):
        return Measure(name, None, len(rows), unit)
    members = _members(groups)
    if len(members) < 2:
        return Measure(name, float(figure), len(rows), unit)
    random = np.random.default_rng(_SEED)
    drawn = random.integers(len(members), size=(RESAMPLES, len(members)))
    figures = [pool(rows[np.concatenate([members[n] for n in draw])]) for draw in drawn]
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.nanpercentile(figures, (tail, 100 - tail))
    return Measure(name, float(figure), len(rows), unit, float(low), float(high))


def _members(groups: Sequence[str]) -> list[NDArray[np.intp]]:
    """The positions of each group's rows."""
    order = np.unique(np.asarray(groups), return_inverse=True)[1]
    return [np.flatnonzero(order == number) for number in range(int(order.max()) + 1)]
