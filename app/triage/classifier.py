"""A small classifier that may add what no rule reaches.

Two models of the same four kinds: logistic regression on hashed words and letters, and the top
layers of the sentence encoder, tuned to the kinds (`app.triage.tuned`). Their probabilities are
joined by the geometric mean. The weights come from `python -m eval.fit_triage`.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.triage.tuned import Layers, unpacked

KINDS = ("general", "personal_advice", "urgent", "crisis")
"""In the order of the columns of every array of scores."""

FILE = "classifier.npz"

_FEATURES = 2**16
_WORD = re.compile(r"\b\w+\b|\?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# A number's order of magnitude as thermometers, oximeters, cuffs and counts of stools use it.
_BOUNDS = (0.0, 4.0, 31.0, 35.0, 38.0, 43.0, 93.0, 100.4, 110.1, 261.0, float("inf"))

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted.

    Attributes:
        words: (2 x 65,536, 4) weights of words and letters.
        bias: (4,) of the words.
        layers: the tuned layers' weights.
        encoder: the name of the encoder whose layers were tuned.
        thresholds: (4,) the joined probability from which a kind counts.
        alone: (4,) the same where words alone decide.
        idle: (4,) below these probabilities by words the layers are not asked.
        digest: the first 16 hexadecimal digits of the file's SHA-256.
    """

    words: NDArray[np.float32]
    bias: NDArray[np.float32]
    layers: Layers
    encoder: str
    thresholds: Scores
    alone: Scores
    idle: Scores
    digest: str

    def by_words(self, texts: Sequence[str]) -> Scores:
        """The probabilities of `KINDS`, (n, 4), of n normalised texts by their words."""
        return softmax(word_features(texts) @ self.words + self.bias)


def joined(by_words: Scores, by_layers: Scores) -> Scores:
    """The geometric mean of two models' probabilities, (n, 4), made to sum to 1."""
    mean = np.sqrt(by_words * by_layers)
    return np.asarray(mean / mean.sum(axis=1, keepdims=True))


def softmax(inner: Any) -> Scores:
    """Rows of numbers as probabilities."""
    raised = np.exp(np.asarray(inner, np.float64) - np.max(inner, axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@lru_cache
def load_weights() -> Weights:
    """The weights of this package."""
    raw = resources.files(__package__).joinpath(FILE).read_bytes()
    with np.load(io.BytesIO(raw), allow_pickle=False) as data:
        return Weights(
            words=data["words"].astype(np.float32),
            bias=data["bias"].astype(np.float32),
            layers=unpacked(data),
            encoder=str(data["encoder"]),
            thresholds=data["thresholds"].astype(np.float64),
            alone=data["alone"].astype(np.float64),
            idle=data["idle"].astype(np.float64),
            digest=hashlib.sha256(raw).hexdigest()[:16],
        )


def word_features(texts: Sequence[str]) -> Any:
    """Sparse features (n, 2 x 65,536) of n normalised texts: words, pairs and triples; letters.

    Each half has unit norm. Numbers count by their size alone.
    """
    from scipy.sparse import hstack
    from sklearn.preprocessing import normalize

    shown = [_NUMBER.sub(_size, text) for text in texts]
    halves = [normalize(one.transform(shown)) for one in _vectorizers()]
    return hstack(halves).tocsr()


@lru_cache
def _vectorizers() -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import HashingVectorizer

    common = {"n_features": _FEATURES, "alternate_sign": False, "norm": None, "binary": True}
    return (
        HashingVectorizer(
            ngram_range=(1, 3), tokenizer=_WORD.findall, token_pattern=None, **common
        ),
        HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), **common),
    )


def _size(match: re.Match[str]) -> str:
    value = float(match.group())
    for rank, (least, bound) in enumerate(pairwise(_BOUNDS)):
        if least <= value < bound:
            return f"number{'abcdefghij'[rank]}"
    return "number"
