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
import shutil
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from app.answer import Status
from app.compose import open_index
from app.reading.signals import Decision, Weights, nearness, read_signals
from app.settings import OVERVIEW_DOCUMENTS, Settings
from eval.cases import Case
from eval.set_files import load_cases
from index.search import Hit

_SEED = 0
_FOLDS = 10
_SET = Path(__file__).parent / "sets" / "overview-development.jsonl"
_OUT = Path(__file__).parent.parent / "app" / "reading.json"


def main() -> None:
    """Fit, say how well it separates, and write `app/reading.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--false-answers", type=float, default=0.08)
    share = parser.parse_args().false_answers
    cases = load_cases(_SET)
    known = _found(OVERVIEW_DOCUMENTS, cases)
    with TemporaryDirectory() as bare:
        for page in OVERVIEW_DOCUMENTS.glob("*.md"):
            shutil.copy(page, bare)
        unknown = _found(Path(bare), cases)
    offset, slope = _asked_from_dense([hit for hits in known for hit in hits])
    idle = Decision(0.0, {}, 1.0)
    blank = Weights(idle, idle, offset, slope, "")
    weights = replace(
        blank,
        known=_fit(known, cases, blank, share),
        unknown=_fit(unknown, cases, blank, share),
        fitted_on=f"{_SET.name} {hashlib.sha256(_SET.read_bytes()).hexdigest()[:16]}",
    )
    _OUT.write_text(json.dumps(asdict(weights), indent=2) + "\n", encoding="utf-8")
    print(f"wrote {_OUT.name}")


def _found(documents: Path, cases: Sequence[Case]) -> list[list[Hit]]:
    """The hits of every case in a library, whose index is built for it alone."""
    with TemporaryDirectory() as data_dir:
        search = open_index(Settings(documents=documents, data_dir=Path(data_dir)))
        hits = [search.find(case.question) for case in cases]
        search.close()
    return hits


def _fit(
    found: Sequence[Sequence[Hit]], cases: Sequence[Case], blank: Weights, share: float
) -> Decision:
    """The weights for hits like these, and the threshold for that share of false answers."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    covered = np.array([Status.ANSWERED in case.expect for case in cases])
    tops = [max(hits, key=lambda hit: nearness(hit, blank)) for hits in found]
    rows = [read_signals(hit, blank) for hit in tops]
    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    predicted = cross_val_predict(model, table, covered, cv=folds, method="predict_proba")[:, 1]
    threshold = float(np.quantile(predicted[~covered], 1 - share))
    right = np.array(
        [
            f"{hit.passage.document}#{hit.passage.section}" in case.cite
            for hit, case in zip(tops, cases, strict=True)
        ]
    )
    print("ways of asking known" if tops[0].known else "headings alone")
    print(f"  questions: {covered.sum()} covered, {(~covered).sum()} not")
    print(f"  right section first: {right[covered].mean():.3f}")
    print(f"  AUROC, cross-validated: {roc_auc_score(covered, predicted):.3f}")
    print(f"  threshold {threshold:.3f}: {np.mean(predicted[covered] > threshold):.3f} answered")
    bias, weights = _unscaled(model.fit(table, covered), names)
    return Decision(bias, weights, round(threshold, 3))


def _asked_from_dense(hits: list[Hit]) -> tuple[float, float]:
    """Offset and slope: the least squares line of `asked` on `dense`, less one standard deviation.

    Where the way of asking lies further than that line says, it is taken to be as near as it.
    """
    dense = np.array([hit.dense for hit in hits])
    asked = np.array([hit.asked for hit in hits])
    slope, offset = np.polyfit(dense, asked, 1)
    spread = np.std(asked - (slope * dense + offset))
    return round(float(offset - spread), 4), round(float(slope), 4)


def _unscaled(model: Any, names: list[str]) -> tuple[float, dict[str, float]]:
    """Bias and weights for the signals as they are, the scaling folded in."""
    scaler, regression = model[0], model[-1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    return round(bias, 4), {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()
