"""Rules of a gate: what is read, and what breaks them."""

from __future__ import annotations

import pytest

from eval.metrics.measure import Measure, Unit
from eval.rules import BadRule, Rule, check, read_rules

FIGURES = (
    Measure("passed", 0.95, 20),
    Measure("escalation_recall", None, 0),
    Measure("latency_p95", 0.2, 20, Unit.SECONDS),
)


def test_rules_are_read() -> None:
    rules = read_rules(["passed>=0.9, latency_p95 <= 1", "false_answer_rate<5 %,"])
    assert rules == (
        Rule("passed", ">=", 0.9),
        Rule("latency_p95", "<=", 1.0),
        Rule("false_answer_rate", "<", 0.05),
    )
    assert str(rules[1]) == "latency_p95<=1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("passed=0.9", "The rule 'passed=0.9' cannot be read; write one as passed>=0.95."),
        ("passed>=much", "The rule 'passed>=much' cannot be read"),
        ("passed>=1.2.3", "The rule 'passed>=1.2.3' cannot be read"),
        ("", "There is no rule in it; write one as passed>=0.95."),
        (" , ", "There is no rule in it"),
        ("false_answer_rate<=4", "The rule 'false_answer_rate<=4' bounds a share that is 0 to 1"),
        ("accuracy>=0.9", "There is no figure 'accuracy'; there are passed, status_accuracy,"),
    ],
)
def test_a_bad_rule_is_said(text: str, said: str) -> None:
    with pytest.raises(BadRule) as raised:
        read_rules([text])
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("passed>=0.95", True, "passed>=0.95 is kept: 95.0 % of 20."),
        ("passed>0.95", False, "passed>0.95 is broken: 95.0 % (0.95) of 20."),
        ("latency_p95<=0.2", True, "latency_p95<=0.2 is kept: 200.0 ms of 20."),
        ("latency_p95<0.1", False, "latency_p95<0.1 is broken: 200.0 ms (0.2) of 20."),
        (
            "escalation_recall>=0",
            False,
            "escalation_recall>=0 is broken: no case was judged on it.",
        ),
    ],
)
def test_verdicts(text: str, kept: bool, said: str) -> None:
    (verdict,) = check(read_rules([text]), FIGURES)
    assert (verdict.kept, verdict.said) == (kept, said)
