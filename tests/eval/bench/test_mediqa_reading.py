from __future__ import annotations

import numpy as np
import pytest

from eval.bench.mediqa_reading import Judged, accuracy, best_threshold, pairs_of


@pytest.mark.parametrize(
    ("pairs", "threshold"),
    [
        ([(0.9, 1), (0.4, 0)], 0.9),
        ([(0.9, 1), (0.5, 1), (0.4, 0)], 0.5),
        ([(0.9, 0), (0.4, 1), (0.3, 0)], np.inf),  # 0.4 and none at all judge two rightly
        ([(0.9, 0), (0.4, 0)], np.inf),
        ([(0.9, 1), (0.0, 1)], 0.0),
    ],
)
def test_the_threshold_judges_the_most_rightly(
    pairs: list[tuple[float, float]], threshold: float
) -> None:
    assert best_threshold(np.array(pairs)) == threshold


def test_accuracy_counts_both_kinds() -> None:
    pairs = np.array([(0.9, 1), (0.5, 0), (0.2, 0), (0.1, 1)])

    assert accuracy(pairs, 0.5) == 0.5
    assert accuracy(pairs, 0.6) == 0.75


def test_no_candidate_gives_no_pair() -> None:
    assert pairs_of([]).shape == (0, 2)
    assert pairs_of([Judged("q", "a", 0.5, True, True)]).tolist() == [[0.5, 1.0]]
