"""Every metric of an eval run, in the order in which figures are shown."""

from __future__ import annotations

from eval.metrics import content, outcome, searching, selective, wording
from eval.metrics.measure import Metric

METRICS: tuple[Metric, ...] = (
    outcome.PASSED,
    outcome.STATUS_ACCURACY,
    outcome.FALSE_ANSWER_RATE,
    outcome.FALSE_REFUSAL_RATE,
    outcome.ESCALATION_RECALL,
    outcome.OVER_ESCALATION,
    outcome.OVER_CRISIS,
    outcome.PERSONAL_RECALL,
    outcome.ERROR_RATE,
    content.FACTS_SAID,
    content.FACTS_SAID_WHEN_ANSWERED,
    content.FORBIDDEN_SAID,
    content.CITATION_HIT_RATE,
    content.CITATION_HIT_RATE_WHEN_ANSWERED,
    content.CITATION_PRECISION,
    content.CITATION_RECALL,
    content.QUOTE_FIDELITY,
    selective.AUROC,
    selective.AURC,
    selective.COVERAGE_AT_RISK,
    selective.ECE,
    searching.HIT_AT_1,
    searching.HIT_AT_5,
    searching.RECALL_AT_10,
    searching.MRR_AT_10,
    searching.NDCG_AT_10,
    content.SENTENCES_MEDIAN,
    content.SENTENCES_MAX,
    wording.WORDS_MEDIAN,
    wording.READING_GRADE,
    wording.LATENCY_P50,
    wording.LATENCY_P95,
)

BY_NAME = {metric.name: metric for metric in METRICS}
