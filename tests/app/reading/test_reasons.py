"""Why a reader decided as it did, in words."""

from __future__ import annotations

from app.reading.reasons import reasons
from app.reading.signals import Decision, load_weights
from app.reading.trained_weights import load_trained_weights

DECISION = Decision(
    bias=0.0,
    signals={"dense": 10.0, "asked": -2.0, "foreign": -1.0, "overlap": 1.0},
    threshold=0.5,
    typical={"dense": 0.5, "asked": 0.5, "foreign": 1.0, "overlap": 0.5},
)


def test_the_strongest_comes_first_and_signals_of_a_kind_are_summed() -> None:
    signals = {"dense": 0.7, "asked": 0.6, "foreign": 4.0, "overlap": 0.6}
    assert reasons(DECISION, signals) == (
        "against: words that the whole library never uses (-3.0)",
        "for: nearness in meaning (+1.8)",
    )


def test_nothing_is_told_without_typical_values() -> None:
    bare = Decision(0.0, {"dense": 10.0}, 0.5)
    assert reasons(bare, {"dense": 0.9}) == ()


def test_every_signal_of_the_fitted_decisions_belongs_to_a_kind() -> None:
    first = load_weights()
    for decision in (load_trained_weights().decision, first.known, first.unknown):
        for name in decision.signals:
            one = Decision(0.0, {name: 1.0}, 0.5, {name: 0.0})
            assert len(reasons(one, {name: 1.0})) == 1, name
