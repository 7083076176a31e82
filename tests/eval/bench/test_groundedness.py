from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.bench.bench import MissingData
from eval.bench.claims import ATTRIBUTION, HEALTHVER, Claim, ClaimSet
from eval.bench.groundedness import accuracy, macro_f1, measure, measure_set
from index.hashing import HashingEncoder
from tests.eval.bench.test_claims import HEADER, attribution, write


def test_macro_f1_by_hand() -> None:
    # Label 0: TP 1, FP 1, FN 1: 1/2. Label 1: TP 1, FP 0, FN 1: 2/3. Label 2: TP 1, FP 1: 2/3.
    pairs = np.array([[0, 0], [0, 2], [1, 1], [1, 0], [2, 2]], float)

    assert macro_f1(pairs) == pytest.approx((1 / 2 + 2 / 3 + 2 / 3) / 3)
    assert accuracy(pairs) == pytest.approx(3 / 5)


def test_macro_f1_counts_a_label_that_is_never_given_and_no_label_that_is_nowhere() -> None:
    assert macro_f1(np.array([[0, 0], [1, 0]], float)) == pytest.approx(1 / 3)
    assert macro_f1(np.array([[0, 0], [2, 2]], float)) == 1.0


def claims(number: int, source: str = "Made") -> tuple[Claim, ...]:
    """Pairs of one claim that its evidence repeats and one that it does not touch."""
    pairs = []
    for n in range(number):
        said = ("Zinc cures colds", "Bread is baked daily")
        pairs += [
            Claim(f"q{n}", source, said[0], (f"{said[0]}.",), "yes"),
            Claim(f"q{n}", source, said[0], (f"{said[1]}.",), "no"),
        ]
    return tuple(pairs)


def test_the_check_tells_repeated_claims_from_unrelated_ones() -> None:
    made = ClaimSet("Made", ("yes", "no"), claims(5))

    rows = measure_set(made, HashingEncoder(), lambda _: None)

    figures = {(row.system, row.measure.name): row.measure for row in rows}
    assert figures["support check", "macro_f1"].value == 1.0
    assert figures["support check", "auroc"].value == 1.0
    assert figures["cosine alone", "auroc"].value == 1.0
    assert figures["majority label", "macro_f1"].value == pytest.approx(1 / 3)
    assert figures["majority label", "auroc"].value == 0.5
    assert {measure.n for measure in figures.values()} == {10}


def test_a_source_has_its_own_rows_from_a_hundred_claims_on() -> None:
    made = ClaimSet("Made", ("yes", "no"), claims(50, "Large") + claims(3, "Small"))

    rows = measure_set(made, HashingEncoder(), lambda _: None)

    assert {row.data for row in rows} == {"Made", "Made / Large"}
    assert {row.measure.n for row in rows if row.data == "Made / Large"} == {100}


def test_both_files_are_measured_and_the_published_figures_stand_beside(tmp_path: Path) -> None:
    lines = []
    for n in range(3):
        lines += [
            f"{n},Zinc cures.,Zinc cures,Supports,1,q{n}",
            f"{n},Bread.,Zinc cures,Neutral,1,q{n}",
        ]
        lines += [f"{n},Zinc does not cure.,Zinc cures,Refutes,1,q{n}"]
    write(tmp_path / HEALTHVER, HEADER, *lines)
    wrong = {"references": ["Bread."], "attribution_label": "not attributable"}
    asked = [{"question": f"q{n}"} for n in range(3)]
    write(
        tmp_path / ATTRIBUTION, *(attribution(**q, **more) for q in asked for more in ({}, wrong))
    )
    said: list[str] = []

    bench = measure(tmp_path, said.append, encoder="hashing")

    assert {row.data for row in bench.rows} == {"HealthVer", "AttributionBench"}
    beside = {row.published for row in bench.rows if row.measure.name == "macro_f1"}
    assert len(beside) == 2
    assert "" not in beside
    assert "HealthVer: 9 claims on 3 questions" in bench.notes[0]
    assert len(said) == 4


def test_a_folder_without_the_data_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no file"):
        measure(tmp_path, encoder="hashing")
