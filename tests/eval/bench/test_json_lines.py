from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from eval.bench.bench import MissingData
from eval.bench.json_lines import json_lines, text_under


def test_objects_come_with_their_place_from_plain_and_packed_files(tmp_path: Path) -> None:
    text = '{"a": "x"}\n\n{"a": "é"}\n'
    plain, packed = tmp_path / "p.jsonl", tmp_path / "p.jsonl.gz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))

    assert list(json_lines(plain)) == [(f"{plain}:1", {"a": "x"}), (f"{plain}:3", {"a": "é"})]
    assert [row for _, row in json_lines(packed)] == [{"a": "x"}, {"a": "é"}]


@pytest.mark.parametrize(("line", "said"), [("{", "it is no JSON."), ("[]", "no JSON object.")])
def test_a_broken_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(f"{{}}\n{line}\n", encoding="utf-8")

    with pytest.raises(MissingData, match=rf"p\.jsonl:2: .*{said}"):
        list(json_lines(path))


def test_a_file_that_is_missing_or_no_gzip_is_said(tmp_path: Path) -> None:
    (tmp_path / "plain.gz").write_text("no gzip", encoding="utf-8")

    with pytest.raises(MissingData, match="There is no file"):
        list(json_lines(tmp_path / "none.jsonl"))
    with pytest.raises(MissingData, match="cannot be read"):
        list(json_lines(tmp_path / "plain.gz"))


@pytest.mark.parametrize("row", [{}, {"a": 1}, {"a": None}, {"a": " "}])
def test_a_text_that_is_not_there_is_said(row: dict[str, object]) -> None:
    with pytest.raises(MissingData, match="f:1: there is no text under 'a'"):
        text_under(row, "a", "f:1")


def test_a_text_may_be_blank_where_that_is_allowed() -> None:
    assert text_under({}, "a", "f:1", blank=True) == ""
    with pytest.raises(MissingData):
        text_under({"a": 1}, "a", "f:1", blank=True)
