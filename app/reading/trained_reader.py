"""The trained reader: a network reads every passage found; one fitted decision weighs it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice
from math import exp
from typing import Any, Protocol

from app.reading.cross_encoder import Judgements
from app.reading.pairs import nearest_shown, question_shown, sentence_shown
from app.reading.reader import Chosen, Reading, without_repeats
from app.reading.signals import Weights
from app.reading.trained_choice import choose
from app.reading.trained_weights import (
    Judged,
    TrainedWeights,
    library_signals,
    passage_signals,
)
from index.search import Hit

_QUOTED = 2


class Network(Protocol):
    """Judges pairs; see `CrossEncoder.judge`."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgements:
        """(n, 2) of logits: whether the passage answers, and whether the sentence says it."""


class TrainedReader:
    """See the module.

    Args:
        network: reads pairs of question and sentence.
        weights: fitted with that network.
        first: the first reader's weights, for the signals that both use.
    """

    def __init__(self, network: Network, weights: TrainedWeights, first: Weights) -> None:
        self._network = network
        self._weights = weights
        self._first = first

    @property
    def about(self) -> Mapping[str, Any]:
        """See `Reader`."""
        return {"name": "trained", **asdict(self._weights)}

    def read(self, hits: Sequence[Hit]) -> Reading:
        """The network reads each hit by its nearest sentence, then every sentence of the best."""
        ranked = self.rank(hits)
        signals = library_signals(ranked, self._first)
        decision = self._weights.decision
        score = decision.probability(signals)
        chosen = self.choose(ranked) if score >= decision.threshold else ()
        return Reading(score, decision.threshold, signals, chosen)

    def score(self, ranked: Sequence[Judged]) -> float:
        """The probability in [0, 1] that the library answers, of hits as `rank` gives them."""
        return self._weights.decision.probability(library_signals(ranked, self._first))

    def rank(self, hits: Sequence[Hit]) -> list[Judged]:
        """The hits as the network reads them, the likeliest to answer first."""
        logits = self._network.judge(
            [
                (question_shown(hit.asking), nearest_shown(hit.passage, hit.sentences))
                for hit in hits
            ]
        )
        judged = [
            Judged(hit, float(answers), float(says))
            for hit, (answers, says) in zip(hits, logits, strict=True)
        ]
        weigh = self._weights.passage.probability
        rated = [
            replace(one, probability=weigh(passage_signals(one, self._first))) for one in judged
        ]
        return sorted(rated, key=lambda one: (-one.probability, one.hit.passage.id))

    def choose(self, ranked: Sequence[Judged]) -> tuple[Chosen, ...]:
        """What to quote: of the first passage, and of a second one that answers as surely."""
        best = ranked[0]
        others = (
            one
            for one in ranked[1:]
            if one.probability >= self._weights.choice.second and not one.hit.passage.outline
        )
        quoted = [best, *islice(others, _QUOTED - 1)]
        said = self._says([one.hit for one in quoted])
        chosen = [
            choose(one.hit.passage, says, self._weights.choice)
            for one, says in zip(quoted, said, strict=True)
        ]
        return without_repeats(chosen)

    def _says(self, hits: Sequence[Hit]) -> list[list[float]]:
        """Of each hit's sentences, the probability that it says the answer."""
        pairs = [
            (question_shown(hit.asking), sentence_shown(hit.passage, number))
            for hit in hits
            if not hit.passage.outline
            for number in range(len(hit.passage.sentences))
        ]
        logits = iter(self._network.judge(pairs)[:, 1].tolist() if pairs else ())
        return [
            []
            if hit.passage.outline
            else [1 / (1 + exp(-logit)) for logit in islice(logits, len(hit.passage.sentences))]
            for hit in hits
        ]
