"""The hash of the program: the same for the same, another for any change that could matter."""

from __future__ import annotations

from pathlib import Path

from eval.program import program_hash


def test_code_and_data_count_and_libraries_sets_and_caches_do_not(tmp_path: Path) -> None:
    for name in ("app/a.py", "eval/sets/s.jsonl", "corpus/documents/d.md", "index/words.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    first = program_hash(tmp_path)
    for name in ("eval/sets/s.jsonl", "corpus/documents/d.md", "app/__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("2", encoding="utf-8")
    assert program_hash(tmp_path) == first
    (tmp_path / "index/words.txt").write_text("2", encoding="utf-8")
    second = program_hash(tmp_path)
    (tmp_path / "index/words.txt").rename(tmp_path / "index/other.txt")
    assert len({first, second, program_hash(tmp_path)}) == 3


def test_the_program_itself_has_one() -> None:
    assert program_hash() == program_hash()
    assert len(program_hash()) == 64
