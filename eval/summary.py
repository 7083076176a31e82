"""All figures of a run, over every case and for each tag. Knows nothing of how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.judge import CaseResult
from eval.metrics import METRICS, Measure


@dataclass(frozen=True, slots=True)
class Summary:
    """Every metric over all cases, and over those of each tag, tags in alphabetical order."""

    overall: tuple[Measure, ...]
    tags: Mapping[str, tuple[Measure, ...]]


def summarise(results: Sequence[CaseResult]) -> Summary:
    """The figures of a run.

    Example: `summarise(results).overall[0].value`
    """
    tags = sorted({tag for result in results for tag in result.tags})
    return Summary(
        overall=_measure(results),
        tags={tag: _measure([r for r in results if tag in r.tags]) for tag in tags},
    )


def _measure(results: Sequence[CaseResult]) -> tuple[Measure, ...]:
    return tuple(metric(results) for metric in METRICS)
