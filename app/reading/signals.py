"""What speaks for a passage's answering a question: a few numbers, weighed into a probability.

The weights are data (`reading.json`), fitted by `python -m eval.fit_reader`. Knows nothing of any
one library: every signal compares a question with what was found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from pydantic import TypeAdapter

from index.hit import Hit
from index.words import content_stems

_ASKS_QUANTITY = re.compile(
    r"\bhow (?:long|many|much|often|soon|quick\w*|fast|far|old|big|common|likely|expensive)\b"
    r"|\bwhen\b|\bwhat (?:time|age|percent\w*|year)\b"
    r"|\bpercent\w*|\brates?\b|\bodds\b|\bchances?\b",
    re.IGNORECASE,
)
_SAYS_QUANTITY = re.compile(
    r"\d|\b(?:weeks?|months?|years?|days?|hours?|minutes?|percent)\b", re.IGNORECASE
)
_ASKS_WHO_OR_WHERE = re.compile(r"\b(?:who|whose|where)\b", re.IGNORECASE)
SAME = 0.95
"""The similarity in [-1, 1] from which on a question repeats a known way of asking."""

_ASKS_HOW = re.compile(r"\bhow\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decision:
    """A logistic regression over signals: whether a passage answers.

    `threshold` is the probability from which the library is taken to answer; `typical` the mean of
    each signal over what it was fitted on, empty where that was not kept.
    """

    bias: float
    signals: Mapping[str, float]
    threshold: float
    typical: Mapping[str, float] = field(default_factory=dict)

    def probability(self, signals: Mapping[str, float]) -> float:
        """The probability in [0, 1] that a passage with these signals answers."""
        total = self.bias + sum(
            weight * signals[name] for name, weight in sorted(self.signals.items())
        )
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Weights:
    """What the reader has learnt.

    `known` decides for sections with known ways of asking, `unknown` for the others, whose
    headings are all there is to compare with. `asked_offset` and `asked_slope` say how near a way
    of asking lies at the least, as a rule, to a question that is as near to the text as `dense`
    says.
    """

    known: Decision
    unknown: Decision
    asked_offset: float
    asked_slope: float
    fitted_on: str

    def decision(self, hit: Hit) -> Decision:
        """What decides for a hit; who repeats a heading asks in a known way."""
        return self.known if hit.known or hit.asked > SAME else self.unknown


def load_weights() -> Weights:
    """The fitted weights that come with the package."""
    text = resources.files("app.reading").joinpath("signals.json").read_text(encoding="utf-8")
    return TypeAdapter(Weights).validate_json(text)


def asked_similarity(hit: Hit, weights: Weights) -> float:
    """The similarity to the nearest way of asking.

    A section for which few ways or none are known is not worse for it: the similarity is at least
    what sections that are known well have, less one standard deviation.
    """
    return max(hit.asked, weights.asked_offset + weights.asked_slope * hit.dense)


def nearness(hit: Hit, weights: Weights) -> float:
    """By what passages are ranked: meaning and words together; higher is nearer.

    The mix was chosen on the development set by which section came first.
    """
    return 0.4 * hit.dense + 0.6 * asked_similarity(hit, weights) + 0.2 * hit.overlap


def read_signals(hit: Hit, weights: Weights) -> dict[str, float]:
    """The signals of one question and passage.

    `asks_quantity` is 1 where a number or a time is asked for and the passage holds none;
    `completed` is 1 where we added the unsaid subject; `length` is the number of words that name
    a subject.
    """
    asking = hit.asking
    missing_number = _ASKS_QUANTITY.search(asking) and not _SAYS_QUANTITY.search(hit.passage.text)
    return {
        "dense": hit.dense,
        "asked": asked_similarity(hit, weights),
        "overlap": hit.overlap,
        "foreign": hit.foreign,
        "asks_quantity": float(bool(missing_number)),
        "asks_who": float(bool(_ASKS_WHO_OR_WHERE.search(asking))),
        "asks_how": float(bool(_ASKS_HOW.search(asking))),
        "completed": float(hit.completed),
        "length": float(len(content_stems(asking))),
    }
