"""Selective answering, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from app.answer import Status
from eval.metrics.selective import (
    AUROC,
    aurc,
    auroc,
    calibration,
    coverage_at_risk,
    ece,
    risk_coverage,
    scored,
)
from tests.eval.made import result

YES, NO = Status.ANSWERED, Status.NOT_COVERED
# Best-scored first: covered, covered, not, covered.
PAIRS = np.array([[0.9, 1], [0.8, 1], [0.6, 0], [0.1, 1]])


def test_the_curve_by_hand() -> None:
    coverage, risk, last = risk_coverage(PAIRS)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0, 0, 1 / 3, 1 / 4])
    assert last.tolist() == [1, 1, 1, 1]


def test_figures_by_hand() -> None:
    assert aurc(PAIRS) == pytest.approx((0 + 0 + 1 / 3 + 1 / 4) / 4)
    assert coverage_at_risk(PAIRS, 0.05) == 0.5
    assert coverage_at_risk(PAIRS, 0.25) == 1.0
    assert coverage_at_risk(np.array([[0.9, 0], [0.1, 1]]), 0.05) == 0.0
    # Of the pairs of a covered and an uncovered question two of three are in order.
    assert auroc(PAIRS) == pytest.approx(2 / 3)
    assert auroc(np.array([[0.5, 1], [0.5, 0]])) == 0.5


def test_where_all_are_covered_or_none_is_there_is_nothing_to_tell_apart() -> None:
    for kind in (0, 1):
        pairs = np.array([[0.9, kind], [0.1, kind]])
        assert all(np.isnan(figure(pairs)) for figure in (aurc, auroc, coverage_at_risk))


def test_equal_scores_share_their_error_and_no_threshold_parts_them() -> None:
    pairs = np.array([[0.9, 1], [0.5, 0], [0.5, 1]])
    for order in ([0, 1, 2], [0, 2, 1]):
        _, risk, last = risk_coverage(pairs[order])
        assert risk.tolist() == pytest.approx([0, 0.25, 1 / 3])
        assert last.tolist() == [1, 0, 1]
    assert coverage_at_risk(pairs, 0.3) == pytest.approx(1 / 3)


def test_calibration_by_hand() -> None:
    pairs = np.array([[0.95, 1], [0.85, 0], [0.85, 1], [1.0, 1], [0.0, 0]])
    # Bins: 0 to 0.1 (0.0 of which 0), 0.8 to 0.9 (0.85 of which 0.5), 0.9 to 1 (0.975 of which 1).
    assert calibration(pairs) == [
        (0.0, 0.0, 1),
        (pytest.approx(0.85), 0.5, 2),
        (pytest.approx(0.975), 1.0, 2),
    ]
    assert ece(pairs) == pytest.approx((1 * 0 + 2 * 0.35 + 2 * 0.025) / 5)


def test_only_scored_cases_with_one_right_outcome_count() -> None:
    counted = [result(YES, score=0.9), result(NO, score=0.2)]
    others = [
        result(YES),
        result(YES, YES, NO, score=0.5),
        result(Status.URGENT, score=0.5),
    ]
    assert [scored(r) for r in (*counted, *others)] == [[(0.9, 1.0)], [(0.2, 0.0)], [], [], []]
    assert (AUROC([*counted, *others]).value, AUROC([*counted, *others]).n) == (1.0, 2)
    assert (AUROC(counted[:1]).value, AUROC(counted[:1]).n) == (None, 1)
