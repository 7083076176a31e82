"""Fit the classifier of triage on the development sets: `python -m eval.fit_triage`.

Logistic regression (scikit-learn, L-BFGS) on hashed words and letters, and tuned top layers of
the sentence encoder (`eval.tuning`). The sentences of longer messages that report nothing teach
too, for triage reads sentences by themselves. Thresholds are those at which at most a share of the
others would be taken for a kind, on a tenth of the messages, which are not fitted on. About ten
minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.answer import Status
from app.triage.classifier import (
    FILE,
    KINDS,
    Scores,
    joined,
    load_weights,
    softmax,
    word_features,
)
from app.triage.language import ENGLISH, language_of
from app.triage.rulebook import load_rulebook
from app.triage.triage import LANGUAGES, parts_of
from app.triage.tuned import Layers, packed
from eval.cases import Case
from eval.set_files import load_cases
from eval.tuning import Hidden, scores, states_of, tune
from index.minilm import NAME

_SEED = 0
_FOLDS = 10
_SENTENCES = 3
_C = 5.0
_SENTENCE = 0.5
_SETS = Path(__file__).parent / "sets"
_NAMES = ("urgent", "crisis", "personal", "spanish", "overview")
_OUT = Path(__file__).parent.parent / "app" / "triage" / FILE
# Of what is less grave, at most so much is taken for a kind; and at most so much of a kind may have
# so low a probability by words that the layers are not asked.
_FALSE = {"personal_advice": 0.04, "urgent": 0.04, "crisis": 0.03}
_LOST = 0.02


@dataclass(frozen=True, slots=True)
class Lessons:
    """Every text that teaches or is judged: messages, and their sentences.

    Attributes:
        message: (n,) the number of the message that a text is of.
        whole: (n,) whether it is the whole message.
        kinds: (n,) the kind of its message.
        words: sparse (n, features).
        hidden: n states of the encoder's lower layers.
    """

    message: NDArray[np.int64]
    whole: NDArray[np.bool_]
    kinds: NDArray[np.int64]
    words: Any
    hidden: Hidden

    def teaching(self) -> NDArray[np.int64]:
        """The texts that teach: the messages, and some sentences of those that report nothing."""
        general = np.flatnonzero(~self.whole & (self.kinds == 0))
        rank = general - np.flatnonzero(self.whole)[self.message[general]]
        few = general[rank <= _SENTENCES]
        return np.sort(np.concatenate([np.flatnonzero(self.whole), few]))

    def weights(self) -> NDArray[np.float64]:
        """How much each text counts."""
        return np.where(self.whole, 1.0, _SENTENCE)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Both models: the regression's weights (features, kinds) and bias (kinds,), and the layers."""

    words: NDArray[np.float32]
    bias: NDArray[np.float32]
    layers: Layers


