"""Selective answering: how well the reader's probability tells what the library answers.

Each value is a pair (score in [0, 1], 1 where the library answers and else 0), of cases that were
scored and for which either an answer or a refusal alone is right. The risk of answering is the
share of uncovered questions among those answered; what a covered one is answered with is judged
elsewhere.
"""

from __future__ import annotations

import numpy as np

from eval.judge import CaseResult
from eval.metrics.measure import Better, Metric, Unit, Values
from eval.metrics.outcome import is_covered, is_uncovered

RISK = 0.05
BINS = 10


def scored(result: CaseResult) -> list[tuple[float, float]]:
    """The pair of one case, none where it has no score or more than one outcome is right."""
    if result.score is None or len(set(result.expect)) > 1:
        return []
    if is_covered(result) or is_uncovered(result):
        return [(result.score, float(is_covered(result)))]
    return []


def risk_coverage(pairs: Values) -> tuple[Values, Values, Values]:
    """The curve of answering the k best-scored questions, k from 1 to n.

    Among equal scores every order is as likely, so each bears its group's mean error.
    Source: El-Yaniv & Wiener 2010.

    Args:
        pairs: (n, 2), see the module.

    Returns:
        coverage (n,) in (0, 1], risk (n,) in [0, 1], and (n,) whether a threshold can stand
        behind that question, 0 or 1.

    Example: `risk_coverage(np.array([[0.9, 1], [0.1, 0]]))[1]` gives `[0, 0.5]`.
    """
    scores, covered = pairs[:, 0], pairs[:, 1]
    group = np.unique(-scores, return_inverse=True)[1]
    errors = np.bincount(group, weights=1 - covered) / np.bincount(group)
    ordered = np.sort(group)
    number = np.arange(1, len(pairs) + 1)
    risk = np.cumsum(errors[ordered]) / number
    last = np.append(np.diff(ordered) > 0, True)
    return number / len(pairs), risk, last.astype(np.float64)


def aurc(pairs: Values) -> float:
    """The mean risk over all coverages, in [0, 1], lower is better; NaN as for `auroc`."""
    if _one_sided(pairs):
        return float("nan")
    return float(np.mean(risk_coverage(pairs)[1]))


def coverage_at_risk(pairs: Values, risk: float = RISK) -> float:
    """The greatest share of questions that some threshold answers at no more than this risk.

    NaN where all are covered or none is: there is nothing to tell apart.
    """
    if _one_sided(pairs):
        return float("nan")
    coverage, risks, last = risk_coverage(pairs)
    fit = coverage[(risks <= risk + 1e-12) & (last > 0)]
    return float(fit.max()) if len(fit) else 0.0


def _one_sided(pairs: Values) -> bool:
    return len(np.unique(pairs[:, 1])) < 2


def calibration(pairs: Values, bins: int = BINS) -> list[tuple[float, float, int]]:
    """Of each bin of equal width that holds any: mean score, share covered, number."""
    place = np.minimum((pairs[:, 0] * bins).astype(int), bins - 1)
    return [
        (float(held[:, 0].mean()), float(held[:, 1].mean()), len(held))
        for held in (pairs[place == number] for number in range(bins))
        if len(held)
    ]


def ece(pairs: Values) -> float:
    """Expected calibration error over ten bins of equal width, in [0, 1], lower is better."""
    gaps = [number * abs(score - covered) for score, covered, number in calibration(pairs)]
    return float(sum(gaps) / len(pairs))


def auroc(pairs: Values) -> float:
    """The area under the ROC curve of the score; NaN where all are covered or none is.

    By the ranks of the covered ones. Source: Hanley & McNeil 1982.
    """
    from scipy.stats import rankdata

    covered = pairs[:, 1] == 1
    number, others = int(covered.sum()), int((~covered).sum())
    if not number or not others:
        return float("nan")
    ranks = float(rankdata(pairs[:, 0])[covered].sum())
    return (ranks - number * (number + 1) / 2) / (number * others)


AUROC = Metric(
    name="answerability_auroc",
    formula="chance that a covered question is scored above an uncovered one, ties half",
    counts="scored cases",
    unit=Unit.SCORE,
    of=scored,
    pool=auroc,
    source="Hanley & McNeil 1982",
)
AURC = Metric(
    name="aurc",
    formula="mean over k of the share of uncovered questions among the k best-scored",
    counts="scored cases",
    unit=Unit.SCORE,
    of=scored,
    pool=aurc,
    better=Better.LOWER,
    source="Geifman et al. 2019",
)
COVERAGE_AT_RISK = Metric(
    name="coverage_at_5_percent_risk",
    formula="greatest share of all scored questions that one threshold answers with at most 5 % "
    "of uncovered ones among them",
    counts="scored cases",
    of=scored,
    pool=coverage_at_risk,
    source="Geifman & El-Yaniv 2017",
)
ECE = Metric(
    name="ece",
    formula="mean gap between score and share covered, over ten bins of equal width",
    counts="scored cases",
    unit=Unit.SCORE,
    of=scored,
    pool=ece,
    better=Better.LOWER,
    source="Guo et al. 2017",
    interval=False,
)
