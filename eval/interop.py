"""A run in the forms of other tools: TREC run files, and the columns that RAGAS reads.

So that evaluators can bring their own judge. Knows nothing of how a run was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from app.answer import Status
from eval.judge import CaseResult
from eval.results import Run

_TAG = "immunoqa"


def trec_run(run: Run) -> str:
    """The passages found for each case, as `query Q0 passage rank score tag`, a line each.

    The score is the reciprocal of the rank. White space and `%` in a case's id are written as in
    an address (`%20`). Cases for which nothing was searched have no line.

    Example: `trec_run(run).splitlines()[0]`
    """
    return "".join(
        f"{quote(result.id, safe='/#:')} Q0 {passage} {rank} {1 / rank:.6f} {_TAG}\n"
        for result in run.results
        for rank, passage in enumerate(result.found, start=1)
    )


def trec_qrels(run: Run) -> str:
    """The passages that each case expects, as `query 0 passage 1`, a line each.

    They are the passages found in the sections of its `cite`, so that the two files fit each
    other; an expected section of which nothing was found stands there by its own name.
    """
    return "".join(
        f"{quote(result.id, safe='/#:')} 0 {place} 1\n"
        for result in run.results
        if result.found
        for place in _expected(result, run)
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


def _expected(result: CaseResult, run: Run) -> Iterator[str]:
    for place in dict.fromkeys(result.case.cite):
        if "#" in place:
            own = [name for name in run.passages if name.rsplit("/", 1)[0] == place]
            yield from own or [place]


def _reference(result: CaseResult) -> str:
    if result.case.must_say:
        return "; ".join(fact[0] for fact in result.case.must_say)
    if set(result.expect) == {Status.NOT_COVERED}:
        return "The library does not cover this question."
    return ""
