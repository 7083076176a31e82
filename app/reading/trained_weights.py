"""What was fitted for the trained reader beside its network and its adapter: how they are weighed.

The weights are data (`trained.json`), fitted by `python -m eval.fit_trained_reader`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from math import log1p

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from app.reading.adapter import Adapted
from app.reading.errors import ReaderUnavailable
from app.reading.signals import Decision, Weights, asked_similarity, read_signals
from index.hit import Hit

FILE = "trained.json"
_FAR = 5.0
_CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class TrainedWeights:
    """What the trained reader has learnt beside its network and its adapter.

    `network` and `adapter` are the SHA-256 of their files. `ranking` weighs the signals of a
    passage; the sum ranks passages, and its difference between two is the logarithm of how many
    times likelier one is to be the passage that answers. `second` is the least share of the first
    passage's likelihood at which another is quoted after it. `decision` weighs the signals of all
    into the probability that the library answers.
    """

    network: str
    adapter: str
    ranking: Mapping[str, float]
    second: float
    decision: Decision
    fitted_on: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with its nearness by the adapter, and the weighed sum of its signals."""

    hit: Hit
    near: Adapted
    score: float

    @property
    def place(self) -> tuple[str, str]:
        """Of its section."""
        return self.hit.passage.document, self.hit.passage.section


def load_trained_weights() -> TrainedWeights:
    """The fitted weights that come with the package.

    Raises:
        ReaderUnavailable: their file is missing or damaged.
    """
    try:
        text = resources.files("app.reading").joinpath(FILE).read_text(encoding="utf-8")
        return TypeAdapter(TrainedWeights).validate_json(text)
    except (OSError, ValueError) as error:
        raise ReaderUnavailable(f"{FILE} cannot be read") from error


def passage_signals(hit: Hit, near: Adapted, first: Weights) -> dict[str, float]:
    """The signals of one passage; `first` are the first reader's weights."""
    return {
        "dense": hit.dense,
        "asked": asked_similarity(hit, first),
        "overlap": hit.overlap,
        "lexical": log1p(hit.lexical),
        "adapted_text": near.text,
        "adapted_asked": near.asked,
    }


def library_signals(
    ranked: Sequence[Ranked], logits: NDArray[np.float64], first: Weights
) -> dict[str, float]:
    """The signals of a question: of the passage ranked first, and how the others bear it out.

    Args:
        ranked: the hits, the likeliest first.
        logits: (n, 2) what the network says of the first n of them; see `CrossEncoder.judge`.
        first: the first reader's weights.

    `lead` is by how much the first is ranked above the next section, and `answers_lead` by how
    much the network's logit is above that of the other sections, both at most 5; `nearest_text`,
    `nearest_asked` and `answers_best` are the greatest of any passage. `asked_close` is how much
    more similar than 0.85 the nearest way of asking is.
    """
    top = ranked[0]
    elsewhere = [n for n, one in enumerate(ranked) if one.place != top.place]
    behind = max((ranked[n].score for n in elsewhere), default=-np.inf)
    doubted = max((float(logits[n, 0]) for n in elsewhere if n < len(logits)), default=-np.inf)
    answers, says = (float(value) for value in logits[0])
    return {
        **read_signals(top.hit, first),
        **passage_signals(top.hit, top.near, first),
        "asked_close": max(0.0, top.hit.asked - _CLOSE),
        "lead": float(min(_FAR, top.score - behind)),
        "nearest_text": max(one.near.text for one in ranked),
        "nearest_asked": max(one.near.asked for one in ranked),
        "answers": answers,
        "says": says,
        "answers_best": float(logits[:, 0].max()),
        "answers_lead": float(np.clip(answers - doubted, -_FAR, _FAR)),
    }
