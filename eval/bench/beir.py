"""A retrieval benchmark in the layout of BEIR. Parses its files; knows nothing of searching.

Source: Thakur et al. 2021, BEIR.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.bench.bench import MissingData
from eval.bench.json_lines import json_lines, text_under
from eval.bench.pages import Page
from eval.ranking import BadRanking, Qrels, load_qrels


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Pages, queries by their id (those that are judged alone), and the judgements."""

    name: str
    pages: tuple[Page, ...]
    queries: Mapping[str, str]
    qrels: Qrels


def load_beir(folder: Path, name: str = "") -> Retrieval:
    """A folder with corpus.jsonl, queries.jsonl (each may end in .gz) and qrels/test.tsv.

    Args:
        folder: of the benchmark.
        name: by which it goes; the folder's where it is not given.

    Raises:
        MissingData: the folder or a file is missing or broken, an id stands twice, or a judged
            query has no text.
    """
    if not folder.is_dir():
        raise MissingData(f"There is no folder '{folder}'.")
    qrels = _qrels(folder / "qrels" / "test.tsv")
    pages = _pages(_either(folder / "corpus.jsonl"))
    queries = {}
    path = _either(folder / "queries.jsonl")
    for place, row in json_lines(path):
        query = text_under(row, "_id", place)
        if query in qrels:
            queries[query] = text_under(row, "text", place)
    lacking = sorted(qrels.keys() - queries.keys())
    if lacking:
        raise MissingData(f"{path}: the judged query '{lacking[0]}' is not in it.")
    return Retrieval(name or folder.name, pages, queries, qrels)


def _pages(path: Path) -> tuple[Page, ...]:
    pages: dict[str, Page] = {}
    for place, row in json_lines(path):
        page = Page(
            text_under(row, "_id", place),
            text_under(row, "title", place, blank=True),
            (text_under(row, "text", place, blank=True),),
        )
        if page.id in pages:
            raise MissingData(f"{place}: the id '{page.id}' stands twice.")
        pages[page.id] = page
    if not pages:
        raise MissingData(f"'{path}' holds no document.")
    return tuple(pages.values())


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    try:
        return load_qrels(path)
    except BadRanking as error:
        raise MissingData(str(error)) from error


def _either(path: Path) -> Path:
    """The file, or where it is not there the packed one."""
    packed = path.with_name(f"{path.name}.gz")
    return packed if packed.exists() and not path.exists() else path
