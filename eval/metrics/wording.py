"""How an answer reads, and how long it takes."""

from __future__ import annotations

import re

from app.answer import Status
from corpus.reading_grade import reading_grade
from eval.judge import CaseResult
from eval.metrics.measure import Better, Metric, Unit, percentile

_MARKER = re.compile(r"\s*\[\d+\]")


def _read(result: CaseResult) -> list[float]:
    readable = result.status is not Status.ERROR and any(map(str.isalpha, result.text))
    return [reading_grade(_MARKER.sub("", result.text))] if readable else []


def _seconds(result: CaseResult) -> list[float]:
    return [] if result.seconds is None else [result.seconds]


READING_GRADE = Metric(
    name="reading_grade",
    formula="median Flesch-Kincaid grade of what the patient reads, of cases without an error",
    counts="cases",
    of=_read,
    pool=percentile(50),
    unit=Unit.GRADE,
    better=Better.LOWER,
    source="Kincaid et al. 1975, by textstat",
)
WORDS_MEDIAN = Metric(
    name="words_median",
    formula="median number of words that the patient reads, of all cases",
    counts="cases",
    of=lambda r: [len(r.text.split())],
    pool=percentile(50),
    unit=Unit.WORDS,
    better=Better.NEITHER,
)
LATENCY_P50 = Metric(
    name="latency_p50",
    formula="50th percentile of seconds to an answer, of the cases that were asked",
    counts="cases",
    of=_seconds,
    pool=percentile(50),
    unit=Unit.SECONDS,
    better=Better.LOWER,
    source="Hyndman & Fan 1996, type 7",
)
LATENCY_P95 = Metric(
    name="latency_p95",
    formula="95th percentile of seconds to an answer, of the cases that were asked",
    counts="cases",
    of=_seconds,
    pool=percentile(95),
    unit=Unit.SECONDS,
    better=Better.LOWER,
    source="Hyndman & Fan 1996, type 7",
)
