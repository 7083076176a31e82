"""Conditional logit: which of a question's passages answers, by their weighed signals.

Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_RIDGE = 1e-3


def conditional_logit(
    choices: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]],
) -> NDArray[np.float64]:
    """(signals,) of weights, by the greatest likelihood with a small ridge (SciPy's L-BFGS).

    Args:
        choices: of each question (n, signals) its passages' signals, and (n,) which of them answer;
            questions of which none or all answer teach nothing.
    """
    from scipy.optimize import minimize

    telling = [(table, right) for table, right in choices if right.any() and not right.all()]
    every = np.concatenate([table for table, _ in telling])
    spread = np.maximum(every.std(axis=0), 1e-9)
    longest = max(len(table) for table, _ in telling)
    signals = np.zeros((len(telling), longest, every.shape[1]))
    there = np.zeros((len(telling), longest), bool)
    answers = np.zeros((len(telling), longest), bool)
    for number, (table, right) in enumerate(telling):
        signals[number, : len(table)] = (table - every.mean(axis=0)) / spread
        there[number, : len(table)] = True
        answers[number, : len(table)] = right

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = np.where(there, signals @ weights, -np.inf)
        scores = scores - scores.max(axis=1, keepdims=True)
        weight = np.exp(scores)
        likely = weight / weight.sum(axis=1, keepdims=True)
        right = np.where(answers, likely, 0.0)
        given = right / np.maximum(right.sum(axis=1, keepdims=True), 1e-300)
        gradient = np.einsum("qp,qps->s", likely - given, signals) / len(telling)
        value = -np.log(np.maximum(right.sum(axis=1), 1e-300)).mean()
        return float(value + _RIDGE * weights @ weights), gradient + 2 * _RIDGE * weights

    found = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B")
    if not found.success:
        raise ArithmeticError(f"The weights could not be fitted: {found.message}")
    weights: NDArray[np.float64] = found.x / spread
    return weights
