"""Fit what the trained reader weighs by: `python -m eval.fit_trained_reader`.

After `python -m eval.reader_training` and `python -m eval.fit_adapter`. A conditional logit ranks
the passages found: it makes the passages that answer as likely as it can among those of their
question. A logistic regression (scikit-learn) on the signals of each question decides whether the
library answers; the threshold is the lowest at which at most `--false-answers` of the questions
that the library does not cover would be answered, by probabilities predicted in ten-fold
cross-validation. The decision is not fitted on the near misses of `reading-development.jsonl`, for
they were written to be as hard as can be, and patients' questions are not; what it makes of them is
told. No question is one that the network or the adapter has learnt. The same is fitted with fewer
signals, for `eval bench reading`. Deterministic: the same network, adapter, library, sets and
versions give the same files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.reading.adapter import FILE as ADAPTER
from app.reading.adapter import Adapter, load_adapter
from app.reading.cross_encoder import FILE as NETWORK
from app.reading.cross_encoder import CrossEncoder
from app.reading.signals import Decision, load_weights
from app.reading.trained_reader import Network, TrainedReader
from app.reading.trained_weights import FILE, TrainedWeights, passage_signals
from app.settings import OVERVIEW_DOCUMENTS, PACKAGED_DOCUMENTS
from eval.bench.ablation import STEPS, Fitted, Step, write_fitted
from eval.bench.remembering import Remembering
from eval.conditional_logit import conditional_logit
from eval.metrics.selective import ECE
from eval.reader_questions import (
    SETS,
    Question,
    facts_said,
    found_in,
    held_out_cases,
    without_asked,
)
from eval.regression import fitted_decision, regression
from eval.set_files import load_cases

_SEED = 0
_FOLDS = 10
_READING = Path(__file__).parent.parent / "app" / "reading"
_OVERVIEW = "immunotherapy-overview"
_IDLE = Decision(0.0, {}, 1.0)
_SECOND = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85)
_ENOUGH = 0.01

Sets = Mapping[str, Sequence[Question]]


@dataclass(frozen=True, slots=True)
class Development:
    """The questions to fit on, by the library that they are asked of.

    `natural` are as patients ask; `hard` are those of `reading-development.jsonl` that were not
    learnt, whose near misses were written to be as hard as can be.
    """

    natural: Sets
    hard: Sets

    @property
    def every(self) -> list[Question]:
        return [
            one for sets in (self.natural, self.hard) for asked in sets.values() for one in asked
        ]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What reads: the network and the adapter."""

    network: Network
    adapter: Adapter

    def reader(self, weights: TrainedWeights) -> TrainedReader:
        """With some weights."""
        return TrainedReader(self.network, self.adapter, weights, load_weights())


