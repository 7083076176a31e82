"""Whether the search found the sections that a case expects to be cited.

Only of cases that name sections and for which something was searched: where triage ended the
question before, the search has nothing to answer for.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.judge import CaseResult
from eval.metrics.measure import Metric, Unit
from eval.ranking import Qrels, RankedRun, rank_scores


def expected_sections(result: CaseResult) -> dict[str, int]:
    """The sections that the case would have cited, each with relevance 1."""
    return {place: 1 for place in result.case.cite if "#" in place}


def found_sections(result: CaseResult) -> dict[str, float]:
    """The sections of the passages found, each with the reciprocal of its rank."""
    sections = dict.fromkeys(passage.rsplit("/", 1)[0] for passage in result.found)
    return {section: 1 / rank for rank, section in enumerate(sections, start=1)}


def _metric(
    name: str, formula: str, of_ir_measures: str, source: str, unit: Unit = Unit.SHARE
) -> Metric:
    def of(result: CaseResult) -> Sequence[float]:
        qrels: Qrels = {"case": expected_sections(result)}
        run: RankedRun = {"case": found_sections(result)}
        return list(rank_scores(qrels, run, of_ir_measures).values()) if result.found else []

    return Metric(
        name=name, formula=formula, counts="searched cases", of=of, unit=unit, source=source
    )


HIT_AT_1 = _metric(
    "search_hit_at_1",
    "searched cases whose first section found is an expected one / searched cases",
    "Success@1",
    "by ir-measures",
)
HIT_AT_5 = _metric(
    "search_hit_at_5",
    "searched cases with an expected section among the first five found / searched cases",
    "Success@5",
    "by ir-measures",
)
RECALL_AT_10 = _metric(
    "search_recall_at_10",
    "mean share of the expected sections among the first ten found",
    "R@10",
    "by ir-measures",
)
MRR_AT_10 = _metric(
    "search_mrr_at_10",
    "mean reciprocal rank of the first expected section among the first ten found",
    "RR@10",
    "Kantor & Voorhees 2000, by ir-measures",
    Unit.SCORE,
)
NDCG_AT_10 = _metric(
    "search_ndcg_at_10",
    "mean normalised discounted cumulative gain of the first ten sections found",
    "nDCG@10",
    "Järvelin & Kekäläinen 2002, by ir-measures",
    Unit.SCORE,
)
