"""Metrics against values worked out by hand; over nothing they are undefined, not zero."""

from __future__ import annotations

import pytest

from app.answer import Status
from eval.judge import CaseResult
from eval.metrics import BY_NAME, METRICS, content, outcome, searching, wording
from eval.metrics.measure import Metric
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
        (outcome.PASSED, 3 / 5, 5),
        (outcome.STATUS_ACCURACY, 3 / 5, 5),
        (outcome.FALSE_ANSWER_RATE, 1 / 2, 2),
        (outcome.FALSE_REFUSAL_RATE, 1 / 2, 2),
        (outcome.ERROR_RATE, 0.0, 5),
        (content.FACTS_SAID, 1 / 4, 4),
        (content.FACTS_SAID_WHEN_ANSWERED, 1 / 2, 2),
        (content.FORBIDDEN_SAID, 1 / 4, 4),
        (content.CITATION_HIT_RATE, 1 / 2, 2),
        (content.CITATION_HIT_RATE_WHEN_ANSWERED, 1.0, 1),
        (content.QUOTE_FIDELITY, 2 / 3, 3),
        (content.CITATION_RECALL, 2 / 3, 3),
        (content.CITATION_PRECISION, 1.0, 2),
        (content.SENTENCES_MEDIAN, 1.5, 2),
        (content.SENTENCES_MAX, 2.0, 2),
        (wording.LATENCY_P50, 3.0, 5),
        (wording.LATENCY_P95, 4.8, 5),
    ],
)
def test_five_cases_worked_out_by_hand(metric: Metric, value: float, n: int) -> None:
    measure = metric(FIVE)
    assert measure.value == pytest.approx(value)
    assert (measure.name, measure.n) == (metric.name, n)


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
        (outcome.ESCALATION_RECALL, 3 / 5, 5),
        (outcome.OVER_ESCALATION, 2 / 5, 5),
        (outcome.OVER_CRISIS, 2 / 8, 8),
        (outcome.PERSONAL_RECALL, 1 / 2, 2),
    ],
)
def test_triage_worked_out_by_hand(metric: Metric, value: float, n: int) -> None:
    measure = metric(TRIAGED)
    assert measure.value == pytest.approx(value)
    assert (measure.name, measure.n) == (metric.name, n)


# Found first, found third, found nowhere; not searched; expected by its document alone.
FOUND = [
    result(found=("d#a/1", "d#b/1"), cite=("d#a",)),
    result(found=("d#b/1", "d#c/2", "d#c/1", "d#a/1"), cite=("d#a", "d")),
    result(found=("d#b/1",), cite=("d#a",)),
    result(cite=("d#a",)),
    result(found=("d#a/1",), cite=("d",)),
]


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        (searching.HIT_AT_1, 1 / 3),
        (searching.HIT_AT_5, 2 / 3),
        (searching.RECALL_AT_10, 2 / 3),
        # Two passages of one section are one place: the second is found third, not fourth.
        (searching.MRR_AT_10, (1 + 1 / 3) / 3),
        (searching.NDCG_AT_10, (1 + 1 / 2) / 3),
    ],
)
def test_searching_worked_out_by_hand(metric: Metric, value: float) -> None:
    measure = metric(FOUND)
    assert (measure.value, measure.n) == (pytest.approx(value), 3)


def test_marks_of_citations_are_no_words() -> None:
    # 0.39 · words / sentences + 11.8 · syllables / words - 15.59, of two sentences of three words
    measure = wording.READING_GRADE([result(text="Care at home\nThe dog ran. [1]")])
    assert measure.value == pytest.approx(0.39 * 3 + 11.8 * 1 - 15.59)


def test_an_error_and_an_empty_text_have_no_reading_grade() -> None:
    results = [result(text="One cat."), result(ERROR, YES, text="Sorry."), result(text="[1]")]
    assert wording.READING_GRADE(results).n == 1
    assert wording.WORDS_MEDIAN([result(text="a b"), result(text="a b c d")]).value == 3


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_metric_over_no_cases_is_undefined(metric: Metric) -> None:
    assert (metric([]).value, metric([]).n) == (None, 0)


def test_names_tell_metrics_apart() -> None:
    assert len(BY_NAME) == len(METRICS)
    assert all(metric.formula and metric.counts for metric in METRICS)


@pytest.mark.parametrize(
    ("metric", "results", "value", "n"),
    [
        (outcome.FALSE_ANSWER_RATE, [result(ERROR, NO)], None, 0),
        (outcome.FALSE_ANSWER_RATE, [result(YES, NO, PERSONAL), result(YES, PERSONAL)], 1.0, 1),
        (outcome.OVER_ESCALATION, [result(ERROR, NO)], None, 0),
        (outcome.OVER_CRISIS, [result(ERROR, NO)], None, 0),
        (content.FORBIDDEN_SAID, [result(ERROR, NO, forbidden=(False,))], None, 0),
        (outcome.FALSE_ANSWER_RATE, [result(YES, NO, YES)], None, 0),
        (outcome.FALSE_REFUSAL_RATE, [result(ERROR, YES)], None, 0),
        (outcome.ERROR_RATE, [result(ERROR, YES), result(NO)], 0.5, 2),
        (content.FACTS_SAID, [result(NO, NO, facts=(True,))], None, 0),
        (content.CITATION_RECALL, [result(quoted=2, placed=False)], 0.0, 2),
        (wording.LATENCY_P50, [result(seconds=None), result(seconds=2.0)], 2.0, 1),
        (wording.LATENCY_P50, [result(seconds=1.0), result(seconds=2.0)], 1.5, 2),
    ],
)
def test_edges(metric: Metric, results: list[CaseResult], value: float | None, n: int) -> None:
    assert (metric(results).value, metric(results).n) == (value, n)
