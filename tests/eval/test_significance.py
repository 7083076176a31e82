"""Paired tests against values worked out by hand."""

from __future__ import annotations

import pytest

from eval.judge import CaseResult
from eval.metrics import content, outcome, wording
from eval.significance import holm, mcnemar, randomisation
from tests.eval.made import result

GOOD, BAD = result(), result(reasons=("wrong",))


@pytest.mark.parametrize(
    ("fixed", "broken", "p"),
    # Twice the binomial tail: 2 · (1/2)^5; 2 · (1 + 6) / 2^6; all of it; nothing to test.
    [(5, 0, 2 / 32), (5, 1, 14 / 64), (3, 3, 1.0), (0, 0, None)],
)
def test_mcnemar_by_hand(fixed: int, broken: int, p: float | None) -> None:
    assert mcnemar(fixed, broken) == (None if p is None else pytest.approx(p))


def test_a_share_of_cases_is_tested_by_its_flips() -> None:
    before = [BAD] * 5 + [GOOD] * 20
    after = [GOOD] * 25
    assert randomisation(outcome.PASSED, before, after) == pytest.approx(2 / 32)
    assert randomisation(outcome.PASSED, before, before) == 1.0
    assert randomisation(outcome.ESCALATION_RECALL, before, after) is None


def test_few_pairs_are_never_sure_and_many_are() -> None:
    def timed(second: float, number: int) -> list[CaseResult]:
        return [result(seconds=second + n / 100) for n in range(number)]

    few = randomisation(wording.LATENCY_P50, timed(2, 2), timed(1, 2))
    many = randomisation(wording.LATENCY_P50, timed(2, 30), timed(1, 30))
    assert few is not None
    assert many is not None
    assert (few > 0.4, many < 0.01) == (True, True)


def test_facts_of_a_case_change_sides_together() -> None:
    """One case of ten facts is one pair: chance would do it half of the time."""
    before, after = [result(facts=(False,) * 10)], [result(facts=(True,) * 10)]
    assert randomisation(content.FACTS_SAID, before, after) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("values", "corrected"),
    [
        ([0.01, 0.04, None], [0.02, 0.04, None]),
        ([0.04, 0.01, 0.03], [0.06, 0.03, 0.06]),
        ([0.9, 0.8], [1.0, 1.0]),
        ([], []),
    ],
)
def test_holm_by_hand(values: list[float | None], corrected: list[float | None]) -> None:
    assert holm(values) == [None if c is None else pytest.approx(c) for c in corrected]
