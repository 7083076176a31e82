"""How well the product's reader tells what a text answers, on other people's benchmarks.

The reader was fitted on one page about immunotherapy; here it reads an encyclopedia and answers to
consumers' health questions. Knows nothing of triage, and words no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.reading.signal_reader import SignalReader
from app.reading.signals import load_weights
from eval.bench.bench import Bench, Row
from eval.bench.generation import open_pages
from eval.bench.grouped import grouped_measure
from eval.bench.mediqa import WORK as MEDIQA_WORK
from eval.bench.mediqa import Mediqa, load_mediqa, pool
from eval.bench.mediqa_reading import (
    HITS,
    Judged,
    accuracy,
    best_threshold,
    pairs_of,
    read_mediqa,
)
from eval.bench.published import published
from eval.bench.squad import SQUAD, Paragraph, as_pages, load_squad
from eval.bench.squad_reading import SquadReading, read_squad, sampled, squad_cases
from eval.intervals import mean_measure
from eval.metrics.measure import Measure, Unit, mean
from eval.metrics.selective import AURC, AUROC, COVERAGE_AT_RISK, ECE
from eval.ranking import rank_scores
from index.encoder import Encoder, load_encoder

SAMPLE = 1500
SQUAD_WORK = "squad-2"
"""Name of the folder in which the index of its paragraphs is kept."""

_FALSE = 0.04
_SQUAD = "SQuAD 2.0"
_READER = "reader"
_MAJORITY = "majority label"

Say = Callable[[str], None]


def measure(
    data: Path,
    work: Path,
    say: Say = lambda _: None,
    *,
    sample: int | None = SAMPLE,
    encoder: str = "minilm",
) -> Bench:
    """Read the questions of SQuAD 2.0 and the candidate answers of MEDIQA 2019.

    Args:
        data: the folder of the benchmarks.
        work: a folder for the indexes, which a second run finds there.
        say: told of each stage in one line.
        sample: how many questions of SQuAD are asked, drawn by a fixed seed; None asks all.
        encoder: name of the product's encoder.

    Raises:
        MissingData: a file is missing or broken.
        BadLibrary, BuildFailed, Damaged, Unavailable: an index cannot be built or opened.
    """
    paragraphs, sets, model = load_squad(data / SQUAD), load_mediqa(data), load_encoder(encoder)
    rows = _squad(paragraphs, sample, work / SQUAD_WORK, model, say)
    rows += _mediqa(sets, work / MEDIQA_WORK, model, say)
    return Bench("Answerability: does the reader tell what a text answers?", tuple(rows), _notes())


def _squad(
    paragraphs: Sequence[Paragraph], sample: int | None, work: Path, encoder: Encoder, say: Say
) -> list[Row]:
    say(f"{_SQUAD}: {len(paragraphs)} paragraphs")
    indexed = open_pages(as_pages(paragraphs), work, encoder, say)
    cases = sampled(squad_cases(paragraphs, indexed), sample)
    say(f"{_SQUAD}: asking {len(cases)} questions")
    read = read_squad(cases, indexed, load_weights())
    indexed.search.close()
    return [_row(_SQUAD, _READER, one) for one in squad_figures(read)]


def squad_figures(read: Sequence[SquadReading]) -> list[Measure]:
    """The figures of SQuAD; intervals by the bootstrap over paragraphs."""
    groups = [f"{one.case.place.document}#{one.case.place.section}" for one in read]
    answerable = [one.case.answerable for one in read]
    pairs = np.array([(one.score, float(one.case.answerable)) for one in read]).reshape(-1, 2)

    def share(name: str, values: Sequence[bool], among: Sequence[bool]) -> Measure:
        kept = np.flatnonzero(among)
        held = np.asarray(values, np.float64)[kept]
        return grouped_measure(name, held, [groups[n] for n in kept], mean)

    answered = [one.answered for one in read]
    right = [a == b for a, b in zip(answered, answerable, strict=True)]
    both = [a and b for a, b in zip(answered, answerable, strict=True)]
    return [
        *(
            grouped_measure(metric.name, pairs, groups, metric.pool, metric.unit)
            for metric in (AUROC, AURC, COVERAGE_AT_RISK)
        ),
        Measure(ECE.name, ECE.pooled(pairs.tolist()), len(pairs), ECE.unit),
        share("accuracy", right, [True] * len(read)),
        share("answered_of_answerable", answered, answerable),
        share("answered_of_unanswerable", answered, [not one for one in answerable]),
        grouped_measure("answered_at_4_false", pairs, groups, answered_at),
        share("right_paragraph_first", [one.first for one in read], answerable),
        share("span_quoted_of_answered", [one.quoted for one in read], both),
    ]


def answered_at(pairs: NDArray[np.float64], false: float = _FALSE) -> float:
    """The greatest share of answerable questions that a threshold answers with so few false ones.

    Args:
        pairs: (n, 2), score and 1 where answerable.
        false: greatest share of unanswerable questions that are answered, in [0, 1].

    Returns:
        A share in [0, 1]; NaN where all are answerable or none is.

    Example: `answered_at(np.array([[0.9, 1], [0.5, 0], [0.4, 1]]))` gives `0.5`.
    """
    good, bad = (np.sort(pairs[pairs[:, 1] == kind, 0]) for kind in (1, 0))
    if not len(good) or not len(bad):
        return float("nan")
    allowed = int(false * len(bad) + 1e-9)
    # Above the first unanswerable question that may not be answered.
    floor = bad[len(bad) - 1 - allowed] if allowed < len(bad) else -np.inf
    return float(np.mean(good > floor))


def _mediqa(sets: Sequence[Mediqa], work: Path, encoder: Encoder, say: Say) -> list[Row]:
    pages = pool(sets)
    say(f"MEDIQA 2019: {len(pages)} answers")
    indexed = open_pages(pages, work, encoder, say)
    reader = SignalReader(load_weights())
    read = {}
    for one in sets:
        say(f"MEDIQA 2019: reading the candidates of {len(one.questions)} questions ({one.name})")
        read[one.name] = read_mediqa(one, indexed, reader)
    indexed.search.close()
    validation, *trains = read
    rows = mediqa_rows(validation, read[validation], [j for name in trains for j in read[name]])
    for name in trains:
        others = [j for other in trains if other != name for j in read[other]]
        rows += mediqa_rows(name, read[name], others)
    return rows


def mediqa_rows(name: str, judged: Sequence[Judged], chosen_on: Sequence[Judged]) -> list[Row]:
    """The rows of one file, its threshold and majority taken from another.

    Args:
        name: of the file.
        judged: its candidates.
        chosen_on: the candidates that the threshold is chosen on, none of them of this file.
    """
    data = f"MEDIQA 2019 {name}"
    pairs, groups = pairs_of(judged), [one.question for one in judged]
    others = pairs_of(chosen_on)
    threshold = best_threshold(others)
    majority = -np.inf if others[:, 1].mean() > 0.5 else np.inf
    by_threshold = grouped_measure(
        "accuracy", pairs, groups, partial(accuracy, threshold=threshold)
    )
    by_majority = grouped_measure("accuracy", pairs, groups, partial(accuracy, threshold=majority))
    qrels: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for one in judged:
        qrels.setdefault(one.question, {})[one.page] = int(one.right)
        run.setdefault(one.question, {})[one.page] = one.score
    ranked = [
        mean_measure(shown, list(rank_scores(qrels, run, metric).values()), unit)
        for shown, metric, unit in (("MRR", "RR", Unit.SCORE), ("P@1", "P@1", Unit.SHARE))
    ]
    found = grouped_measure(
        "candidates_with_a_hit", np.array([float(j.found) for j in judged]), groups, mean
    )
    auroc = grouped_measure("auroc", pairs, groups, AUROC.pool, Unit.SCORE)
    return [
        *(_row(data, _READER, one) for one in (by_threshold, auroc, *ranked, found)),
        _row(data, _MAJORITY, by_majority),
    ]


def _row(data: str, system: str, one: Measure) -> Row:
    return Row(data, system, one, published("answerability", data, one.name))


def _notes() -> tuple[str, ...]:
    return (
        "The reader was fitted on questions about one page on immunotherapy, most of them with "
        "known ways of asking; nothing of it is fitted on these data, which have none.",
        "SQuAD: all paragraphs are one library, a section each. A question is unanswerable by its "
        "own paragraph; that another one answers it all the same was not looked for, and counts "
        "as a false answer. Intervals are by the bootstrap over paragraphs.",
        "accuracy and both answered_of figures of SQuAD are at the product's own threshold. "
        f"answered_at_4_false and {COVERAGE_AT_RISK.name} read the curve of the judged questions "
        "themselves: they say what the scores could give, not what a threshold that was chosen "
        "elsewhere gives. ECE has no interval, for drawing again shifts it.",
        "SQuAD's published F1 is over words of the answer's span; we quote sentences, so it cannot "
        "be held against our accuracy.",
        f"MEDIQA: a candidate's score is what the reader makes of its hits among {HITS:,} for the "
        "question in the library of all answers, 0 without a hit. A candidate is right from 3 of 4 "
        "on. Intervals are by the bootstrap over questions; MRR and P@1 leave out questions "
        "without a right answer.",
        "MEDIQA's threshold for validation is chosen on both training files (a question that "
        "stands in both kinds is taken out of training), for each training file on the other. The "
        "published accuracy is of a test set that is not here, by systems that learnt on the "
        "training files.",
    )
