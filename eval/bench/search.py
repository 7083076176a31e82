"""How well the product's search ranks texts of other people's benchmarks.

Words alone, vectors alone, and both as the product fuses them, on the same texts. Knows nothing of
answers. SciFact is for calibration: what others publish on it must come out here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench.beir import load_beir
from eval.bench.bench import Bench, Row
from eval.bench.generation import open_pages
from eval.bench.mediqa import WORK as MEDIQA_WORK
from eval.bench.mediqa import Asked, load_mediqa, pool
from eval.bench.pages import Page
from eval.bench.published import published
from eval.bench.rankers import Ranker, by_search, by_vectors, by_words, page_vectors
from eval.intervals import mean_measure
from eval.metrics.measure import Unit
from eval.ranking import Qrels, RankedRun, rank_scores
from index.encoder import Encoder, load_encoder

SCIFACT = "SciFact"
POOL = "MEDIQA 2019, all answers"
OWN = "MEDIQA 2019, a question's own"

_OVER_ALL = ("nDCG@10", "RR@10", "R@10", "Success@1", "Success@10")
_OVER_OWN = ("RR", "Success@1")
_SHARES = ("R@10", "Success@1", "Success@10")
_PRODUCT = 20
_ENOUGH = 50
_MANY = 1000

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """What is searched and how it is judged, by the name of its data."""

    name: str
    pages: Sequence[Page]
    queries: Mapping[str, str]
    qrels: Qrels


def measure(
    data: Path,
    work: Path,
    say: Say = lambda _: None,
    *,
    beir: Path | None = None,
    encoder: str = "minilm",
) -> Bench:
    """Rank the documents of SciFact and the answers of MEDIQA 2019, or one other benchmark's.

    Args:
        data: the folder of the benchmarks.
        work: a folder for indexes and vectors, which a second run finds there.
        say: told of each stage in one line.
        beir: a folder in BEIR's layout that is measured in place of both.
        encoder: name of the product's encoder.

    Raises:
        MissingData: a file is missing or broken.
        BadLibrary, BuildFailed, Damaged, Unavailable: an index cannot be built or opened.
    """
    retrieval = load_beir(beir) if beir else load_beir(data / SCIFACT.lower(), SCIFACT)
    sets = () if beir else load_mediqa(data)
    asked = [question for one in sets for question in one.questions]
    model = load_encoder(encoder)
    task = Task(retrieval.name, retrieval.pages, retrieval.queries, retrieval.qrels)
    rows = _measure(task, work / _slug(task.name), model, say)
    if asked:
        task = Task(POOL, pool(sets), {q.id: q.text for q in asked}, judgements(asked))
        rows += _measure(task, work / MEDIQA_WORK, model, say, asked)
    return Bench("Search: are the right texts found first?", tuple(rows), _notes(len(asked)))


def _measure(
    task: Task, work: Path, encoder: Encoder, say: Say, asked: Sequence[Asked] = ()
) -> list[Row]:
    """The rows of one task, and of questions whose candidates are its pages, if there are any."""
    say(f"{task.name}: {len(task.pages)} texts, {len(task.queries)} queries")
    vectors = page_vectors(task.pages, encoder, work, say)
    indexed = open_pages(task.pages, work, encoder, say)
    everywhere = (
        by_words(task.pages),
        by_vectors(task.pages, vectors, encoder),
        by_search(indexed, _ENOUGH),
        by_search(indexed, _PRODUCT, f"fused, {_PRODUCT} hits"),
    )
    rows = rank(task, everywhere, say)
    if asked:
        all_of_them = len(task.pages)
        among_own = (
            by_words(task.pages, all_of_them),
            by_vectors(task.pages, vectors, encoder, all_of_them),
            by_search(indexed, _MANY),
        )
        rows += rank_own(asked, among_own, say)
    indexed.search.close()
    return rows


def rank(task: Task, rankers: Sequence[Ranker], say: Say = lambda _: None) -> list[Row]:
    """The rows of every system over all texts of a task."""
    rows = []
    for ranker in rankers:
        say(f"{task.name}: ranking by {ranker.name}")
        rows += _rows(task.name, ranker.name, task.qrels, ranker.run(task.queries), _OVER_ALL)
    return rows


def rank_own(
    asked: Sequence[Asked], rankers: Sequence[Ranker], say: Say = lambda _: None
) -> list[Row]:
    """The rows of every system over the candidates of each question alone.

    A candidate that a system does not find comes last, in no order of its own.
    """
    rows = []
    queries = {question.id: question.text for question in asked}
    for ranker in rankers:
        say(f"{OWN}: ranking by {ranker.name}")
        run = ranker.run(queries)
        own = {q.id: {c.page: run[q.id].get(c.page, -1.0) for c in q.candidates} for q in asked}
        rows += _rows(OWN, ranker.name, judgements(asked), own, _OVER_OWN)
    return rows


def judgements(asked: Sequence[Asked]) -> dict[str, dict[str, int]]:
    """Of every question its candidates, 1 where right, else 0."""
    return {q.id: {c.page: int(c.right) for c in q.candidates} for q in asked}


def _rows(
    data: str, system: str, qrels: Qrels, run: RankedRun, metrics: Sequence[str]
) -> list[Row]:
    rows = []
    for metric in metrics:
        values = list(rank_scores(qrels, run, metric).values())
        figure = mean_measure(metric, values, Unit.SHARE if metric in _SHARES else Unit.SCORE)
        rows.append(Row(data, system, figure, published("search", data, metric)))
    return rows


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name.lower())


def _notes(questions: int) -> tuple[str, ...]:
    """The notes; those on MEDIQA only where questions of it were asked."""
    general = (
        "Titles and texts are searched together. BM25 is the product's word index, with its own "
        "stop words and stems; MiniLM is its encoder, exact cosine over the first 256 word pieces.",
        f"fused is the product's search over passages: the {_ENOUGH} best of what its 60 nearest "
        f"texts and the {_ENOUGH} best passages by words bring, a text standing where its best "
        "passage does. Where less than ten texts come out, what is missing counts as not found.",
        f"'fused, {_PRODUCT} hits' is what the product's reader gets to see of a question.",
        "Nothing is fitted on these data. A query without a right text is left out.",
    )
    mediqa = (
        f"MEDIQA 2019: {questions} questions of all three files; an answer is right from 3 of 4 "
        "on, and one that was not judged for a question counts as wrong for it.",
        f"Among a question's own answers fused asks for {_MANY:,} hits; an answer without one "
        "comes last. RR has no cut, and Success@1 is precision at 1.",
    )
    return general + (mediqa if questions else ())
