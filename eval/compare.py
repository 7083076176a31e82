"""Two runs of one set → what got better, what got worse, and how sure that is. Knows no files.

Only cases that both have, word for word, are compared; each is its own control.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.intervals import difference_interval
from eval.judge import CaseResult
from eval.metrics import METRICS
from eval.metrics.measure import Better, Measure, Metric, Unit
from eval.results import Run
from eval.significance import LEVEL, holm, mcnemar, randomisation


class NothingToCompare(Exception):
    """Two runs have no case in common."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One case in both runs."""

    before: CaseResult
    after: CaseResult


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure in both runs, over the cases that both have.

    `low` and `high` bound `after` less `before` with 95 % confidence, by the paired bootstrap;
    None where that says nothing. `p` is how probable so great a difference is by chance alone,
    corrected for the number of figures that are tested; None for those that are not: times differ
    from run to run whatever is run.
    """

    name: str
    unit: Unit
    better: Better
    before: Measure
    after: Measure
    low: float | None
    high: float | None
    p: float | None

    @property
    def change(self) -> float | None:
        """`after` less `before`; None where one of them is undefined."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def sure(self) -> str:
        """Where chance alone would hardly do it, "better" or "worse", else nothing."""
        if self.p is None or self.p >= LEVEL or not self.change or self.better is Better.NEITHER:
            return ""
        return "better" if (self.change > 0) == (self.better is Better.HIGHER) else "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, paired.

    `fixed` failed before and passed after, `broken` the other way round. `mcnemar` is the
    probability of a split at least as uneven, were both runs alike; None where no case flipped.
    `settings` maps what shaped the runs and differs to both values, `left_out` tells of cases that
    are not in both.
    """

    before: Run
    after: Run
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    fixed: tuple[Pair, ...]
    broken: tuple[Pair, ...]
    mcnemar: float | None
    settings: Mapping[str, tuple[str, str]]
    left_out: tuple[str, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Pair two runs by the ids of their cases.

    Raises:
        NothingToCompare: they have no case in common.

    Example: `compare(load_run(Path("a.json")), load_run(Path("b.json"))).mcnemar`
    """
    earlier = {result.id: result for result in before.results}
    later = {result.id: result for result in after.results}
    pairs = [
        Pair(result, later[key])
        for key, result in earlier.items()
        if key in later and _same(result, later[key])
    ]
    if not pairs:
        raise NothingToCompare(
            "The two runs have no case in common. Where several sets are run at once, a case is "
            "named by its set too: run the same files in both."
        )
    fixed = tuple(p for p in pairs if p.after.passed and not p.before.passed)
    broken = tuple(p for p in pairs if p.before.passed and not p.after.passed)
    return Comparison(
        before=before,
        after=after,
        pairs=tuple(pairs),
        differences=_differences(pairs),
        fixed=fixed,
        broken=broken,
        mcnemar=mcnemar(len(fixed), len(broken)),
        settings=_changed({"index": before.index, **before.settings}, after),
        left_out=tuple(_left_out(earlier, later)),
    )


def _same(before: CaseResult, after: CaseResult) -> bool:
    """Whether both judged the same thing: tags and notes aside."""
    told = {"tags", "note"}
    return before.case.model_dump(exclude=told) == after.case.model_dump(exclude=told)


def _differences(pairs: Sequence[Pair]) -> tuple[Difference, ...]:
    before, after = [pair.before for pair in pairs], [pair.after for pair in pairs]
    tested = [
        None if metric.unit is Unit.SECONDS else randomisation(metric, before, after)
        for metric in METRICS
    ]
    return tuple(
        _difference(metric, before, after, p)
        for metric, p in zip(METRICS, holm(tested), strict=True)
    )


def _difference(
    metric: Metric, before: Sequence[CaseResult], after: Sequence[CaseResult], p: float | None
) -> Difference:
    low, high = difference_interval(metric, before, after) or (None, None)
    return Difference(
        name=metric.name,
        unit=metric.unit,
        better=metric.better,
        before=metric(before),
        after=metric(after),
        low=low,
        high=high,
        p=p,
    )


def _changed(before: Mapping[str, Any], after: Run) -> dict[str, tuple[str, str]]:
    later = {"index": after.index, **after.settings}
    return {
        key: (str(before.get(key, "")), str(later.get(key, "")))
        for key in {**before, **later}
        if before.get(key) != later.get(key)
    }


def _left_out(earlier: Mapping[str, CaseResult], later: Mapping[str, CaseResult]) -> Sequence[str]:
    return [
        *(f"'{key}' is in the first run alone." for key in earlier if key not in later),
        *(f"'{key}' is in the second run alone." for key in later if key not in earlier),
        *(
            f"'{key}' is not the same case in both."
            for key, result in earlier.items()
            if key in later and not _same(result, later[key])
        ),
    ]
