"""Fit what the trained reader weighs by: `python -m eval.fit_trained_reader`.

After `python -m eval.reader_training`. Two logistic regressions (scikit-learn): whether a passage
answers, on every hit, and whether the library does, on the hit ranked first; the threshold is the
lowest at which at most `--false-answers` of the questions that the library does not cover would be
answered, by probabilities predicted in ten-fold cross-validation. From which probabilities
sentences are quoted is chosen on the questions that name them. No question is one that the network
has learnt. The same is fitted with fewer signals, for `eval bench reading`. Deterministic: the same
network, library, sets and versions give the same files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.reading.cross_encoder import FILE as NETWORK
from app.reading.cross_encoder import CrossEncoder
from app.reading.signals import Decision, Weights, load_weights
from app.reading.trained_reader import Network, TrainedReader
from app.reading.trained_weights import (
    FILE,
    Choice,
    TrainedWeights,
    library_signals,
    passage_signals,
)
from app.settings import OVERVIEW_DOCUMENTS, PACKAGED_DOCUMENTS
from eval.bench.ablation import STEPS, Fitted, Step, write_fitted
from eval.bench.remembering import Remembering
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
_SENTENCE = (0.15, 0.25, 0.35, 0.5)
_BESIDE = (0.2, 0.35, 0.5, 0.7)
_SECOND = (0.4, 0.5, 0.6, 0.7, 0.8)
_ENOUGH = 0.01

Sets = Mapping[str, Sequence[Question]]


def main() -> None:
    """Fit, say how well it separates, and write `app/reading/trained.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--false-answers", type=float, default=0.03)
    parser.add_argument("--work", type=Path, required=True, help="folder of the indexes")
    given = parser.parse_args()
    held = (_READING / NETWORK).read_bytes()
    network = Remembering(CrossEncoder(held))
    sets = questions(given.work)
    fitted = [Fitted(step.name, fit(sets, step, network, given.false_answers)) for step in STEPS]
    digest = sha256(held).hexdigest()
    named = [Fitted(one.name, replace(one.weights, network=digest)) for one in fitted]
    whole = json.dumps(asdict(named[-1].weights), indent=2) + "\n"
    (_READING / FILE).write_text(whole, encoding="utf-8")
    write_fitted(named[:-1])
    print(f"wrote {FILE}")


def questions(work: Path) -> Sets:
    """The development questions by the library that they are asked of.

    The overview alone, also without its ways of asking, as a page that nobody has tended; and all
    pages together.

    Args:
        work: folder in which their indexes are kept for the next time.
    """
    overview = load_cases(SETS / "overview-development.jsonl")
    library = [case for case in load_cases(SETS / "library-development.jsonl") if not case.history]
    held = held_out_cases()
    own = [case for case in held if any(_OVERVIEW in tag for tag in case.tags)]
    bare = without_asked(OVERVIEW_DOCUMENTS, work)
    untended = found_in(bare, overview, work / "untended")
    alone = found_in(OVERVIEW_DOCUMENTS, [*overview, *own], work / "overview")
    together = [*library, *(case for case in held if case not in own)]
    return {
        "overview": alone,
        "overview, no ways of asking": untended,
        "all pages": found_in(PACKAGED_DOCUMENTS, together, work / "all"),
    }


def fit(sets: Sets, step: Step, network: Network, share: float) -> TrainedWeights:
    """The weights with the signals of one step, without the network's name.

    Args:
        sets: what they are fitted on.
        step: which signals.
        network: that reads the pairs.
        share: of the questions not covered, at most so many may be answered.
    """
    print(step.name)
    first = load_weights()
    every = [question for name in sets for question in sets[name]]
    idle = TrainedWeights("", _IDLE, _IDLE, Choice(0.0, 0.0, 1.0), "")
    passage = _passage(every, step, TrainedReader(network, idle, first), first)
    ranking = replace(idle, passage=passage)
    decision = _decision(sets, step, TrainedReader(network, ranking, first), share)
    choice = _choice(every, replace(ranking, decision=decision), network, first)
    told = " ".join(f"{name} {len(sets[name])}" for name in sets)
    return TrainedWeights("", passage, decision, choice, told)


def _passage(
    every: Sequence[Question], step: Step, reader: TrainedReader, first: Weights
) -> Decision:
    rows, right = [], []
    for question in every:
        for judged in reader.rank(question.hits):
            signals = passage_signals(judged, first)
            rows.append([signals[name] for name in step.passage])
            right.append(question.covered and question.right(judged.hit))
    return fitted_decision(np.array(rows), np.array(right), step.passage)


def _decision(sets: Sets, step: Step, reader: TrainedReader, share: float) -> Decision:
    """Whether the library answers, and from which probability on."""
    from sklearn.metrics import roc_auc_score

    first = load_weights()
    rows, covered, names, groups = [], [], [], []
    for name, asked in sets.items():
        for question in asked:
            signals = library_signals(reader.rank(question.hits), first)
            rows.append([signals[one] for one in step.decision])
            covered.append(question.covered)
            names.append(name)
            groups.append(question.case.question)
    table, answers, origin = np.array(rows), np.array(covered), np.array(names)
    predicted = _predicted(table, answers, groups)
    threshold = float(np.quantile(predicted[~answers], 1 - share))
    pairs = np.column_stack([predicted, answers])
    print(f"  ECE {ECE.pooled(pairs.tolist()):.3f}, threshold {threshold:.3f}")
    for name in sets:
        own = origin == name
        auroc = roc_auc_score(answers[own], predicted[own])
        answered = np.mean(predicted[own & answers] > threshold)
        wrongly = np.mean(predicted[own & ~answers] > threshold)
        print(f"  {name}: AUROC {auroc:.3f}, answered {answered:.3f}, wrongly {wrongly:.3f}")
    return fitted_decision(table, answers, step.decision, threshold)


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


def _choice(
    every: Sequence[Question], weights: TrainedWeights, network: Network, first: Weights
) -> Choice:
    """The probabilities at which the fewest sentences say nearly as many facts as any would."""
    telling = [one for one in every if one.covered and one.case.must_say]
    ranked = [TrainedReader(network, weights, first).rank(one.hits) for one in telling]
    tried = []
    for values in product(_SENTENCE, _BESIDE, _SECOND):
        choice = Choice(*values)
        reader = TrainedReader(network, replace(weights, choice=choice), first)
        chosen = [reader.choose(judged) for judged in ranked]
        said = [facts_said(one.case, c) for one, c in zip(telling, chosen, strict=True)]
        number = [sum(len(one.sentences) for one in c) for c in chosen]
        tried.append((float(np.mean(said)), float(np.mean(number)), choice))
    most = max(facts for facts, *_ in tried)
    facts, shown, choice = min(
        (one for one in tried if one[0] >= most - _ENOUGH), key=lambda one: one[1]
    )
    print(f"  facts said {facts:.3f} (at most {most:.3f}), {shown:.2f} sentences shown")
    return choice


if __name__ == "__main__":
    main()
