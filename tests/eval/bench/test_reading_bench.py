"""The ablation on public data, tiny files of it, read by the product's own network."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.ablation import STEPS, load_fitted
from eval.bench.bench import MissingData
from eval.bench.reading import public_rows, step_readers
from eval.bench.squad import SQUAD
from index.hashing import HashingEncoder
from tests.eval.bench.test_mediqa import write_mediqa
from tests.eval.bench.test_squad import write_squad


def test_every_step_reads_what_was_not_learnt(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_mediqa(data)
    write_squad(data / SQUAD)
    rows = public_rows(
        data, tmp_path / "work", HashingEncoder(), step_readers(load_fitted()), lambda _: None
    )
    names = {step.name for step in STEPS}
    assert {row.system for row in rows if row.data.startswith("SQuAD")} == names
    assert {row.system for row in rows if row.data.startswith("MEDIQA")} == names
    # Of the two titles Bread is learnt from, so the three questions of the other are asked.
    squad = [row.measure for row in rows if row.data.startswith("SQuAD")]
    assert {one.n for one in squad} == {3}
    shares = [row.measure.value for row in rows if row.measure.name in ("accuracy", "MRR")]
    assert len(shares) == 2 * len(STEPS)
    assert all(value is not None and 0 <= value <= 1 for value in shares)


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no file"):
        public_rows(tmp_path, tmp_path, HashingEncoder(), [], lambda _: None)
