"""The learned similarity, and its file."""

from __future__ import annotations

import numpy as np
import pytest

from app.reading.adapter import Adapter, load_adapter
from app.reading.errors import ReaderUnavailable
from app.reading.trained_weights import load_trained_weights
from index.hit import HitVectors


def unit(*degrees: float) -> np.ndarray:
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def hit(asking: float, texts: list[float], asked: list[float]) -> HitVectors:
    rows = range(len(texts)), range(len(texts), len(texts) + len(asked))
    return HitVectors(unit(asking)[0], unit(*texts, *asked), *rows)


def test_each_hit_has_the_nearest_of_its_own_texts() -> None:
    plain = Adapter(np.eye(2), np.eye(2))
    near, far = plain.nearness([hit(0, [60, 0, 90], [60]), hit(90, [0, 30], [])])
    assert near.text == pytest.approx(1.0)
    assert near.asked == pytest.approx(0.5)
    assert near.sentences == pytest.approx((1.0, 0.0), abs=1e-6)
    assert (far.text, far.asked) == (pytest.approx(0.5), -1.0)


def test_questions_and_texts_are_mapped_each_by_their_own_map() -> None:
    quarter_turn = np.array([[0.0, 1.0], [-1.0, 0.0]])
    turned = Adapter(quarter_turn, np.eye(2))
    assert turned.nearness([hit(0, [90], [0])])[0].text == pytest.approx(1.0)
    assert Adapter(np.eye(2), 5 * np.eye(2)).nearness([hit(0, [60], [])])[0].text == (
        pytest.approx(0.5)
    )


def test_no_hit_has_no_nearness() -> None:
    assert Adapter(np.eye(2), np.eye(2)).nearness([]) == []


def test_another_file_than_the_weights_were_fitted_with_is_refused() -> None:
    load_adapter(load_trained_weights().adapter)
    with pytest.raises(ReaderUnavailable, match=r"adapter\.npz is not the file"):
        load_adapter("0" * 64)
