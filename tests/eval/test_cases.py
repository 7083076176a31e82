"""Sets: what is read, and what is said of a bad one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.answer import Status
from eval.cases import BadSet, Case, with_tags
from eval.set_files import load_cases

GOOD = {"id": "a", "question": "What?", "expect": ["answered"]}


def line(**changed: object) -> str:
    return json.dumps({key: value for key, value in (GOOD | changed).items() if value is not None})


def test_blank_lines_and_comments_are_skipped_and_order_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"# a set\n\n{line(id='b')}\r\n  \n{line(id='a')}\n", encoding="utf-8")
    assert [case.id for case in load_cases(path)] == ["b", "a"]


def test_every_key_of_the_format_is_read(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    keys = {"history": ["Hello?"], "must_say": [["x", "y"], ["z"]], "must_not_say": ["n"]}
    more = {"cite": ["d", "d#s"], "tags": ["t"], "note": "why"}
    path.write_text(line(expect=["urgent", "crisis"], **keys, **more), encoding="utf-8")
    (case,) = load_cases(path)
    assert case.expect == (Status.URGENT, Status.CRISIS)
    assert case.must_say == (("x", "y"), ("z",))
    assert (case.history, case.must_not_say) == (("Hello?",), ("n",))
    assert (case.cite, case.tags, case.note) == (("d", "d#s"), ("t",), "why")


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    text = json.dumps(GOOD | {"question": "one\u2028two"}, ensure_ascii=False)
    path.write_text(f"\ufeff{text}\n", encoding="utf-8")
    assert load_cases(path)[0].question == "one\u2028two"


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("{", "it is not a JSON object."),
        ('["a"]', "it is not a JSON object."),
        ("[" * 100_000, "it is not a JSON object."),
        (line(id=None), "the key 'id' is missing."),
        (line(question=None), "the key 'question' is missing."),
        (line(expect=None), "the key 'expect' is missing."),
        (line(expected=["answered"]), "there is no key 'expected' in the format."),
        (line(id="  "), "'id' holds a blank string."),
        (line(expect=[]), "'expect' holds an empty list."),
        (line(expect="answered"), "'expect' holds something that is not a list."),
        (
            line(expect=["yes"]),
            "'yes' in 'expect' is no status; use one of answered, not_covered, "
            "personal_advice, urgent, crisis, error.",
        ),
        (line(must_say=["x"]), "'must_say' holds something that is not a list."),
        (line(must_say=[[]]), "'must_say' holds an empty list."),
        (line(must_say=[[" "]]), "'must_say' holds a blank string."),
        (line(must_not_say=[""]), "'must_not_say' holds a blank string."),
        (line(question=5), "'question' holds something that is not a string."),
        (line(), "the id 'a' stands in line 1 already."),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, second: str, said: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{line()}\n{second}\n", encoding="utf-8")
    with pytest.raises(BadSet) as raised:
        load_cases(path)
    assert str(raised.value) == f"{path}:2: {said}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "it cannot be read (No such file or directory)."),
        (b"\xff\xfe", "it is not UTF-8 text."),
        (b"", "there is no case in it."),
        (b"# nothing\n\n", "there is no case in it."),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "set.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadSet) as raised:
        load_cases(path)
    assert str(raised.value) == f"{path}: {said}"


def test_only_cases_with_every_tag_are_kept() -> None:
    both = Case(id="1", question="?", expect=(Status.ANSWERED,), tags=("a", "b"))
    one = Case(id="2", question="?", expect=(Status.ANSWERED,), tags=("a",))
    assert with_tags([both, one], ["a", "b"]) == [both]
    assert with_tags([both, one], []) == [both, one]
    with pytest.raises(BadSet, match="No case has 'c'"):
        with_tags([both, one], ["c"])
