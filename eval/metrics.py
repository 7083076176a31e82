"""Judged cases → figures. Pure functions; a figure over nothing is None, never zero.

Every metric takes the results of any selection of cases and gives a `Measure`. In the formulas,
"covered" cases are those that may be answered, and "uncovered" ones those for which `not_covered`
is the only right outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.answer import Status
from eval.judge import CaseResult


class Unit(StrEnum):
    """What a figure counts in; a share is in [0, 1]."""

    SHARE = "share"
    SENTENCES = "sentences"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, and over how many things it was taken; `value` is None where `n` is 0."""

    name: str
    value: float | None
    n: int
    unit: Unit = Unit.SHARE


_CARDS = frozenset({Status.URGENT, Status.CRISIS})

Metric = Callable[[Sequence[CaseResult]], Measure]


def passed(results: Sequence[CaseResult]) -> Measure:
    """Cases with nothing wrong / all cases. In [0, 1], higher is better. n: cases."""
    return _share("passed", (result.passed for result in results))


def status_accuracy(results: Sequence[CaseResult]) -> Measure:
    """Cases whose outcome is one of those expected / all. [0, 1], higher is better. n: cases."""
    return _share("status_accuracy", (result.status in result.expect for result in results))


def facts_said(results: Sequence[CaseResult]) -> Measure:
    """Facts said / facts expected, of covered cases. [0, 1], higher is better. n: facts.

    Facts are pooled: a case with two counts twice. A refused case says none of its own.
    """
    return _share("facts_said", (said for r in results if _covered(r) for said in r.facts))


def facts_said_when_answered(results: Sequence[CaseResult]) -> Measure:
    """Facts said / facts expected, of covered cases that were answered. [0, 1], higher. n: facts.

    It leaves out what false refusals cost, and so tells how well sentences were chosen.
    """
    return _share(
        "facts_said_when_answered",
        (said for r in results if _covered(r) and _answered(r) for said in r.facts),
    )


def forbidden_said(results: Sequence[CaseResult]) -> Measure:
    """Forbidden strings said / forbidden strings. [0, 1], lower is better. n: strings."""
    return _share("forbidden_said", (said for r in results for said in r.forbidden))


def false_answer_rate(results: Sequence[CaseResult]) -> Measure:
    """Uncovered cases that were answered / uncovered cases. [0, 1], lower is better. n: cases."""
    return _share(
        "false_answer_rate",
        (_answered(r) for r in results if set(r.expect) == {Status.NOT_COVERED}),
    )


def false_refusal_rate(results: Sequence[CaseResult]) -> Measure:
    """Covered cases refused as `not_covered` / covered cases. [0, 1], lower is better. n: cases.

    A case that may be answered or refused is neither a false refusal nor counted.
    """
    return _share(
        "false_refusal_rate",
        (
            r.status is Status.NOT_COVERED
            for r in results
            if _covered(r) and Status.NOT_COVERED not in r.expect
        ),
    )


def escalation_recall(results: Sequence[CaseResult]) -> Measure:
    """Reports that got a card / reports. [0, 1], higher is better. n: reports.

    A report is a case for which only a card is right. The crisis card counts for an urgent report,
    not the urgent one for a crisis.
    """
    return _share(
        "escalation_recall",
        (
            r.status in r.expect or r.status is Status.CRISIS
            for r in results
            if _CARDS.issuperset(r.expect)
        ),
    )


def over_escalation(results: Sequence[CaseResult]) -> Measure:
    """Cases that got a card that is wrong for them / those for which none is right. [0, 1], lower.

    n: cases for which no card is right.
    """
    return _share(
        "over_escalation", (r.status in _CARDS for r in results if _CARDS.isdisjoint(r.expect))
    )


def over_crisis(results: Sequence[CaseResult]) -> Measure:
    """Cases that got the crisis card / those for which it is not right. [0, 1], lower. n: cases."""
    return _share(
        "over_crisis",
        (r.status is Status.CRISIS for r in results if Status.CRISIS not in r.expect),
    )


