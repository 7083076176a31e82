"""What each signal gives the trained reader: an ablation, on the unseen halves and public data.

Every step's reader ranks the same hits, decides by its own weights, and chooses its sentences.
Triage is left out, and so are questions that lean on earlier ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.answer import Status
from app.reading.adapter import load_adapter
from app.reading.cross_encoder import CrossEncoder, load_network
from app.reading.opening import open_reader
from app.reading.reader import Chosen
from app.reading.signals import load_weights
from app.reading.trained_reader import TrainedReader
from app.settings import OVERVIEW_DOCUMENTS, PACKAGED_DOCUMENTS
from eval.bench.ablation import STEPS, Fitted, load_fitted
from eval.bench.answerability import SAMPLE, SQUAD_WORK, answered_at, mediqa_rows
from eval.bench.bench import Bench, MissingData, Row
from eval.bench.generation import open_pages
from eval.bench.grouped import grouped_measure
from eval.bench.mediqa import WORK as MEDIQA_WORK
from eval.bench.mediqa import load_mediqa, pool
from eval.bench.mediqa_reading import read_mediqa
from eval.bench.remembering import Remembering
from eval.bench.squad import SQUAD, as_pages, load_squad, taught
from eval.bench.squad_reading import sampled, squad_cases
from eval.cases import Case, with_tags
from eval.metrics.measure import Measure, Unit, mean
from eval.metrics.selective import AUROC
from eval.reader_questions import SETS, Question, facts_said, found_in
from eval.set_files import load_cases
from index.encoder import Encoder, load_encoder

_SETS = (
    ("overview-unseen", OVERVIEW_DOCUMENTS, ()),
    ("patients", OVERVIEW_DOCUMENTS, ("unseen",)),
    ("library", PACKAGED_DOCUMENTS, ("unseen",)),
)

Say = Callable[[str], None]
Readers = Sequence[tuple[str, TrainedReader]]


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reader makes of one question."""

    score: float
    answerable: bool
    first: bool
    facts: float
    shown: int


def measure(data: Path, work: Path, say: Say = lambda _: None) -> Bench:
    """The rows of every set, by step.

    Args:
        data: the folder of the benchmarks; where they are missing, a note says so.
        work: a folder for the indexes, which a second run finds there.
        say: told of each stage in one line.

    Raises:
        ReaderUnavailable: the network is missing or damaged.
        Unavailable: an index cannot be built or opened.
    """
    readers = step_readers(load_fitted())
    rows: list[Row] = []
    for name, documents, tags in _SETS:
        cases = [
            case for case in with_tags(load_cases(SETS / f"{name}.jsonl"), tags) if _single(case)
        ]
        say(f"{name}: {len(cases)} questions")
        questions = found_in(documents, cases, work / f"reading-{documents.name}")
        rows += _rows(name, questions, readers)
        rows += _times(name, questions)
    notes = list(_NOTES)
    try:
        rows += public_rows(data, work, load_encoder("minilm"), readers, say)
    except MissingData as error:
        notes.append(str(error))
    return Bench("Reading: what each signal gives", tuple(rows), tuple(notes))


def step_readers(fitted: Sequence[Fitted]) -> Readers:
    """A reader for each step, by its name; all share one network, which reads no pair twice.

    Raises:
        ReaderUnavailable: the network is missing or damaged.
    """
    first = load_weights()
    whole = fitted[-1].weights
    network = Remembering(CrossEncoder(load_network(whole.network)))
    adapter = load_adapter(whole.adapter)
    return [(one.name, TrainedReader(network, adapter, one.weights, first)) for one in fitted]


def _times(data: str, questions: Sequence[Question]) -> list[Row]:
    """Seconds that the product's own trained reader takes for one question's hits."""
    reader = open_reader(trained=True)
    seconds = []
    for question in questions:
        started = time.perf_counter()
        reader.read(question.hits)
        seconds.append(time.perf_counter() - started)
    return [
        Row(data, STEPS[-1].name, Measure(name, value, len(seconds), Unit.SECONDS))
        for name, value in (
            ("reading_p50", float(np.median(seconds))),
            ("reading_p95", float(np.percentile(seconds, 95))),
        )
    ]


def _single(case: Case) -> bool:
    """Whether a case has one right outcome, an answer or a refusal, and no earlier turns."""
    return not case.history and case.expect in ((Status.ANSWERED,), (Status.NOT_COVERED,))


