"""Intervals: known ones, what is drawn together, and none where they would mislead."""

from __future__ import annotations

import numpy as np
import pytest

from app.answer import Status
from eval.intervals import difference_interval, mean_measure, with_interval
from eval.metrics import content, outcome, selective, wording
from eval.metrics.measure import Unit
from tests.eval.made import result

YES, NO = Status.ANSWERED, Status.NOT_COVERED
GOOD, BAD = result(), result(reasons=("wrong",))


def test_a_share_of_a_hundred_cases_has_about_the_binomial_interval() -> None:
    measure = with_interval(outcome.PASSED, [GOOD] * 80 + [BAD] * 20)
    assert (measure.value, measure.n) == (0.8, 100)
    # 0.8 ± 1.96 · sqrt(0.8 · 0.2 / 100) = 0.722 to 0.878
    assert measure.low == pytest.approx(0.722, abs=0.02)
    assert measure.high == pytest.approx(0.878, abs=0.02)


def test_facts_of_one_case_are_drawn_together() -> None:
    alone = [result(facts=(True,))] * 40 + [result(facts=(False,))] * 10
    joined = [result(facts=(True,) * 10)] * 4 + [result(facts=(False,) * 10)]
    one, other = (with_interval(content.FACTS_SAID, results) for results in (alone, joined))
    assert one.value == other.value == 0.8
    assert other.low is not None
    assert one.low is not None
    assert other.low < one.low - 0.1


@pytest.mark.parametrize(
    ("results", "low", "high"),
    [
        # Wilson at 0 or 1 of n: z² / (n + z²) on the far side, with z = 1.96.
        ([GOOD] * 20, 1 - 3.8415 / 23.8415, 1.0),
        ([BAD] * 10, 0.0, 3.8415 / 13.8415),
    ],
)
def test_what_never_varies_is_as_sure_as_so_many_cases_make_it(
    results: list[object], low: float, high: float
) -> None:
    measure = with_interval(outcome.PASSED, results)  # type: ignore[arg-type]
    assert (measure.low, measure.high) == (
        pytest.approx(low, abs=1e-4),
        pytest.approx(high, abs=1e-4),
    )


def test_a_percentile_has_an_interval_around_it() -> None:
    results = [result(seconds=float(second)) for second in range(1, 101)]
    measure = with_interval(wording.LATENCY_P50, results)
    assert measure.low is not None
    assert measure.high is not None
    assert 35 < measure.low < 50.5 < measure.high < 66


@pytest.mark.parametrize(
    ("metric", "results"),
    [
        (outcome.PASSED, [GOOD]),
        (outcome.ESCALATION_RECALL, [GOOD, BAD]),
        (content.SENTENCES_MAX, [result(quoted=1), result(quoted=5)]),
        (selective.ECE, [result(YES, score=0.9), result(NO, score=0.2)]),
    ],
)
def test_no_interval_where_it_would_mislead(metric: object, results: list[object]) -> None:
    measure = with_interval(metric, results)  # type: ignore[arg-type]
    assert (measure.low, measure.high) == (None, None)


def test_a_figure_that_some_draws_leave_undefined_has_one_all_the_same() -> None:
    results = [result(YES, score=0.9), result(YES, score=0.1), result(NO, score=0.2)]
    measure = with_interval(selective.AUROC, results)
    assert (measure.value, measure.low, measure.high) == (0.5, 0.0, 1.0)


def test_what_does_not_vary_in_a_few_cases_has_no_interval() -> None:
    results = [result(YES, score=0.9), result(YES, score=0.8), result(NO, score=0.2)]
    measure = with_interval(selective.AUROC, results)
    assert (measure.value, measure.low, measure.high) == (1.0, None, None)
    same = mean_measure("RR@10", [1.0, 1.0, 1.0])
    assert (same.value, same.low, same.high) == (1.0, None, None)


def test_pairs_are_drawn_together() -> None:
    """Ten cases mended of a hundred: each is its own control, so chance has little room."""
    before = [GOOD] * 50 + [BAD] * 50
    after = [GOOD] * 60 + [BAD] * 40
    bounds = difference_interval(outcome.PASSED, before, after)
    assert bounds is not None
    low, high = bounds
    # Paired: 0.1 ± 1.96 · sqrt(0.1 · 0.9 / 100) = 0.041 to 0.159; unpaired it would hold 0.
    assert low == pytest.approx(0.041, abs=0.02)
    assert high == pytest.approx(0.159, abs=0.02)


def test_a_run_does_not_differ_from_itself() -> None:
    results = [GOOD, BAD, GOOD]
    assert difference_interval(outcome.PASSED, results, results) == (0.0, 0.0)
    assert difference_interval(outcome.ESCALATION_RECALL, results, results) is None
    assert difference_interval(content.SENTENCES_MAX, results, results) is None


def test_a_mean_and_its_interval() -> None:
    values = np.random.default_rng(1).normal(5, 1, 400)
    measure = mean_measure("mean", values.tolist())
    assert measure.value == pytest.approx(values.mean())
    assert measure.low is not None
    assert measure.high is not None
    # 1.96 standard errors, of 1 / sqrt(400), around the mean of what was drawn.
    assert values.mean() - measure.low == pytest.approx(0.098, abs=0.02)
    assert measure.high - values.mean() == pytest.approx(0.098, abs=0.02)
    alone, none = mean_measure("mean", [1.0]), mean_measure("mean", [])
    assert (alone.value, alone.n, alone.low) == (1.0, 1, None)
    assert (none.value, none.n) == (None, 0)


def test_a_share_of_all_has_wilsons_interval() -> None:
    found = mean_measure("all", [1.0] * 15, Unit.SHARE)
    assert found.value == 1.0
    assert found.low == pytest.approx(15 / (15 + 1.96**2), abs=1e-4)  # Wilson 1927, p = 1
    assert found.high == pytest.approx(1.0)


def test_a_mixed_share_has_an_interval_around_it() -> None:
    found = mean_measure("some", [1.0] * 12 + [0.0] * 3, Unit.SHARE)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.8 < found.high
