"""Files that are written: found out before the work, the whole file or none of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eval.output_files import BadOutput, check_outputs, write_whole


def test_an_earlier_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("old", encoding="utf-8")
    check_outputs([path, None], spare=[])
    assert path.read_text(encoding="utf-8") == "old"
    write_whole("new\r\n\ud800", path)
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]
    assert path.read_bytes() == b"new\r\n\\ud800"


def test_a_write_that_fails_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_text("old", encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        BadOutput, match=r"out\.json' cannot be written \(No space left on device\)\.$"
    ):
        write_whole("new", path)
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
def test_a_place_that_takes_no_file_is_found_before(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadOutput, match=said):
        check_outputs([tmp_path / name], spare=[])


def test_what_is_read_and_other_outputs_are_not_replaced(tmp_path: Path) -> None:
    read, out = tmp_path / "set.jsonl", tmp_path / "out"
    with pytest.raises(BadOutput, match="it is read by this command"):
        check_outputs([tmp_path / "." / "set.jsonl"], spare=[read])
    with pytest.raises(BadOutput, match="another output goes there"):
        check_outputs([out, tmp_path / "." / "out"], spare=[read])
