"""All figures of a run, over every case and for each tag. Knows nothing of how they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.answer import Status
from eval.intervals import with_interval
from eval.judge import CaseResult
from eval.metrics import METRICS
from eval.metrics.measure import Measure
from eval.metrics.outcome import PASSED


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each outcome came where others were expected.

    A row for each list of expected statuses that the cases have, most frequent first; `counts`
    maps an outcome to its number of cases.
    """

    expected: tuple[Status, ...]
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """Every metric over all cases, and over those of each tag, tags in alphabetical order.

    The figures over all cases have intervals, and each tag's share of passed cases has one.
    """

    overall: tuple[Measure, ...]
    tags: Mapping[str, tuple[Measure, ...]]
    confusion: tuple[Confusion, ...]

    def passed(self) -> Measure:
        """The share of all cases that passed."""
        return _named(self.overall, PASSED.name)

    def passed_by_tag(self) -> dict[str, Measure]:
        """The share of each tag's cases that passed."""
        return {tag: _named(figures, PASSED.name) for tag, figures in self.tags.items()}


def summarise(results: Sequence[CaseResult]) -> Summary:
    """The figures of a run.

    Example: `summarise(results).overall[0].value`
    """
    tags = sorted({tag for result in results for tag in result.tags})
    return Summary(
        overall=tuple(with_interval(metric, results) for metric in METRICS),
        tags={tag: _of_tag([r for r in results if tag in r.tags]) for tag in tags},
        confusion=confusion(results),
    )


def confusion(results: Sequence[CaseResult]) -> tuple[Confusion, ...]:
    """The confusion matrix of outcomes; cases with several right ones stand in a row of theirs."""
    rows: dict[tuple[Status, ...], Counter[Status]] = {}
    for result in results:
        expected = tuple(status for status in Status if status in result.expect)
        rows.setdefault(expected, Counter())[result.status] += 1
    ordered = sorted(rows.items(), key=lambda row: (-row[1].total(), row[0]))
    return tuple(Confusion(expected, dict(counts)) for expected, counts in ordered)


def _named(measures: Sequence[Measure], name: str) -> Measure:
    return next(measure for measure in measures if measure.name == name)


def _of_tag(results: Sequence[CaseResult]) -> tuple[Measure, ...]:
    return tuple(
        with_interval(metric, results) if metric is PASSED else metric(results)
        for metric in METRICS
    )
