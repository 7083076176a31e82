"""The trained reader: a learned similarity ranks, a network reads the best, one decision weighs.

What is quoted follows the rule that all readers share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import exp
from typing import Any, Protocol

from app.reading.adapter import Adapter
from app.reading.choosing import SHORT_FIRST, SHORT_SECOND, choose_sentences
from app.reading.cross_encoder import Judgements
from app.reading.pairs import nearest_shown, question_shown
from app.reading.reader import Chosen, Reading, without_repeats
from app.reading.reasons import reasons
from app.reading.signals import SAME, Weights
from app.reading.trained_weights import (
    Ranked,
    TrainedWeights,
    library_signals,
    passage_signals,
)
from index.hit import Hit

_READ = 8
_REPEATED = 0.99


class Network(Protocol):
    """Judges pairs; see `CrossEncoder.judge`."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgements:
        """(n, 2) of logits: whether the passage answers, and whether the sentence says it."""


class TrainedReader:
    """See the module.

    Args:
        network: reads pairs of question and sentence.
        adapter: of the encoder that the index was built with.
        weights: fitted with both.
        first: the first reader's weights, for the signals that both use.
    """

    def __init__(
        self, network: Network, adapter: Adapter, weights: TrainedWeights, first: Weights
    ) -> None:
        self._network = network
        self._adapter = adapter
        self._weights = weights
        self._first = first

    @property
    def about(self) -> Mapping[str, Any]:
        """See `Reader`."""
        return {"name": "trained", **asdict(self._weights)}

    def read(self, hits: Sequence[Hit]) -> Reading:
        """Rank the hits, let the network read the best of them, and decide."""
        ranked = self.rank(hits)
        signals = self.signals(ranked)
        decision = self._weights.decision
        score = self._score(ranked, signals)
        chosen = self.choose(ranked) if score >= decision.threshold else ()
        return Reading(score, decision.threshold, signals, chosen, reasons(decision, signals))

    def rank(self, hits: Sequence[Hit]) -> list[Ranked]:
        """The hits, the likeliest to answer first."""
        weights = self._weights.ranking
        near = self._adapter.nearness([hit.vectors for hit in hits])
        ranked = []
        for hit, own in zip(hits, near, strict=True):
            signals = passage_signals(hit, own, self._first)
            score = sum(weight * signals[name] for name, weight in sorted(weights.items()))
            ranked.append(Ranked(hit, own, score))
        return sorted(ranked, key=lambda one: (-one.score, one.hit.passage.id))

    def signals(self, ranked: Sequence[Ranked]) -> dict[str, float]:
        """The signals of a question; see `library_signals`."""
        pairs = [
            (
                question_shown(one.hit.asking),
                nearest_shown(one.hit.passage, one.hit.sentences),
            )
            for one in ranked[:_READ]
        ]
        return library_signals(ranked, self._network.judge(pairs), self._first)

    def probability(self, ranked: Sequence[Ranked]) -> float:
        """How likely it is, in [0, 1], that the library answers."""
        return self._score(ranked, self.signals(ranked))

    def _score(self, ranked: Sequence[Ranked], signals: Mapping[str, float]) -> float:
        """Whoever asks as an editor wrote that patients ask is answered: the editor knows."""
        score = self._weights.decision.probability(signals)
        return max(score, _REPEATED) if ranked[0].hit.asked > SAME else score

    def choose(self, ranked: Sequence[Ranked]) -> tuple[Chosen, ...]:
        """What to quote: of the first passage, and of the next that is nearly as likely."""
        best = ranked[0]
        others = (one for one in ranked[1:] if not one.hit.passage.outline)
        chosen = [_chosen(best, SHORT_FIRST)]
        second = next(others, None)
        if second and exp(second.score - best.score) >= self._weights.second:
            chosen.append(_chosen(second, SHORT_SECOND))
        return without_repeats(chosen)


def _chosen(ranked: Ranked, short: int) -> Chosen:
    return choose_sentences(ranked.hit.passage, ranked.near.sentences, ranked.hit.asking, short)
