"""What was fitted for the trained reader beside its network: how signals are weighed, and where.

The weights are data (`trained.json`), fitted by `python -m eval.fit_trained_reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from math import log1p

from pydantic import TypeAdapter

from app.reading.errors import ReaderUnavailable
from app.reading.signals import Decision, Weights, asked_similarity, nearness, read_signals
from index.search import Hit

FILE = "trained.json"


@dataclass(frozen=True, slots=True)
class Choice:
    """From which probabilities a sentence is quoted; see `app.reading.trained_choice`.

    `sentence` is the least, `beside` the least as a share of the best sentence's, and `second` the
    least at which a second passage is quoted beside the first.
    """

    sentence: float
    beside: float
    second: float


@dataclass(frozen=True, slots=True)
class TrainedWeights:
    """What the trained reader has learnt beside its network.

    `network` is the SHA-256 of the network's file. `passage` weighs the signals of one passage into
    the probability that it answers, by which passages are ranked; `decision` those of all into the
    probability that the library does.
    """

    network: str
    passage: Decision
    decision: Decision
    choice: Choice
    fitted_on: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit that the network has read: its logits, and the probability that its passage answers."""

    hit: Hit
    answers: float
    says: float
    probability: float = 0.0


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


def passage_signals(judged: Judged, first: Weights) -> dict[str, float]:
    """The signals of one passage; `first` are the first reader's weights."""
    hit = judged.hit
    return {
        "answers": judged.answers,
        "says": judged.says,
        "dense": hit.dense,
        "asked": asked_similarity(hit, first),
        "overlap": hit.overlap,
        "lexical": log1p(hit.lexical),
    }


def library_signals(ranked: Sequence[Judged], first: Weights) -> dict[str, float]:
    """The signals of a question: of the passage ranked first, and how the others bear it out.

    `agreement` is 1 where the first signals alone would rank the same section first; `lead` is by
    how much the network's logit of that passage is above the next section's, between -5 and 5;
    `best` the greatest logit of any passage.
    """
    top = ranked[0]
    place = _place(top.hit)
    others = [one.answers for one in ranked[1:] if _place(one.hit) != place]
    by_first = max(ranked, key=lambda one: (nearness(one.hit, first), one.hit.passage.id))
    return {
        **read_signals(top.hit, first),
        **passage_signals(top, first),
        "best": max(one.answers for one in ranked),
        "lead": max(-5.0, min(5.0, top.answers - max(others, default=-5.0))),
        "agreement": float(_place(by_first.hit) == place),
    }


def _place(hit: Hit) -> tuple[str, str]:
    return hit.passage.document, hit.passage.section
