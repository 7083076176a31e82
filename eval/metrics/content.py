"""What an answer says and what it rests on: facts, forbidden strings, quotes and citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from app.answer import Status
from eval.judge import CaseResult
from eval.metrics.measure import Better, Metric, Unit, Values, percentile
from eval.metrics.outcome import is_answered, is_covered


def _flags(flags: Iterable[bool]) -> list[float]:
    return [float(flag) for flag in flags]


def _facts(result: CaseResult) -> list[float]:
    return _flags(result.facts) if is_covered(result) else []


def _cited(result: CaseResult) -> list[float]:
    return [] if result.cited is None else [float(result.cited)]


def _quoted(result: CaseResult) -> Sequence[float]:
    return [len(result.quotes)] if result.quotes else []


def _greatest(values: Values) -> float:
    return float(np.max(values))


FACTS_SAID = Metric(
    name="facts_said",
    formula="facts said / facts expected of covered cases, pooled: a case with two counts twice, "
    "and a refused one says none of its own",
    counts="facts",
    of=_facts,
)
FACTS_SAID_WHEN_ANSWERED = Metric(
    name="facts_said_when_answered",
    formula="facts said / facts expected of covered cases that were answered, which leaves out "
    "what false refusals cost",
    counts="facts",
    of=lambda r: _facts(r) if is_answered(r) else [],
)
FORBIDDEN_SAID = Metric(
    name="forbidden_said",
    formula="forbidden strings said / forbidden strings of cases that did not end in an error",
    counts="strings",
    of=lambda r: [] if r.status is Status.ERROR else _flags(r.forbidden),
    better=Better.LOWER,
)
CITATION_HIT_RATE = Metric(
    name="citation_hit_rate",
    formula="cases that cite one of the expected places / cases that name one; a refused case "
    "cites nothing and misses",
    counts="cases",
    of=_cited,
)
CITATION_HIT_RATE_WHEN_ANSWERED = Metric(
    name="citation_hit_rate_when_answered",
    formula="cases that cite one of the expected places / cases that name one and were answered",
    counts="cases",
    of=lambda r: _cited(r) if is_answered(r) else [],
)
CITATION_PRECISION = Metric(
    name="citation_precision",
    formula="citations whose section says every sentence that they stand by, word for word, and at "
    "least one / citations; must be 1 for quotes",
    counts="citations",
    of=lambda r: _flags(citation.supports for citation in r.citations),
    source="Gao et al. 2023, ALCE, with exact containment in place of entailment",
)
CITATION_RECALL = Metric(
    name="citation_recall",
    formula="quoted sentences that the section cited for them says, word for word / those, and "
    "whatever else is said that is not our own fixed words; must be 1 for quotes",
    counts="statements",
    of=lambda r: _flags([*(q.supported for q in r.quotes), *(False for _ in r.unsupported)]),
    source="Gao et al. 2023, ALCE, with exact containment in place of entailment",
)
QUOTE_FIDELITY = Metric(
    name="quote_fidelity",
    formula="quotes with document.text[start:end] == quote / quotes; must be 1",
    counts="quotes",
    of=lambda r: _flags(quote.exact for quote in r.quotes),
)
SENTENCES_MEDIAN = Metric(
    name="sentences_median",
    formula="median number of sentences quoted, of cases that quote any",
    counts="cases",
    of=_quoted,
    pool=percentile(50),
    unit=Unit.SENTENCES,
    better=Better.NEITHER,
)
SENTENCES_MAX = Metric(
    name="sentences_max",
    formula="greatest number of sentences quoted",
    counts="cases",
    of=_quoted,
    pool=_greatest,
    interval=False,
    unit=Unit.SENTENCES,
    better=Better.NEITHER,
)