def _rows(data: str, questions: Sequence[Question], readers: Readers) -> list[Row]:
    rows = []
    for name, reader in readers:
        read = [_read(question, reader) for question in questions]
        covered = [one for one in read if one.answerable]
        facts = [one for one in covered if not np.isnan(one.facts)]
        figures = [
            *_separation([(one.score, one.answerable) for one in read]),
            _share("right_section_first", [float(one.first) for one in covered]),
            _share("facts_in_what_would_be_shown", [one.facts for one in facts]),
        ]
        shown = float(np.median([one.shown for one in covered]))
        figures.append(Measure("sentences_shown_median", shown, len(covered), Unit.SENTENCES))
        rows += [Row(data, name, figure) for figure in figures]
    return rows


def _read(question: Question, reader: TrainedReader) -> _Read:
    ranked = reader.rank(question.hits)
    chosen: Sequence[Chosen] = reader.choose(ranked) if question.covered else ()
    return _Read(
        score=reader.probability(ranked),
        answerable=question.covered,
        first=question.right(ranked[0].hit),
        facts=facts_said(question.case, chosen),
        shown=sum(len(one.sentences) for one in chosen),
    )


def _separation(pairs: Sequence[tuple[float, bool]], groups: Sequence[str] = ()) -> list[Measure]:
    """AUROC, and what is answered at 4 % false answers; by the bootstrap over groups."""
    table = np.array([(score, float(covered)) for score, covered in pairs]).reshape(-1, 2)
    names = groups or [str(number) for number in range(len(table))]
    return [
        grouped_measure(AUROC.name, table, names, AUROC.pool, AUROC.unit),
        grouped_measure("answered_at_4_false", table, names, answered_at),
    ]


def _share(name: str, values: Sequence[float]) -> Measure:
    return grouped_measure(name, np.array(values), [str(n) for n in range(len(values))], mean)


def public_rows(data: Path, work: Path, encoder: Encoder, readers: Readers, say: Say) -> list[Row]:
    """The rows of SQuAD's titles that were not learnt, and of MEDIQA's validation file.

    Raises:
        MissingData: a file of the benchmarks is missing or broken.
    """
    paragraphs, sets = load_squad(data / SQUAD), load_mediqa(data)
    learnt = {paragraph.title for paragraph in taught(paragraphs)}
    judged = [paragraph for paragraph in paragraphs if paragraph.title not in learnt]
    indexed = open_pages(as_pages(judged), work / f"{SQUAD_WORK}-judged", encoder, say)
    cases = sampled(squad_cases(judged, indexed), SAMPLE)
    say(f"SQuAD 2.0: {len(cases)} questions")
    hits = [indexed.search.find(" ".join(one.question.text.split()), subject="") for one in cases]
    groups = [f"{one.place.document}#{one.place.section}" for one in cases]
    indexed.search.close()
    rows = []
    for name, reader in readers:
        scores = [reader.probability(reader.rank(found)) for found in hits]
        pairs = [(score, one.answerable) for score, one in zip(scores, cases, strict=True)]
        rows += [Row("SQuAD 2.0 half-dev", name, one) for one in _separation(pairs, groups)]
    pages = open_pages(pool(sets), work / MEDIQA_WORK, encoder, say)
    for name, reader in readers:
        say(f"MEDIQA 2019: {name}")
        validation, *trains = [read_mediqa(one, pages, reader) for one in sets]
        own = mediqa_rows("validation", validation, [j for one in trains for j in one])
        rows += [
            Row(row.data, name, row.measure, row.published)
            for row in own
            if row.measure.name in ("accuracy", "MRR") and row.system == "reader"
        ]
    pages.search.close()
    return rows


_NOTES = (
    "Each step holds all signals of those above it; all are fitted on the same development "
    "questions. right_section_first and facts_in_what_would_be_shown are of all covered questions, "
    "whether they would be answered or not.",
    "answered_at_4_false reads the curve of the judged questions themselves: what the scores could "
    "give, not what the product's threshold gives.",
    "SQuAD: the titles from which the network did not learn, one library. MEDIQA: none of it was "
    "learnt; the threshold of its accuracy is chosen on both training files.",
    "reading_p50 and reading_p95: the trained reader alone, on the hits of one question.",
)