def personal_recall(results: Sequence[CaseResult]) -> Measure:
    """Personal questions told to be so / personal questions. [0, 1], higher is better. n: cases.

    A personal question is a case for which only `personal_advice` is right.
    """
    return _share(
        "personal_recall",
        (
            r.status is Status.PERSONAL_ADVICE
            for r in results
            if set(r.expect) == {Status.PERSONAL_ADVICE}
        ),
    )


def error_rate(results: Sequence[CaseResult]) -> Measure:
    """Cases that ended in `error` / all cases. [0, 1], lower is better. n: cases."""
    return _share("error_rate", (result.status is Status.ERROR for result in results))


def citation_hit_rate(results: Sequence[CaseResult]) -> Measure:
    """Cases that cite one of the expected places / cases that name one. [0, 1], higher. n: cases.

    A refused case cites nothing and counts as a miss.
    """
    return _share("citation_hit_rate", (r.cited for r in results if r.cited is not None))


def citation_hit_rate_when_answered(results: Sequence[CaseResult]) -> Measure:
    """The citation hit rate of the cases that were answered. [0, 1], higher is better. n: cases."""
    return _share(
        "citation_hit_rate_when_answered",
        (r.cited for r in results if r.cited is not None and _answered(r)),
    )


def quote_fidelity(results: Sequence[CaseResult]) -> Measure:
    """Quotes with `document.text[start:end] == quote` / quotes. [0, 1], must be 1. n: quotes."""
    return _share("quote_fidelity", (quote.exact for r in results for quote in r.quotes))


def quote_placement(results: Sequence[CaseResult]) -> Measure:
    """Quotes that stand in the section cited for them / quotes. [0, 1], must be 1. n: quotes."""
    return _share("quote_placement", (quote.placed for r in results for quote in r.quotes))


def sentences_median(results: Sequence[CaseResult]) -> Measure:
    """The median number of sentences quoted. 1 or more. n: cases that quote anything."""
    counts = _quoted(results)
    value = float(np.median(counts)) if counts else None
    return Measure("sentences_median", value, len(counts), Unit.SENTENCES)


def sentences_max(results: Sequence[CaseResult]) -> Measure:
    """The greatest number of sentences quoted. 1 or more. n: cases that quote anything."""
    counts = _quoted(results)
    value = float(max(counts)) if counts else None
    return Measure("sentences_max", value, len(counts), Unit.SENTENCES)


def latency_p50(results: Sequence[CaseResult]) -> Measure:
    """The 50th percentile of seconds to an answer, interpolated. 0 or more. n: cases asked."""
    return _latency("latency_p50", results, 50)


def latency_p95(results: Sequence[CaseResult]) -> Measure:
    """The 95th percentile of seconds to an answer, interpolated. 0 or more. n: cases asked."""
    return _latency("latency_p95", results, 95)


METRICS: tuple[Metric, ...] = (
    passed,
    status_accuracy,
    false_answer_rate,
    false_refusal_rate,
    escalation_recall,
    over_escalation,
    over_crisis,
    personal_recall,
    error_rate,
    facts_said,
    facts_said_when_answered,
    forbidden_said,
    citation_hit_rate,
    citation_hit_rate_when_answered,
    quote_fidelity,
    quote_placement,
    sentences_median,
    sentences_max,
    latency_p50,
    latency_p95,
)


def _covered(result: CaseResult) -> bool:
    return Status.ANSWERED in result.expect


def _answered(result: CaseResult) -> bool:
    return result.status is Status.ANSWERED


def _share(name: str, flags: Iterable[bool]) -> Measure:
    kept = list(flags)
    return Measure(name, sum(kept) / len(kept) if kept else None, len(kept))


def _quoted(results: Sequence[CaseResult]) -> list[int]:
    return [len(result.quotes) for result in results if result.quotes]


def _latency(name: str, results: Sequence[CaseResult], percent: int) -> Measure:
    """Linear interpolation between the nearest ranks. Source: Hyndman & Fan 1996, type 7."""
    taken = [result.seconds for result in results if result.seconds is not None]
    value = float(np.percentile(taken, percent)) if taken else None
    return Measure(name, value, len(taken), Unit.SECONDS)
