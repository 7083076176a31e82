"""The trained reader with fewer signals, so that a table can show what each of them gives.

Fitted by `python -m eval.fit_trained_reader`, which writes `ablation.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

from pydantic import TypeAdapter

from app.reading.trained_weights import TrainedWeights, load_trained_weights

_FILE = "ablation.json"
_WORDS = ("overlap", "lexical")
_ADAPTED = ("adapted_text", "adapted_asked")
_ASKS = ("asks_quantity", "asks_who", "asks_how", "completed", "length")


@dataclass(frozen=True, slots=True)
class Step:
    """A set of signals: those by which passages are ranked, and those of the decision."""

    name: str
    ranking: tuple[str, ...]
    decision: tuple[str, ...]


def _steps() -> tuple[Step, ...]:
    """Each with all signals of the one before it."""
    added = (
        ("MiniLM cosine", ("dense",), ("dense",)),
        ("+ ways of asking", ("asked",), ("asked", "asked_close")),
        ("+ words (BM25, overlap, foreign words)", _WORDS, (*_WORDS, "foreign")),
        ("+ kind of question", (), _ASKS),
        ("+ adapter", _ADAPTED, (*_ADAPTED, "nearest_text", "nearest_asked", "lead")),
        ("+ network", (), ("answers", "says", "answers_best", "answers_lead")),
    )
    steps: list[Step] = []
    ranking: tuple[str, ...] = ()
    decision: tuple[str, ...] = ()
    for name, ranks, decides in added:
        ranking, decision = ranking + ranks, decision + decides
        steps.append(Step(name, ranking, decision))
    return tuple(steps)


STEPS = _steps()
"""From one signal to all; the last is the product's reader."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted with the signals of one step."""

    name: str
    weights: TrainedWeights


def write_fitted(fitted: Sequence[Fitted]) -> None:
    """Write the steps but the last, which the product itself holds."""
    text = json.dumps([asdict(one) for one in fitted], indent=1) + "\n"
    (Path(__file__).parent / _FILE).write_text(text, encoding="utf-8")


def load_fitted() -> tuple[Fitted, ...]:
    """All steps, in their order."""
    text = resources.files("eval.bench").joinpath(_FILE).read_text(encoding="utf-8")
    fewer = TypeAdapter(tuple[Fitted, ...]).validate_json(text)
    return (*fewer, Fitted(STEPS[-1].name, load_trained_weights()))
