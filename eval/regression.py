"""Logistic regression (scikit-learn) on named signals, as a reader's decision holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.reading.signals import Decision


def regression() -> Any:
    """The model, not fitted yet: signals scaled to one spread, then the regression."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))


def fitted_decision(
    table: NDArray[np.float64],
    right: NDArray[np.bool_],
    names: Sequence[str],
    threshold: float = 1.0,
) -> Decision:
    """A decision for the signals as they are, the scaling folded in, rounded to four digits.

    Args:
        table: (n, signals).
        right: (n,) what is to be told.
        names: of the signals.
        threshold: of the decision, rounded to three digits.
    """
    scaler, model = regression().fit(table, right)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    signals = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    typical = {name: round(float(m), 4) for name, m in zip(names, scaler.mean_, strict=True)}
    return Decision(round(bias, 4), signals, round(threshold, 3), typical)
