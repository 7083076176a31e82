"""The steps of the ablation: each has one kind of signal more, the last is the product's reader."""

from __future__ import annotations

from itertools import pairwise

from app.reading.trained_weights import load_trained_weights
from eval.bench.ablation import STEPS, load_fitted


def test_each_step_has_the_signals_of_the_one_before_and_more() -> None:
    for fewer, more in pairwise(STEPS):
        assert set(fewer.decision) < set(more.decision)
        assert set(fewer.ranking) <= set(more.ranking)


def test_what_was_fitted_uses_the_signals_of_its_step_and_ends_with_the_product_s() -> None:
    fitted = load_fitted()
    assert [one.name for one in fitted] == [step.name for step in STEPS]
    for one, step in zip(fitted, STEPS, strict=True):
        assert set(one.weights.decision.signals) == set(step.decision)
        assert set(one.weights.ranking) == set(step.ranking)
    assert fitted[-1].weights == load_trained_weights()
