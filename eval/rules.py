"""Rules that a run must keep, as `escalation_recall>=0.98`. Knows nothing of how it was run."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.metrics import BY_NAME
from eval.metrics.measure import Measure, Unit
from eval.tables import show

_RULE = re.compile(
    r"\s*(?P<name>\w+)\s*(?P<sign>>=|<=|>|<)\s*(?P<bound>[0-9.]+)\s*(?P<percent>%?)\s*"
)
_WITHIN_ONE = (Unit.SHARE, Unit.SCORE)
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


class BadRule(Exception):
    """A rule cannot be read; the message says why and what can be written."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A bound on one figure, in the unit in which results hold it (a share is 0 to 1)."""

    metric: str
    sign: str
    bound: float

    def __str__(self) -> str:
        return f"{self.metric}{self.sign}{self.bound:g}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a rule, in a sentence."""

    rule: Rule
    kept: bool
    said: str


def read_rules(texts: Sequence[str]) -> tuple[Rule, ...]:
    """Rules, several in one text parted by commas.

    Raises:
        BadRule: a text holds none, or one that has another form, names a figure that there is not,
            or bounds a share outside 0 to 1.

    Example: `read_rules(["escalation_recall>=0.98,false_answer_rate<=4%"])`
    """
    for text in texts:
        if not text.strip(" ,"):
            raise BadRule("There is no rule in it; write one as passed>=0.95.")
    return tuple(_read(part) for text in texts for part in text.split(",") if part.strip())


def check(rules: Sequence[Rule], overall: Sequence[Measure]) -> tuple[Verdict, ...]:
    """Hold a run's figures over all cases against rules.

    A figure over nothing breaks its rule: what nobody judged must not pass a gate.
    """
    by_name = {measure.name: measure for measure in overall}
    return tuple(_check(rule, by_name[rule.metric]) for rule in rules)


def _read(text: str) -> Rule:
    matched = _RULE.fullmatch(text)
    try:
        bound = float(matched["bound"]) if matched else 0.0
    except ValueError:
        matched = None
    if matched is None:
        raise BadRule(f"The rule '{text.strip()}' cannot be read; write one as passed>=0.95.")
    if matched["name"] not in BY_NAME:
        raise BadRule(f"There is no figure '{matched['name']}'; there are {', '.join(BY_NAME)}.")
    bound = bound / 100 if matched["percent"] else bound
    if BY_NAME[matched["name"]].unit in _WITHIN_ONE and not 0 <= bound <= 1:
        raise BadRule(f"The rule '{text.strip()}' bounds a share that is 0 to 1; for 4 % write 4%.")
    return Rule(matched["name"], matched["sign"], bound)


def _check(rule: Rule, measure: Measure) -> Verdict:
    if measure.value is None:
        return Verdict(rule, False, f"{rule} is broken: no case was judged on it.")
    kept = _HOLDS[rule.sign](measure.value, rule.bound)
    became = "is kept" if kept else "is broken"
    exact = f" ({measure.value:.6g})" if not kept else ""
    return Verdict(rule, kept, f"{rule} {became}: {show(measure)}{exact} of {measure.n}.")
