"""Rankings against relevance judgements, by ir-measures, whose types never leave this file.

Qrels map a query to the relevance of its judged documents (0 is judged not relevant), a run maps a
query to the scores of the documents found. Reads the files of TREC and of BEIR.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import ir_measures

Qrels = Mapping[str, Mapping[str, int]]
RankedRun = Mapping[str, Mapping[str, float]]
_Number = TypeVar("_Number", int, float)
_Row = TypeVar("_Row")

RANK_METRICS = ("nDCG@10", "RR@10", "R@5", "R@10", "Success@1", "Success@5", "Success@10")
"""By the names of ir-measures. RR averages to MRR, R is recall, Success is the hit rate.

Sources: Järvelin & Kekäläinen 2002 (nDCG); Kantor & Voorhees 2000 (RR).
"""


class BadRanking(Exception):
    """A file of qrels or of a run cannot be read; the message names file and line."""


def rank_scores(qrels: Qrels, run: RankedRun, metric: str) -> dict[str, float]:
    """One metric of every query for which anything is judged relevant, in [0, 1], higher is better.

    A query without a relevant document is unjudged and has no score; one that is judged, and for
    which the run holds nothing, has 0. Documents that nobody judged count as not relevant, as in
    trec_eval.

    Args:
        qrels: the judgements.
        run: higher scores are nearer; equal ones are ordered by the document's id, backwards, as
            in trec_eval.
        metric: a name of ir-measures, for example one of `RANK_METRICS`.

    Example: `rank_scores({"q": {"d": 1}}, {"q": {"d": 2.0}}, "RR@10")` gives `{"q": 1.0}`.
    """
    judged = {q: dict(docs) for q, docs in qrels.items() if any(rel > 0 for rel in docs.values())}
    ranked = {q: _strictly(run[q]) for q in judged if run.get(q)}
    scores = dict.fromkeys(judged, 0.0)
    if ranked:
        found = ir_measures.iter_calc([ir_measures.parse_measure(metric)], judged, ranked)
        scores.update({row.query_id: float(row.value) for row in found})
    return scores


def _strictly(scores: Mapping[str, float]) -> dict[str, float]:
    """The same ranking in scores without ties, for providers part ties in different ways."""
    order = sorted(scores, key=lambda document: (scores[document], document))
    return {document: float(place) for place, document in enumerate(order, start=1)}


def load_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Judgements in the TREC format (`query 0 document relevance`) or that of BEIR.

    The file of BEIR is tab-separated, `query-id corpus-id score`, with or without that first line.

    Raises:
        BadRanking: the file cannot be read, or a line is of neither format.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, fields in _rows(path):
        if number == 1 and fields[0] in ("query-id", "query_id"):
            continue
        match fields:
            case [query, _, document, relevance] | [query, document, relevance]:
                qrels.setdefault(query, {})[document] = _number(relevance, int, path, number)
            case _:
                raise BadRanking(f"{path}:{number}: it is no line of TREC's or BEIR's qrels.")
    return _not_empty(qrels, path)


def load_run(path: Path) -> dict[str, dict[str, float]]:
    """A TREC run file: `query Q0 document rank score tag`; the scores decide, not the ranks.

    Raises:
        BadRanking: the file cannot be read, or a line is of another format.
    """
    run: dict[str, dict[str, float]] = {}
    for number, fields in _rows(path):
        match fields:
            case [query, _, document, _, score, _]:
                run.setdefault(query, {})[document] = _number(score, float, path, number)
            case _:
                raise BadRanking(f"{path}:{number}: it is no line of a TREC run.")
    return _not_empty(run, path)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BadRanking(f"{path}: it cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadRanking(f"{path}: it is not UTF-8 text.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            tabbed = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
            yield number, tabbed if len(tabbed) > 2 else line.split()


def _number(text: str, kind: type[_Number], path: Path, number: int) -> _Number:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or kind(value) != value:
        whole = "whole " if kind is int else ""
        raise BadRanking(f"{path}:{number}: '{text}' is no {whole}number.")
    return kind(value)


def _not_empty(rows: dict[str, _Row], path: Path) -> dict[str, _Row]:
    if not rows:
        raise BadRanking(f"{path}: there is nothing in it.")
    return rows
