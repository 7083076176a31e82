"""A network that reads no pair twice, for runs that ask the same of several readers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.reading.cross_encoder import Judgements
from app.reading.trained_reader import Network


class Remembering:
    """Holds what another network made of each pair.

    Args:
        network: that reads what is new.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[tuple[str, str], tuple[float, float]] = {}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgements:
        """As the network's own; see `app.reading.cross_encoder`."""
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if fresh:
            for pair, (answers, says) in zip(fresh, self._network.judge(fresh), strict=True):
                self._known[pair] = (float(answers), float(says))
        return np.array([self._known[pair] for pair in pairs]).reshape(-1, 2)
