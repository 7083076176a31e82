"""The product's parts as rankers of pages: words alone, vectors alone, and both in its search.

Each gives a run, query → page → score, higher is nearer. Knows nothing of judgements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.bench.generation import Indexed
from eval.bench.pages import Page
from eval.ranking import RankedRun
from index.encoder import Encoder, Vectors
from index.hit import Hit
from index.lexical import LexicalIndex

DEPTH = 100
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Ranker:
    """A system by its name in a report, and what it makes of queries."""

    name: str
    run: Callable[[Mapping[str, str]], RankedRun]


def by_words(pages: Sequence[Page], depth: int = DEPTH) -> Ranker:
    """BM25 over title and text in one: the product's word index, a text for each page.

    Args:
        pages: that are ranked.
        depth: at most so many of them for a query.
    """
    index = LexicalIndex.build([page.text for page in pages])

    def run(queries: Mapping[str, str]) -> RankedRun:
        return {
            query: _best(pages, index.scores(text), query, above=0.0, depth=depth)
            for query, text in queries.items()
        }

    return Ranker("BM25", run)


def by_vectors(
    pages: Sequence[Page], vectors: Vectors, encoder: Encoder, depth: int = DEPTH
) -> Ranker:
    """Exact cosine of the query to title and text in one.

    Args:
        pages: n pages.
        vectors: (n, d) of unit norm, see `page_vectors`.
        encoder: that they are by.
        depth: at most so many of them for a query.
    """

    def run(queries: Mapping[str, str]) -> RankedRun:
        asked = encoder.encode(list(queries.values()))
        return {
            query: _best(pages, vectors @ vector, query, above=-np.inf, depth=depth)
            for query, vector in zip(queries, asked, strict=True)
        }

    return Ranker("MiniLM", run)


def by_search(indexed: Indexed, number: int, name: str = "fused") -> Ranker:
    """The product's search; a page stands where its best passage does.

    Args:
        indexed: the generation of the pages.
        number: how many passages are asked for.
        name: of the system.
    """

    def run(queries: Mapping[str, str]) -> RankedRun:
        found = {}
        for query, text in queries.items():
            hits = indexed.search.find(" ".join(text.split()), number, subject="")
            pages = [page for page in hits_by_page(hits, indexed) if page != query]
            found[query] = {page: 1 / rank for rank, page in enumerate(pages, start=1)}
        return found

    return Ranker(name, run)


def hits_by_page(hits: Sequence[Hit], indexed: Indexed) -> dict[str, list[Hit]]:
    """The hits of each page, pages in the order of their best hit."""
    held: dict[str, list[Hit]] = {}
    for hit in hits:
        held.setdefault(indexed.pages[hit.passage.document], []).append(hit)
    return held


def page_vectors(
    pages: Sequence[Page], encoder: Encoder, work: Path, say: Callable[[str], None]
) -> Vectors:
    """(n, d) unit vectors of n pages' title and text, cut where the encoder cuts; kept in `work`.

    They are made again only where texts or encoder have changed.
    """
    texts = [page.text for page in pages]
    digest = sha256("\0".join([encoder.name, *texts]).encode("utf-8", "replace")).hexdigest()
    kept = work / f"pages-{digest[:16]}.npy"
    if kept.is_file():
        return np.asarray(np.load(kept), np.float32)
    rows = []
    for first in range(0, len(texts), _BATCH):
        say(f"{first} of {len(texts)} pages have vectors")
        rows.append(encoder.encode(texts[first : first + _BATCH]))
    vectors = np.concatenate(rows)
    work.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(".new.npy")
    np.save(draft, vectors)
    draft.replace(kept)
    return vectors


def _best(
    pages: Sequence[Page], scores: NDArray[np.float32], query: str, *, above: float, depth: int
) -> dict[str, float]:
    """The best so many pages with a score above that.

    A page with the query's own id is none of them. Source: BEIR, which leaves it out likewise.
    """
    order = np.argsort(-scores, kind="stable")[: depth + 1]
    kept = [n for n in order if scores[n] > above and pages[n].id != query]
    return {pages[n].id: float(scores[n]) for n in kept[:depth]}
