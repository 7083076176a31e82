from __future__ import annotations

import numpy as np
import pytest

from eval.bench.grouped import grouped_measure
from eval.metrics.measure import Unit, mean
from eval.metrics.selective import auroc


def test_a_figure_is_over_rows_and_its_interval_over_groups() -> None:
    rows = np.array([1.0, 1.0, 1.0, 0.0])
    apart = grouped_measure("mean", rows, ["a", "b", "c", "d"], mean)
    together = grouped_measure("mean", rows, ["a", "a", "a", "b"], mean)

    assert (apart.value, apart.n, apart.unit) == (0.75, 4, Unit.SHARE)
    assert together.value == 0.75
    assert (together.low, together.high) == (0.0, 1.0)  # either group alone can be drawn twice
    assert apart.low == 0.25


def test_a_group_with_nothing_to_vary_has_a_narrow_interval() -> None:
    found = grouped_measure("mean", np.array([0.0, 1.0] * 3), ["a", "a", "b", "b", "c", "c"], mean)

    assert (found.low, found.high) == (0.5, 0.5)


@pytest.mark.parametrize("rows", [np.empty((0, 2)), np.array([[0.3, 1.0], [0.2, 1.0]])])
def test_what_is_undefined_is_none_and_not_zero(rows: np.ndarray) -> None:
    found = grouped_measure("auroc", rows, ["a", "b"][: len(rows)], auroc)

    assert (found.value, found.low, found.high, found.n) == (None, None, None, len(rows))


def test_one_group_has_no_interval() -> None:
    found = grouped_measure("mean", np.array([0.0, 1.0]), ["a", "a"], mean)

    assert (found.value, found.low, found.high) == (0.5, None, None)