def main() -> None:
    """Fit, say how well it separates, and write `app/reading/trained.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--false-answers", type=float, default=0.03)
    parser.add_argument("--work", type=Path, required=True, help="folder of the indexes")
    given = parser.parse_args()
    network, adapter = (_READING / NETWORK).read_bytes(), (_READING / ADAPTER).read_bytes()
    digests = sha256(network).hexdigest(), sha256(adapter).hexdigest()
    learnt = Learnt(Remembering(CrossEncoder(network)), load_adapter(digests[1]))
    questions = development(given.work)
    fitted = [
        Fitted(step.name, fit(questions, step, learnt, digests, given.false_answers))
        for step in STEPS
    ]
    whole = json.dumps(asdict(fitted[-1].weights), indent=2) + "\n"
    (_READING / FILE).write_text(whole, encoding="utf-8")
    write_fitted(fitted[:-1])
    print(f"wrote {FILE}")


def development(work: Path) -> Development:
    """The development questions with what their libraries find.

    The overview alone, also without its ways of asking, as a page that nobody has tended; and all
    pages together.

    Args:
        work: folder in which their indexes are kept for the next time.
    """
    overview = load_cases(SETS / "overview-development.jsonl")
    library = [case for case in load_cases(SETS / "library-development.jsonl") if not case.history]
    held = held_out_cases()
    own = [case for case in held if any(_OVERVIEW in tag for tag in case.tags)]
    rest = [case for case in held if case not in own]
    alone = found_in(OVERVIEW_DOCUMENTS, [*overview, *own], work / "overview")
    together = found_in(PACKAGED_DOCUMENTS, [*library, *rest], work / "all")
    bare = without_asked(OVERVIEW_DOCUMENTS, work)
    return Development(
        natural={
            "overview": alone[: len(overview)],
            "overview, no ways of asking": found_in(bare, overview, work / "untended"),
            "all pages": together[: len(library)],
        },
        hard={
            "overview, hard": alone[len(overview) :],
            "all pages, hard": together[len(library) :],
        },
    )


def fit(
    questions: Development, step: Step, learnt: Learnt, digests: tuple[str, str], share: float
) -> TrainedWeights:
    """The weights with the signals of one step.

    Args:
        questions: what they are fitted on.
        step: which signals.
        learnt: what reads.
        digests: of the network's and the adapter's files.
        share: of the questions not covered, at most so many may be answered.
    """
    print(step.name)
    told = " ".join(f"{name} {len(asked)}" for name, asked in questions.natural.items())
    idle = TrainedWeights(*digests, {}, 2.0, _IDLE, told)
    ranking = replace(idle, ranking=_ranking(questions.every, step, learnt.reader(idle)))
    second = _second(questions.every, ranking, learnt)
    decision = _decision(questions, step, learnt.reader(ranking), share)
    return replace(ranking, second=second, decision=decision)


def _ranking(every: Sequence[Question], step: Step, reader: TrainedReader) -> dict[str, float]:
    choices = []
    for question in every:
        if question.covered:
            ranked = reader.rank(question.hits)
            signals = [passage_signals(one.hit, one.near, load_weights()) for one in ranked]
            table = [[own[name] for name in step.ranking] for own in signals]
            choices.append((np.array(table), np.array([question.right(r.hit) for r in ranked])))
    weights = conditional_logit(choices)
    return {name: round(float(w), 4) for name, w in zip(step.ranking, weights, strict=True)}


def _second(every: Sequence[Question], weights: TrainedWeights, learnt: Learnt) -> float:
    """The greatest share at which nearly as many facts are said as with any."""
    telling = [one for one in every if one.covered and one.case.must_say]
    ranked = [learnt.reader(weights).rank(one.hits) for one in telling]
    tried = []
    for second in _SECOND:
        reader = learnt.reader(replace(weights, second=second))
        chosen = [reader.choose(judged) for judged in ranked]
        said = [facts_said(one.case, c) for one, c in zip(telling, chosen, strict=True)]
        number = [sum(len(one.sentences) for one in c) for c in chosen]
        tried.append((second, float(np.mean(said)), float(np.mean(number))))
    most = max(facts for _, facts, _ in tried)
    second, facts, shown = max(one for one in tried if one[1] >= most - _ENOUGH)
    print(f"  facts said {facts:.3f} (at most {most:.3f}), {shown:.2f} sentences shown")
    return second


def _decision(questions: Development, step: Step, reader: TrainedReader, share: float) -> Decision:
    """Whether the library answers, and from which probability on."""
    names = [name for name, asked in questions.natural.items() for _ in asked]
    asked = [one for own in questions.natural.values() for one in own]
    table, answers = _table(asked, step, reader)
    predicted = _predicted(table, answers, [one.case.question for one in asked])
    threshold = float(np.quantile(predicted[~answers], 1 - share))
    pairs = np.column_stack([predicted, answers])
    print(f"  ECE {ECE.pooled(pairs.tolist()):.3f}, threshold {threshold:.3f}")
    for name in questions.natural:
        own = np.array(names) == name
        _tell(name, predicted[own], answers[own], threshold)
    decision = fitted_decision(table, answers, step.decision, threshold)
    for name, hard in questions.hard.items():
        rows, right = _table(hard, step, reader)
        scores = [decision.probability(dict(zip(step.decision, row, strict=True))) for row in rows]
        _tell(name, np.array(scores), right, threshold)
    return decision


def _table(
    asked: Sequence[Question], step: Step, reader: TrainedReader
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    signals = [reader.signals(reader.rank(one.hits)) for one in asked]
    rows = [[own[name] for name in step.decision] for own in signals]
    return np.array(rows), np.array([one.covered for one in asked])


def _tell(
    name: str, scores: NDArray[np.float64], answers: NDArray[np.bool_], threshold: float
) -> None:
    from sklearn.metrics import roc_auc_score

    answered, wrongly = scores[answers] >= threshold, scores[~answers] >= threshold
    print(
        f"  {name}: AUROC {roc_auc_score(answers, scores):.3f}, "
        f"answered {answered.mean():.3f}, wrongly {wrongly.mean():.3f}",
        flush=True,
    )


def _predicted(
    table: NDArray[np.float64], covered: NDArray[np.bool_], groups: Sequence[str]
) -> NDArray[np.float64]:
    """Probabilities in cross-validation; a question that is asked twice is in one fold."""
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=_SEED)
    predicted: NDArray[np.float64] = cross_val_predict(
        regression(), table, covered, groups=groups, cv=folds, method="predict_proba"
    )[:, 1]
    return predicted


if __name__ == "__main__":
    main()
