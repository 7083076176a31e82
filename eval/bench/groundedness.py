"""Whether a claim is supported by its evidence, as answers that are rewritten will need it.

The product quotes word for word, so nothing of it is judged here yet: what is measured is how far
a plain check of its own parts gets (`eval.bench.support`). Knows nothing of any rewriter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.bench.bench import DATA, Bench, Row
from eval.bench.claims import ATTRIBUTION, HEALTHVER, ClaimSet, load_attribution, load_healthver
from eval.bench.grouped import grouped_measure
from eval.bench.published import published
from eval.bench.support import FOLDS, out_of_fold, support_features
from eval.metrics.measure import Measure, Unit, Values
from eval.metrics.selective import auroc
from index.encoder import Encoder, load_encoder

_ENOUGH = 100
"""Claims of one source from which it has rows of its own."""


def measure(
    data: Path = DATA, say: Callable[[str], None] = lambda _: None, encoder: str = "minilm"
) -> Bench:
    """Hold the check, the cosine alone and the majority against people's judgement.

    Args:
        data: the folder of the benchmarks.
        say: told of each stage in one line.
        encoder: name of the product's encoder.

    Raises:
        MissingData: a file is missing or broken.
    """
    sets = (load_healthver(data / HEALTHVER), load_attribution(data / ATTRIBUTION))
    model = load_encoder(encoder)
    rows = [row for claims in sets for row in measure_set(claims, model, say)]
    sizes = "; ".join(
        f"{one.name}: {len(one.claims)} claims on {len({c.group for c in one.claims})} questions"
        for one in sets
    )
    notes = (
        f"{sizes}.",
        f"All but the majority label is by {FOLDS}-fold cross-validation over whole questions: no "
        "claim is judged by a model that has seen its question. Intervals are by the bootstrap "
        "over questions.",
        "The check is made for this measurement, of the product's encoder, words and sentences "
        f"({model.name}); the product has no rewriter yet and judges no claim.",
        "auroc says how well supported (or attributable) claims are told from all others.",
        "The published systems learnt on those data sets' large training files, which are not "
        "here, and were judged on other files than these development ones.",
    )
    return Bench("Groundedness: is a claim supported by its evidence?", tuple(rows), notes)


def measure_set(claims: ClaimSet, encoder: Encoder, say: Callable[[str], None]) -> list[Row]:
    """The rows of one data set, and of each of its sources that has claims enough."""
    say(f"{claims.name}: reading {len(claims.claims)} claims and their evidence")
    features = support_features(
        [c.text for c in claims.claims], [c.evidence for c in claims.claims], encoder
    )
    groups = [c.group for c in claims.claims]
    labels = np.array([claims.labels.index(c.label) for c in claims.claims])
    say(f"{claims.name}: judging by cross-validation")
    judged = (
        _majority(labels, len(claims.labels)),
        _Judged("cosine alone", out_of_fold(features[:, :1], labels, groups)),
        _Judged("support check", out_of_fold(features, labels, groups)),
    )
    rows = [row for one in judged for row in _rows(claims.name, one, labels, groups)]
    sources = Counter(c.source for c in claims.claims)
    for source in sorted(sources) if len(sources) > 1 else ():
        if sources[source] >= _ENOUGH:
            own = np.flatnonzero([c.source == source for c in claims.claims])
            part = _Judged("support check", judged[-1].probabilities[own])
            name = f"{claims.name} / {source}"
            rows += _rows(name, part, labels[own], [groups[n] for n in own])
    return rows


def macro_f1(pairs: Values) -> float:
    """The mean F1 of the labels, in [0, 1]; a label that nothing has and nothing was given is none.

    F1 = 2 TP / (2 TP + FP + FN). Source: van Rijsbergen 1979.

    Args:
        pairs: (n, 2), the right label and the one given, from 0.

    Example: `macro_f1(np.array([[0, 0], [1, 0]]))` gives `1 / 3`.
    """
    right, given = pairs[:, 0].astype(int), pairs[:, 1].astype(int)
    size = int(max(right.max(), given.max())) + 1
    hits = np.bincount(right[right == given], minlength=size)
    either = np.bincount(right, minlength=size) + np.bincount(given, minlength=size)
    return float(np.mean(2 * hits[either > 0] / either[either > 0]))


def accuracy(pairs: Values) -> float:
    """The share of pairs, as of `macro_f1`, that are given the right label."""
    return float(np.mean(pairs[:, 0] == pairs[:, 1]))


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a system makes of n claims: (n, l) probabilities; the first label means supported."""

    system: str
    probabilities: NDArray[np.float64]


def _majority(labels: NDArray[np.intp], number: int) -> _Judged:
    """Always the commonest label, of equals the first."""
    always = np.eye(number)[np.bincount(labels, minlength=number).argmax()]
    return _Judged("majority label", np.tile(always, (len(labels), 1)))


def _rows(data: str, judged: _Judged, labels: NDArray[np.intp], groups: Sequence[str]) -> list[Row]:
    pairs = np.column_stack([labels, judged.probabilities.argmax(axis=1)]).astype(np.float64)
    scored = np.column_stack([judged.probabilities[:, 0], labels == 0])
    measures: tuple[Measure, ...] = (
        grouped_measure("macro_f1", pairs, groups, macro_f1, Unit.SCORE),
        grouped_measure("accuracy", pairs, groups, accuracy),
        grouped_measure("auroc", scored, groups, auroc, Unit.SCORE),
    )
    return [
        Row(data, judged.system, one, published("groundedness", data, one.name)) for one in measures
    ]
