from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from eval.bench.support import FEATURES, out_of_fold, support_features
from index.encoder import Vectors
from index.hashing import HashingEncoder


class Counting(HashingEncoder):
    """Notes what it is given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return super().encode(texts)


def features(claim: str, *evidence: str) -> dict[str, float]:
    row = support_features([claim], [evidence], HashingEncoder())[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_a_claim_that_stands_in_its_evidence_has_it_all() -> None:
    seen = features("Vaccines train cells.", "Bread is baked. Vaccines train cells.")

    assert seen == {
        "cosine": pytest.approx(1.0),
        "stems": 1.0,
        "nearest_stems": 1.0,
        "missing_numbers": 0.0,
        "negation": 0.0,
    }


def test_stems_are_sought_in_all_evidence_and_in_its_nearest_sentence() -> None:
    seen = features("Vaccines train cells", "Vaccines train dogs.", "Cells divide.")

    assert seen["stems"] == 1.0
    assert seen["nearest_stems"] == pytest.approx(2 / 3)


def test_paragraphs_end_sentences() -> None:
    assert features("vaccines train", "vaccines train\ncells divide")["cosine"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("claim", "evidence", "missing"),
    [
        ("80 of 1,200 people", "It helped 80 of 1200 people.", 0),
        ("80 of 1,200 people", "It helped 80 people.", 1),
        ("2.5 or 3 days, 3 at most", "It helped.", 2),
        ("Some people", "It helped 80 people.", 0),
    ],
)
def test_numbers_that_the_evidence_lacks_are_counted(
    claim: str, evidence: str, missing: int
) -> None:
    assert features(claim, evidence)["missing_numbers"] == missing


@pytest.mark.parametrize(
    ("claim", "evidence", "differs"),
    [
        ("Zinc helps.", "Zinc does not help.", 1),
        ("Zinc doesn’t help.", "Zinc helps.", 1),
        ("Zinc never helps.", "Zinc does not help.", 0),
        ("Zinc helps.", "Zinc helps. No bread is baked.", 0),
        ("Zinc is notable.", "Zinc is notable.", 0),
    ],
)
def test_negation_is_compared_with_the_nearest_sentence(
    claim: str, evidence: str, differs: int
) -> None:
    assert features(claim, evidence)["negation"] == differs


def test_each_distinct_sentence_is_encoded_once() -> None:
    encoder = Counting()

    support_features(["It helps.", "It helps."], [["It helps. It heals."], ["It heals."]], encoder)

    assert sorted(encoder.given) == ["It heals.", "It helps."]


def test_a_claim_without_content_words_has_no_share() -> None:
    assert features("It is.", "It is what it is.")["stems"] == 0.0


def test_nothing_is_judged_by_a_model_that_has_seen_its_group() -> None:
    # In group "c" the feature means the opposite: only who has seen "c" could get it right.
    feature = np.array([[0.0], [1.0]] * 2 + [[1.0], [0.0]])
    labels = np.array([0, 1] * 3)

    found = out_of_fold(feature, labels, ["a", "a", "b", "b", "c", "c"])

    assert found.argmax(axis=1)[4:].tolist() == [1, 0]
    assert found.sum(axis=1) == pytest.approx(np.ones(6))


def test_a_label_of_one_group_alone_is_never_given_there() -> None:
    feature = np.arange(6.0)[:, None]

    found = out_of_fold(feature, np.array([0, 1, 0, 1, 2, 2]), ["a", "a", "b", "b", "c", "c"])

    assert found.shape == (6, 3)
    assert found[4:, 2].tolist() == [0.0, 0.0]