def main() -> None:
    """Fit, say how well it separates, and write the classifier's file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--thresholds-only", action="store_true", help="keep the weights of the present file"
    )
    paths = [_SETS / f"{name}-development.jsonl" for name in _NAMES]
    cases = [case for path in paths for case in load_cases(path)]
    kinds = np.array([KINDS.index(kind_of(case)) for case in cases])
    seen, held = _split(kinds)
    if parser.parse_args().thresholds_only:
        kept = load_weights()
        fitted = Fitted(kept.words, kept.bias, kept.layers)
    else:
        fitted = fit(read_lessons([cases[n] for n in seen]))
    judged = read_lessons([cases[n] for n in held])
    by_words = softmax(judged.words @ fitted.words + fitted.bias)
    by_layers = softmax(scores(fitted.layers, judged.hidden))
    both, alone = _highest(judged, joined(by_words, by_layers)), _highest(judged, by_words)
    truth = kinds[held]
    thresholds, bare = _thresholds(both, truth), _thresholds(alone, truth)
    idle = _idle(alone, truth)
    _report("words and layers", both, truth, thresholds)
    _report("words alone", alone, truth, bare)
    asked: NDArray[np.bool_] = np.any(alone >= idle, axis=1)[np.flatnonzero(truth == 0)]
    print(f"the layers are asked for {asked.mean():.2f} of the general questions")
    arrays: dict[str, Any] = {
        "words": fitted.words.astype(np.float16),
        "bias": fitted.bias.astype(np.float32),
        "encoder": np.array(NAME),
        "thresholds": thresholds,
        "alone": bare,
        "idle": idle,
    }
    arrays |= packed(fitted.layers)
    np.savez_compressed(_OUT, **arrays)
    digest = hashlib.sha256(_OUT.read_bytes()).hexdigest()[:16]
    print(f"wrote {_OUT.name} {digest}, fitted on {len(seen)} messages, judged on {len(held)}")


def fit(lessons: Lessons) -> Fitted:
    """Both models, fitted on the teaching texts of lessons."""
    from sklearn.linear_model import LogisticRegression

    texts = lessons.teaching()
    kinds, weights = lessons.kinds[texts], lessons.weights()[texts]
    regression = LogisticRegression(C=_C, max_iter=3000, random_state=_SEED)
    regression.fit(lessons.words[texts], kinds, sample_weight=weights)
    layers = tune([lessons.hidden[int(n)] for n in texts], kinds, weights, _SEED)
    return Fitted(regression.coef_.T, regression.intercept_, layers)


def read_lessons(cases: Sequence[Case]) -> Lessons:
    """The texts of development cases, with all that the models read of them."""
    texts, message, whole = [], [], []
    for number, case in enumerate(cases):
        parts = parts_of(case.question)
        texts += parts
        message += [number] * len(parts)
        whole += [True] + [False] * (len(parts) - 1)
    kinds = np.array([KINDS.index(kind_of(case)) for case in cases])
    normal = normalised([case.question for case in cases], texts, message)
    return Lessons(
        message=np.array(message),
        whole=np.array(whole),
        kinds=kinds[message],
        words=word_features(normal),
        hidden=states_of(texts),
    )


def kind_of(case: Case) -> str:
    """The kind that a case of a development set teaches."""
    for status in (Status.CRISIS, Status.URGENT, Status.PERSONAL_ADVICE):
        if status in case.expect and Status.ANSWERED not in case.expect:
            return status.value
    return "general"


def normalised(messages: Sequence[str], texts: Sequence[str], message: Sequence[int]) -> list[str]:
    """Texts as triage normalises them, each by the rules of the language of its message."""
    books = {language: load_rulebook(language) for language in LANGUAGES}
    languages = [language_of(one) for one in messages]
    return [
        books.get(languages[number], books[ENGLISH]).normalised(text)
        for text, number in zip(texts, message, strict=True)
    ]


def _split(kinds: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The messages to fit on and those to judge by, kinds in the same shares."""
    from sklearn.model_selection import StratifiedKFold

    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    seen, held = next(iter(folds.split(np.zeros(len(kinds)), kinds)))
    return np.asarray(seen), np.asarray(held)


def _highest(lessons: Lessons, by_text: Scores) -> Scores:
    """The highest probabilities over the texts of each message, as triage takes them."""
    summed = by_text.copy()
    summed[:, KINDS.index("urgent")] += summed[:, KINDS.index("crisis")]
    starts = np.flatnonzero(lessons.whole)
    return np.asarray(np.maximum.reduceat(summed, starts, axis=0))


def _others(kind: str, kinds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """What may not be taken for a kind: all that is less grave."""
    others: NDArray[np.bool_] = np.less(kinds, KINDS.index(kind))
    return others


def _thresholds(found: Scores, kinds: NDArray[np.int64]) -> Scores:
    thresholds = np.full(len(KINDS), 2.0)
    for kind, share in _FALSE.items():
        column = KINDS.index(kind)
        thresholds[column] = np.quantile(found[_others(kind, kinds), column], 1 - share)
    return thresholds


def _idle(found: Scores, kinds: NDArray[np.int64]) -> Scores:
    idle = np.full(len(KINDS), 2.0)
    for kind in _FALSE:
        column = KINDS.index(kind)
        idle[column] = np.quantile(found[np.equal(kinds, column), column], _LOST)
    return idle


def _report(name: str, found: Scores, kinds: NDArray[np.int64], thresholds: Scores) -> None:
    for kind in _FALSE:
        column = KINDS.index(kind)
        reached = found[:, column] >= thresholds[column]
        own: NDArray[np.bool_] = np.equal(kinds, column)
        others = _others(kind, kinds)
        print(
            f"{name}, {kind}: threshold {thresholds[column]:.3f},"
            f" found {reached[own].mean():.3f} of {own.sum()},"
            f" taken for it {reached[others].mean():.3f} of {others.sum()}"
        )


if __name__ == "__main__":
    main()
