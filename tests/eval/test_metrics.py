"""Metrics against values worked out by hand; over nothing they are undefined, not zero."""

from __future__ import annotations

import pytest

from app.answer import Status
from eval import metrics
from eval.judge import CaseResult
from eval.metrics import METRICS, Metric
from tests.eval.made import result

YES, NO, ERROR = Status.ANSWERED, Status.NOT_COVERED, Status.ERROR
URGENT, CRISIS, PERSONAL = Status.URGENT, Status.CRISIS, Status.PERSONAL_ADVICE

# Covered and answered; covered and refused; not covered and answered; not covered and refused;
# either would be right, and it was refused.
FIVE = [
    result(YES, YES, quoted=2, facts=(True, False), cited=True, seconds=1.0),
    result(NO, YES, facts=(False, False), cited=False, seconds=2.0, reasons=("wrong",)),
    result(YES, NO, quoted=1, exact=False, forbidden=(True, False), seconds=3.0, reasons=("x",)),
    result(NO, NO, forbidden=(False, False), seconds=4.0),
    result(NO, YES, NO, seconds=5.0),
]


@pytest.mark.parametrize(
    ("metric", "value", "n"),
    [
        (metrics.passed, 3 / 5, 5),
        (metrics.status_accuracy, 3 / 5, 5),
        (metrics.false_answer_rate, 1 / 2, 2),
        (metrics.false_refusal_rate, 1 / 2, 2),
        (metrics.error_rate, 0.0, 5),
        (metrics.facts_said, 1 / 4, 4),
        (metrics.facts_said_when_answered, 1 / 2, 2),
        (metrics.forbidden_said, 1 / 4, 4),
        (metrics.citation_hit_rate, 1 / 2, 2),
        (metrics.citation_hit_rate_when_answered, 1.0, 1),
        (metrics.quote_fidelity, 2 / 3, 3),
        (metrics.quote_placement, 1.0, 3),
        (metrics.sentences_median, 1.5, 2),
        (metrics.sentences_max, 2.0, 2),
        (metrics.latency_p50, 3.0, 5),
        (metrics.latency_p95, 4.8, 5),
    ],
)
def test_five_cases_worked_out_by_hand(metric: Metric, value: float, n: int) -> None:
    measure = metric(FIVE)
    assert measure.value == pytest.approx(value)
    assert (measure.name, measure.n) == (metric.__name__, n)


# A report heard, heard as graver, and missed; a crisis heard, and taken for urgent; an ordinary
# question that was answered, and two that got a card; a personal one told so, and one answered.
TRIAGED = [
    result(URGENT, URGENT),
    result(CRISIS, URGENT),
    result(NO, URGENT),
    result(CRISIS, CRISIS),
    result(URGENT, CRISIS),
    result(YES, YES),
    result(URGENT, YES, NO),
    result(CRISIS, NO),
    result(PERSONAL, PERSONAL),
    result(YES, PERSONAL),
]


@pytest.mark.parametrize(
    ("metric", "value", "n"),
    [
        (metrics.escalation_recall, 3 / 5, 5),
        (metrics.over_escalation, 2 / 5, 5),
        (metrics.over_crisis, 2 / 8, 8),
        (metrics.personal_recall, 1 / 2, 2),
    ],
)
def test_triage_worked_out_by_hand(metric: Metric, value: float, n: int) -> None:
    measure = metric(TRIAGED)
    assert measure.value == pytest.approx(value)
    assert (measure.name, measure.n) == (metric.__name__, n)


@pytest.mark.parametrize("metric", METRICS)
def test_a_metric_over_no_cases_is_undefined(metric: Metric) -> None:
    assert (metric([]).value, metric([]).n) == (None, 0)


@pytest.mark.parametrize(
    ("metric", "results", "value", "n"),
    [
        (metrics.false_answer_rate, [result(ERROR, NO)], 0.0, 1),
        (metrics.false_answer_rate, [result(YES, NO, YES)], None, 0),
        (metrics.false_refusal_rate, [result(ERROR, YES)], 0.0, 1),
        (metrics.error_rate, [result(ERROR, YES), result(NO)], 0.5, 2),
        (metrics.facts_said, [result(NO, NO, facts=(True,))], None, 0),
        (metrics.quote_placement, [result(quoted=2, placed=False)], 0.0, 2),
        (metrics.latency_p50, [result(seconds=None), result(seconds=2.0)], 2.0, 1),
        (metrics.latency_p50, [result(seconds=1.0), result(seconds=2.0)], 1.5, 2),
    ],
)
def test_edges(metric: Metric, results: list[CaseResult], value: float | None, n: int) -> None:
    assert (metric(results).value, metric(results).n) == (value, n)
