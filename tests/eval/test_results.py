"""Results on disk: the format's keys, the whole file or none of it, nothing else replaced."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.judge import CaseResult
from eval.results import (
    BadResults,
    Excerpt,
    Run,
    load_run,
    write_run,
)
from eval.summary import summarise
from tests.eval.made import result


def run_of(results: Sequence[CaseResult]) -> Run:
    return Run("small", "2025-01-01T00:00:00+00:00", "abc", {}, summarise(results), results)


FULL = result(
    quoted=1,
    history=("Before?",),
    must_say=(("fever", "hot"), ("rest",)),
    facts=(True, False),
    must_not_say=("cure",),
    forbidden=(False,),
    cite=("care#fever",),
    cited=True,
    tags=("t",),
    reasons=("Wrong.",),
    score=0.75,
    found=("care#fever/1",),
    stages={"find": 0.5},
)


def test_the_keys_are_those_of_the_format(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_run(run_of([FULL]), path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert {"set", "created", "index", "settings", "summary", "cases"} <= set(data)
    (case,) = data["cases"]
    assert (case["id"], case["status"], case["text"]) == ("one", "answered", "")
    assert (case["seconds"], case["passed"], case["reasons"]) == (1.0, False, ["Wrong."])
    (quote,) = case["citations"]
    place = {"document": "care", "section": "fever", "quote": "Fever", "start": 0, "end": 5}
    assert place.items() <= quote.items()
    passed = data["summary"]["tags"]["t"]["passed"]
    assert (passed["value"], passed["n"], passed["unit"]) == (0.0, 1, "share")
    assert data["summary"]["overall"]["escalation_recall"]["value"] is None
    assert data["summary"]["confusion"] == [
        {"expected": ["answered"], "counts": {"answered": 1}},
    ]


def test_a_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    run = replace(
        run_of([FULL, result(id="two", seconds=None)]),
        sections={"care#fever": Excerpt("Fever", 0, "Fever can be a warning.")},
        passages={"care#fever/1": "Fever can be a warning."},
        faults=("set.jsonl:3: it is not a JSON object.",),
    )
    write_run(run, path)
    assert load_run(path) == run


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cases": [{}]}', '{"cases": 5}'])
def test_a_file_that_holds_no_results_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadResults, match=r"out\.json' holds no results of this version"):
        load_run(path)
    with pytest.raises(BadResults, match=r"none\.json' cannot be read \(No such file"):
        load_run(tmp_path / "none.json")


def test_text_that_is_no_unicode_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_run(run_of([result(text="\ud800 “é”")]), path)
    assert json.loads(path.read_text(encoding="utf-8"))["cases"][0]["text"] == "\ud800 “é”"
