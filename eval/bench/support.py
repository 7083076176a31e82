"""Whether evidence supports a claim: a plain check made of the product's own parts.

It compares a claim with the sentences of its evidence, by the encoder, the words and the sentences
of the index, and weighs what it sees by a logistic regression. It does not reason: it cannot tell
a true claim from a false one that uses the same words, but by a number or a negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import sentence_spans
from index.encoder import Encoder, Vectors
from index.words import content_stems

FEATURES = ("cosine", "stems", "nearest_stems", "missing_numbers", "negation")
FOLDS = 10
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nothing|without|cannot|lacks?|fails?)\b|n['’]t\b",
    re.IGNORECASE,
)

Features = NDArray[np.float64]
"""(n, 5), a row for each claim, in the order of `FEATURES`."""


def support_features(
    claims: Sequence[str], evidence: Sequence[Sequence[str]], encoder: Encoder
) -> Features:
    """What is seen of n claims on their evidence.

    Args:
        claims: n claims.
        evidence: of each claim one text or more, not all of them blank.
        encoder: the product's; each distinct sentence is encoded once.

    Returns:
        (n, 5): the greatest cosine of the claim to a sentence of the evidence, in [-1, 1]; the
        share of the claim's content stems that stand in the evidence, and that stand in that
        nearest sentence, in [0, 1] (0 where the claim has none); how many distinct numbers of the
        claim the evidence lacks; and 1 where one of claim and nearest sentence negates and the
        other does not, else 0.

    Example: `support_features(["It helps."], [["It helps. Ask."]], encoder)[0, 1]` gives `1.0`.
    """
    parts = {text: _sentences(text) for texts in evidence for text in texts}
    sentences = [[s for text in texts for s in parts[text]] for texts in evidence]
    distinct = sorted({*claims, *(s for found in sentences for s in found)})
    place = {text: row for row, text in enumerate(distinct)}
    vectors = encoder.encode(distinct)
    stems = {text: frozenset(content_stems(text)) for text in distinct}
    rows = np.empty((len(claims), len(FEATURES)))
    for number, (claim, found) in enumerate(zip(claims, sentences, strict=True)):
        near, cosine = _nearest(vectors, place[claim], [place[s] for s in found])
        nearest = found[near]
        said = stems[claim]
        rows[number] = (
            cosine,
            _share(said, frozenset().union(*(stems[s] for s in found))),
            _share(said, stems[nearest]),
            len(_numbers([claim]) - _numbers(found)),
            bool(_NEGATION.search(claim)) != bool(_NEGATION.search(nearest)),
        )
    return rows


def out_of_fold(
    features: Features, labels: NDArray[np.intp], groups: Sequence[str]
) -> NDArray[np.float64]:
    """The probability of every label for n claims, by models that have not seen their groups.

    Logistic regression on standardised features, every label weighing alike, in at most ten folds
    of whole groups. A label that no other fold holds has probability 0.

    Args:
        features: (n, f).
        labels: (n,) from 0.
        groups: n names, of at least two groups.

    Returns:
        (n, l), rows sum to 1, l being the greatest label plus 1.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    found = np.zeros((len(labels), int(labels.max()) + 1))
    for train, test in GroupKFold(min(FOLDS, len(set(groups)))).split(features, labels, groups):
        model = make_pipeline(
            StandardScaler(), LogisticRegression(max_iter=1000, class_weight="balanced")
        )
        model.fit(features[train], labels[train])
        found[np.ix_(test, model.classes_)] = model.predict_proba(features[test])
    return found


def _sentences(text: str) -> list[str]:
    """The sentences of a text of one or more paragraphs."""
    return [line[start:end] for line in text.splitlines() for start, end in sentence_spans(line)]


def _nearest(vectors: Vectors, claim: int, rows: list[int]) -> tuple[int, float]:
    """Which of some rows is nearest to the claim's, and its similarity in [-1, 1]."""
    similarities = vectors[rows] @ vectors[claim]
    near = int(np.argmax(similarities))
    return near, float(similarities[near])


def _share(said: frozenset[str], held: frozenset[str]) -> float:
    return len(said & held) / len(said) if said else 0.0


def _numbers(texts: Iterable[str]) -> set[str]:
    return {n.replace(",", "") for text in texts for n in _NUMBER.findall(text)}
