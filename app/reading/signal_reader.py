"""The first reader: signals of meaning and words, weighed into a probability.

It quotes whole paragraphs or lists around the nearest sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.reading.choosing import SHORT_FIRST, SHORT_SECOND, choose_sentences
from app.reading.reader import Chosen, Reading, without_repeats
from app.reading.reasons import reasons
from app.reading.signals import Weights, nearness, read_signals
from index.hit import Hit

_SECOND = 0.03


class SignalReader:
    """The first reader; see the module."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @property
    def about(self) -> Mapping[str, Any]:
        """See `Reader`."""
        return {"name": "first", **asdict(self._weights)}

    def read(self, hits: Sequence[Hit]) -> Reading:
        """The nearest passage decides; a second one that is almost as near is quoted too."""
        ranked = sorted(hits, key=lambda hit: (-nearness(hit, self._weights), hit.passage.id))
        best = ranked[0]
        signals = read_signals(best, self._weights)
        decision = self._weights.decision(best)
        score = decision.probability(signals)
        chosen: tuple[Chosen, ...] = ()
        if score >= decision.threshold:
            floor = nearness(best, self._weights) - _SECOND
            close = [
                hit
                for hit in ranked[1:2]
                if nearness(hit, self._weights) >= floor and not hit.passage.outline
            ]
            more = [_chosen(hit, SHORT_SECOND) for hit in close]
            chosen = without_repeats([_chosen(best), *more])
        return Reading(score, decision.threshold, signals, chosen, reasons(decision, signals))


def _chosen(hit: Hit, short: int = SHORT_FIRST) -> Chosen:
    return choose_sentences(hit.passage, hit.sentences, hit.asking, short)
