"""Results on disk: the format's keys, the whole file or none of it, nothing else replaced."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.judge import CaseResult
from eval.results import BadOutput, Run, check_writable, write_run
from eval.summary import summarise
from tests.eval.made import result

SPARE = Path("set.jsonl")


def run_of(results: Sequence[CaseResult]) -> Run:
    return Run("small", "2025-01-01T00:00:00+00:00", "abc", {}, summarise(results), results)


def test_the_keys_are_those_of_the_format(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_run(run_of([result(quoted=1, tags=("t",), reasons=("Wrong.",))]), path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert list(data) == ["set", "created", "index", "settings", "summary", "cases"]
    assert data["cases"] == [
        {
            "id": "one",
            "status": "answered",
            "text": "",
            "citations": [
                {"document": "care", "section": "fever", "quote": "Fever", "start": 0, "end": 5}
            ],
            "seconds": 1.0,
            "passed": False,
            "reasons": ["Wrong."],
        }
    ]
    assert data["summary"]["tags"]["t"]["passed"] == {"value": 0.0, "n": 1}
    assert data["summary"]["overall"]["forbidden_said"] == {"value": None, "n": 0}


def test_text_that_is_no_unicode_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_run(run_of([result(text="\ud800 “é”")]), path)
    assert json.loads(path.read_text(encoding="utf-8"))["cases"][0]["text"] == "\ud800 “é”"


def test_earlier_results_are_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("old", encoding="utf-8")
    check_writable(path, spare=SPARE)
    assert path.read_text(encoding="utf-8") == "old"
    write_run(run_of([result()]), path)
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]
    assert json.loads(path.read_text(encoding="utf-8"))["set"] == "small"


def test_a_write_that_fails_leaves_the_earlier_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_text("old", encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadOutput, match=r"out\.json' \(No space left on device\)\.$"):
        write_run(run_of([result()]), path)
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/out.json", "No such file or directory"),
        ("file/out.json", "Not a directory"),
        (".", "it is not a file"),
        ("/dev/null", "it is not a file"),
    ],
)
def test_a_place_that_takes_no_results_is_found_before(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadOutput, match=said):
        check_writable(tmp_path / name, spare=SPARE)


def test_the_set_itself_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    with pytest.raises(BadOutput, match="it is the set itself"):
        check_writable(path, spare=tmp_path / "." / "set.jsonl")
