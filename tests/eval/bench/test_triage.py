from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.question import MAX_CHARACTERS
from app.triage.triage import Triage, load_triage
from eval.bench.bench import DATA, MissingData
from eval.bench.triage import measure, read_vignette
from eval.bench.vignettes import SEMIGRAN, Urgency, Vignette

EMERGENCY = "I can't breathe and my chest hurts badly."
HARMLESS = "What are cytokines?"


@pytest.fixture(scope="module")
def triage() -> Triage:
    """The product's, by rules and words alone."""
    return load_triage(layers=False)


def write(folder: Path, *rows: tuple[str, str]) -> Path:
    lines = (json.dumps({"urgency_level": u, "case_description": text}) for u, text in rows)
    (folder / SEMIGRAN).write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_cards_are_counted_by_urgency(tmp_path: Path, triage: Triage) -> None:
    data = write(tmp_path, ("em", EMERGENCY), ("em", HARMLESS), ("ne", HARMLESS), ("sc", EMERGENCY))

    bench = measure(data, triage=triage)

    figures = {row.measure.name: (row.measure.value, row.measure.n) for row in bench.rows}
    assert figures["emergency_carded"] == (0.5, 2)
    assert figures["non_emergency_carded"] == (0.0, 1)
    assert figures["self_care_carded"] == (1.0, 1)
    assert figures["self_care_carded_or_care_team"] == (1.0, 1)
    assert bench.notes[1].startswith("0 of 4")
    assert all(row.published for row in bench.rows if row.measure.name.endswith("_carded"))


def test_what_asks_for_the_care_team_alone_is_told_apart(triage: Triage) -> None:
    read = read_vignette(triage, Vignette(Urgency.SELF_CARE, "Should I stop my treatment?"))

    assert (read.carded, read.helped) == (False, True)


def test_what_the_door_turns_away_counts_as_without_a_card(tmp_path: Path, triage: Triage) -> None:
    long = EMERGENCY + " I am alone." * (MAX_CHARACTERS // 12)
    data = write(tmp_path, ("em", long), ("em", EMERGENCY))

    bench = measure(data, triage=triage)

    figures = {row.measure.name: row.measure.value for row in bench.rows}
    assert figures["emergency_carded"] == 0.5
    assert figures["emergency_carded_or_care_team"] == 0.5
    assert bench.notes[1].startswith("1 of 2 are over the 2,000 characters")


def test_a_kind_without_a_vignette_is_undefined(tmp_path: Path, triage: Triage) -> None:
    bench = measure(write(tmp_path, ("em", EMERGENCY)), triage=triage)

    figures = {row.measure.name: row.measure for row in bench.rows}
    assert (figures["self_care_carded"].value, figures["self_care_carded"].n) == (None, 0)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no file"):
        measure(tmp_path)


def test_the_real_vignettes_are_read(triage: Triage) -> None:
    if not (DATA / SEMIGRAN).is_file():
        pytest.skip("The benchmark data are not beside this checkout.")

    bench = measure(DATA, triage=triage)

    assert {row.measure.n for row in bench.rows} == {15}
