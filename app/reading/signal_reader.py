"""The first reader: signals of meaning and words, weighed into a probability.

It quotes whole paragraphs or lists around the nearest sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.reading.reader import Chosen, Reading, without_repeats
from app.reading.signals import Weights, nearness, read_signals
from corpus.document import Role
from index.search import Hit

_SHORT_PARAGRAPH = 6
_SHORT_SECOND = 3
_MOST = 4
_NEAR_BEST = 0.15
_SECOND = 0.03

_DEFINITION = re.compile(
    r"\bwhat(?:'?s| is| are| does .* mean)\b|\bdefin|\bexplain|\btell me about", re.IGNORECASE
)


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
            more = [choose_sentences(hit, _SHORT_SECOND) for hit in close]
            chosen = without_repeats([choose_sentences(best), *more])
        return Reading(score, decision.threshold, signals, chosen)


def choose_sentences(hit: Hit, short: int = _SHORT_PARAGRAPH) -> Chosen:
    """The sentences of a passage that belong in an answer.

    An outline and a list stay whole, a list with its lead-in and the first sentence of the
    paragraph above it; a definition and a short paragraph keep their whole paragraph, so that no
    sentence is parted from the one that limits it; of a longer one the sentences nearest to the
    question are kept.

    Args:
        hit: what was found.
        short: a paragraph of so many sentences is short.
    """
    passage = hit.passage
    if passage.outline:
        return Chosen(passage, passage.sentences)
    nearest = max(range(len(passage.sentences)), key=lambda n: hit.sentences[n])
    block = passage.sentences[nearest].block
    members = [n for n, sentence in enumerate(passage.sentences) if sentence.block == block]
    is_list = passage.sentences[nearest].role is not Role.PROSE
    if not (is_list or len(members) <= short or _DEFINITION.search(hit.asking)):
        floor = hit.sentences[nearest] - _NEAR_BEST
        members = sorted(
            sorted(
                (n for n in members if hit.sentences[n] >= floor),
                key=lambda n: -hit.sentences[n],
            )[:_MOST]
        )
    if is_list:
        above = [n for n, sentence in enumerate(passage.sentences) if sentence.block == block - 1]
        members = [*above[:1], *members]
    return Chosen(passage, tuple(passage.sentences[n] for n in members))
