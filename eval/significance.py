"""Paired tests of two runs: is a difference more than chance? Knows no files.

Source: Smucker et al. 2007, who compare tests for evaluating retrieval and advise randomisation.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.judge import CaseResult
from eval.metrics.measure import Metric, mean

DRAWS = 1000
LEVEL = 0.05
_SEED = 20240607

_Values = Sequence[float | Sequence[float]]
_NO: list[float | Sequence[float]] = [0.0]
_YES: list[float | Sequence[float]] = [1.0]


def mcnemar(fixed: int, broken: int) -> float | None:
    """The exact two-sided McNemar test on the cases that flipped; None where none did.

    Source: McNemar 1947; the exact form is the binomial test of `fixed` of all flips against one
    half.

    Example: `mcnemar(5, 0)` gives `0.0625`.
    """
    from scipy.stats import binomtest

    return float(binomtest(fixed, fixed + broken).pvalue) if fixed + broken else None


def randomisation(
    metric: Metric, before: Sequence[CaseResult], after: Sequence[CaseResult]
) -> float | None:
    """The two-sided p-value of a metric's difference over paired cases; None where undefined.

    For a share with one 0 or 1 a case it is the exact McNemar test. For all others the runs of each
    pair change sides by chance, a thousand times: p is how often the difference is then as great.
    Source: Noreen 1989, approximate randomisation.

    Args:
        metric: whose figures are subtracted.
        before: of the first run.
        after: of the second run, the same cases in the same order.
    """
    rows = [(metric.of(b), metric.of(a)) for b, a in zip(before, after, strict=True)]
    figures = (metric(before).value, metric(after).value)
    if figures[0] is None or figures[1] is None:
        return None
    differ = [(list(b), list(a)) for b, a in rows if list(b) != list(a)]
    if not differ:
        return 1.0
    if metric.pool is mean and all(pair in ((_NO, _YES), (_YES, _NO)) for pair in differ):
        return mcnemar(differ.count((_NO, _YES)), differ.count((_YES, _NO)))
    return _drawn(metric, rows, abs(figures[1] - figures[0]))


def holm(values: Sequence[float | None]) -> list[float | None]:
    """P-values corrected for how many were tested at once; None stays None.

    Source: Holm 1979.

    Example: `holm([0.01, 0.04, None])` gives `[0.02, 0.04, None]`.
    """
    order = sorted((value, n) for n, value in enumerate(values) if value is not None)
    corrected: list[float | None] = [None] * len(values)
    greatest = 0.0
    for place, (value, number) in enumerate(order):
        greatest = max(greatest, min(1.0, value * (len(order) - place)))
        corrected[number] = greatest
    return corrected


def _drawn(metric: Metric, rows: Sequence[tuple[_Values, _Values]], seen: float) -> float:
    chance = np.random.default_rng(_SEED)
    as_great = 0
    for swapped in chance.integers(2, size=(DRAWS, len(rows))):
        sides = [
            metric.pooled([v for pair, s in zip(rows, swapped, strict=True) for v in pair[s ^ k]])
            for k in (0, 1)
        ]
        if sides[0] is None or sides[1] is None:
            continue  # this draw leaves a figure undefined, and says nothing
        as_great += abs(sides[1] - sides[0]) >= seen - 1e-12
    return (1 + as_great) / (1 + DRAWS)
