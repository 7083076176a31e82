"""Which of a question's passages answers, learnt from their signals."""

from __future__ import annotations

import numpy as np
import pytest

from eval.conditional_logit import conditional_logit


def test_the_signal_that_tells_gets_the_weight_whatever_its_level_in_each_question() -> None:
    chance = np.random.default_rng(0)
    choices = []
    for _ in range(200):
        level = chance.normal(scale=3.0)
        table = np.column_stack([level + chance.normal(size=5), chance.normal(size=5)])
        right = np.zeros(5, bool)
        right[np.argmax(table[:, 0] + 0.3 * chance.normal(size=5))] = True
        choices.append((table, right))
    told, noise = conditional_logit(choices)
    assert told > 2.0
    assert abs(noise) < 0.1 * told


def test_weights_are_the_log_odds_between_two_passages() -> None:
    # One passage in four of those with the signal does not answer: odds of three to one.
    table = np.array([[1.0], [0.0]])
    choices = [(table, np.array([first, not first])) for first in [True, True, True, False] * 50]
    assert conditional_logit(choices)[0] == pytest.approx(np.log(3), abs=0.02)


def test_questions_of_which_all_passages_answer_teach_nothing() -> None:
    table = np.array([[1.0], [0.0]])
    telling = [(table, np.array([True, False])), (table, np.array([False, True]))]
    silent = [(table * 9, np.array([True, True]))] * 5
    assert conditional_logit([*telling, *silent]) == pytest.approx(conditional_logit(telling))
