"""What a metric is: a declaration of which values a case gives, and how they become one figure.

Knows nothing of any one metric. A figure over nothing is None, never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from eval.judge import CaseResult

Values = NDArray[np.float64]
"""(n,) or (n, 2): a row for each thing that was judged."""

Pool = Callable[[Values], float]
"""At least one value → a figure; NaN where these values leave it undefined."""


class Unit(StrEnum):
    """What a figure counts in; a share and a score are in [0, 1]."""

    SHARE = "share"
    SCORE = "score"
    SENTENCES = "sentences"
    WORDS = "words"
    GRADE = "grade"
    SECONDS = "seconds"
    PER_SECOND = "per second"
    MEBIBYTES = "mebibytes"


class Better(StrEnum):
    """Which way a figure should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, and over how many things it was taken; `value` is None where that is undefined.

    `low` and `high` bound it with 95 % confidence, both None where no interval was taken.
    """

    name: str
    value: float | None
    n: int
    unit: Unit = Unit.SHARE
    low: float | None = None
    high: float | None = None


def mean(values: Values) -> float:
    """The mean of values."""
    return float(np.mean(values))


def percentile(percent: float) -> Pool:
    """The percentile, linear between the nearest ranks. Source: Hyndman & Fan 1996, type 7."""

    def pool(values: Values) -> float:
        return float(np.percentile(values, percent))

    return pool


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric.

    Attributes:
        name: as it stands in results and in the rules of `--fail-under`.
        formula: in words.
        counts: what n counts.
        of: the values that one case gives; none where the case says nothing on the metric.
        pool: from the values of all cases to the figure.
        source: of the formula, where it is not plain counting.
        interval: whether it has one by the bootstrap; not where drawing cases again shifts the
            figure itself, as it does a calibration error or a maximum.

    Example: `Metric("passed", "cases with nothing wrong / all", "cases", of)(results).value`
    """

    name: str
    formula: str
    counts: str
    of: Callable[[CaseResult], Sequence[float | Sequence[float]]]
    pool: Pool = mean
    unit: Unit = Unit.SHARE
    better: Better = Better.HIGHER
    source: str = ""
    interval: bool = True

    def __call__(self, results: Sequence[CaseResult]) -> Measure:
        """The figure over any selection of cases."""
        values = [value for result in results for value in self.of(result)]
        return Measure(self.name, self.pooled(values), len(values), self.unit)

    def pooled(self, values: Sequence[float | Sequence[float]]) -> float | None:
        """The figure of values; None where it is undefined."""
        figure = self.pool(np.asarray(values, dtype=np.float64)) if len(values) else np.nan
        return None if np.isnan(figure) else float(figure)
