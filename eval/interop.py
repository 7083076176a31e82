"""A run in the forms of other tools: TREC run files, and the columns that RAGAS reads.

So that evaluators can bring their own judge. Knows nothing of how a run was made.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from app.answer import Status
from eval.judge import CaseResult
from eval.metrics.searching import expected_sections, found_sections
from eval.results import Run

_TAG = "immunoqa"


def trec_run(run: Run) -> str:
    """The sections found for each case, as `query Q0 section rank score tag`, a line each.

    The score is the reciprocal of the rank. White space and `%` in a case's id are written as in
    an address (`%20`). Cases for which nothing was searched have no line.

    Example: `trec_run(run).splitlines()[0]`
    """
    return "".join(
        f"{_query(result)} Q0 {section} {rank} {score:.6f} {_TAG}\n"
        for result in run.results
        for rank, (section, score) in enumerate(found_sections(result).items(), start=1)
    )


def trec_qrels(run: Run) -> str:
    """The sections that each case expects, as `query 0 section 1`, a line each.

    Of the cases for which something was searched: together with `trec_run` they give the figures
    that the run itself has for its search.
    """
    return "".join(
        f"{_query(result)} 0 {section} {relevance}\n"
        for result in run.results
        if result.found
        for section, relevance in expected_sections(result).items()
    )


def ragas_lines(run: Run) -> str:
    """A JSON object a line with `user_input`, `retrieved_contexts`, `response`, `reference`.

    The question is the last one; earlier turns stand before it, each in a line. The contexts are
    the passages found, nearest first. The reference is what the answer must say, the first wording
    of each fact; where the library does not cover the question it says so, and where nothing is
    expected it is empty. Source of the names: RAGAS, single-turn samples.
    """
    return "".join(
        json.dumps(
            {
                "user_input": "\n".join((*result.case.history, result.case.question)),
                "retrieved_contexts": [run.passages[passage] for passage in result.found],
                "response": result.text,
                "reference": _reference(result),
            },
            ensure_ascii=False,
        )
        + "\n"
        for result in run.results
    )


def _query(result: CaseResult) -> str:
    return quote(result.id, safe="/#:")


def _reference(result: CaseResult) -> str:
    if result.case.must_say:
        return "; ".join(fact[0] for fact in result.case.must_say)
    if set(result.expect) == {Status.NOT_COVERED}:
        return "The library does not cover this question."
    return ""
