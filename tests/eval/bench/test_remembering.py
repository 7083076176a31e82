"""A network that reads no pair twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.reading.cross_encoder import Judgements
from eval.bench.remembering import Remembering


class Counting:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgements:
        self.asked += pairs
        return np.array([[len(q), len(t)] for q, t in pairs], np.float64)


def test_each_pair_is_read_once_and_told_in_the_order_asked() -> None:
    counting = Counting()
    network = Remembering(counting)
    network.judge([("a", "bb"), ("a", "bb")])
    assert network.judge([("ccc", "d"), ("a", "bb")]).tolist() == [[3, 1], [1, 2]]
    assert counting.asked == [("a", "bb"), ("ccc", "d")]
    assert network.judge([]).shape == (0, 2)
