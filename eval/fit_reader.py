"""Fit the first reader's weights on the development set: `python -m eval.fit_reader`.

Logistic regression (scikit-learn) on the signals of the nearest passage of every development
question; the threshold is the lowest at which at most `--false-answers` of the questions that the
library does not cover would be answered, by probabilities predicted in ten-fold cross-validation.
Fitted twice: on the library as it is, and on its documents without their ways of asking.
Deterministic: the same library, set and versions give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.reading.signals import Decision, Weights, nearness, read_signals
from app.settings import OVERVIEW_DOCUMENTS
from eval.reader_questions import SETS, Question, found_in, without_asked
from eval.regression import fitted_decision, regression
from eval.set_files import load_cases
from index.hit import Hit

_SEED = 0
_FOLDS = 10
_SET = SETS / "overview-development.jsonl"
_OUT = Path(__file__).parent.parent / "app" / "reading" / "signals.json"


def main() -> None:
    """Fit, say how well it separates, and write `app/reading/signals.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--false-answers", type=float, default=0.08)
    share = parser.parse_args().false_answers
    cases = load_cases(_SET)
    with TemporaryDirectory() as work:
        known = found_in(OVERVIEW_DOCUMENTS, cases, Path(work) / "tended")
        unknown = found_in(
            without_asked(OVERVIEW_DOCUMENTS, Path(work)), cases, Path(work) / "bare"
        )
    offset, slope = _asked_from_dense([hit for question in known for hit in question.hits])
    idle = Decision(0.0, {}, 1.0)
    blank = Weights(idle, idle, offset, slope, "")
    weights = replace(
        blank,
        known=_fit(known, blank, share),
        unknown=_fit(unknown, blank, share),
        fitted_on=f"{_SET.name} {hashlib.sha256(_SET.read_bytes()).hexdigest()[:16]}",
    )
    _OUT.write_text(json.dumps(asdict(weights), indent=2) + "\n", encoding="utf-8")
    print(f"wrote {_OUT.name}")


def _fit(found: Sequence[Question], blank: Weights, share: float) -> Decision:
    """The weights for hits like these, and the threshold for that share of false answers."""
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    covered = np.array([question.covered for question in found])
    tops = [max(question.hits, key=lambda hit: nearness(hit, blank)) for question in found]
    rows = [read_signals(hit, blank) for hit in tops]
    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    predicted = cross_val_predict(regression(), table, covered, cv=folds, method="predict_proba")[
        :, 1
    ]
    threshold = float(np.quantile(predicted[~covered], 1 - share))
    right = np.array([question.right(hit) for question, hit in zip(found, tops, strict=True)])
    print("ways of asking known" if tops[0].known else "headings alone")
    print(f"  questions: {covered.sum()} covered, {(~covered).sum()} not")
    print(f"  right section first: {right[covered].mean():.3f}")
    print(f"  AUROC, cross-validated: {roc_auc_score(covered, predicted):.3f}")
    print(f"  threshold {threshold:.3f}: {np.mean(predicted[covered] > threshold):.3f} answered")
    return fitted_decision(table, covered, names, threshold)


def _asked_from_dense(hits: list[Hit]) -> tuple[float, float]:
    """Offset and slope: the least squares line of `asked` on `dense`, less one standard deviation.

    Where the way of asking lies further than that line says, it is taken to be as near as it.
    """
    dense = np.array([hit.dense for hit in hits])
    asked = np.array([hit.asked for hit in hits])
    slope, offset = np.polyfit(dense, asked, 1)
    spread = np.std(asked - (slope * dense + offset))
    return round(float(offset - spread), 4), round(float(slope), 4)


if __name__ == "__main__":
    main()
