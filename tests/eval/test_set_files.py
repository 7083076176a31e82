"""Sets as JSON Lines and as CSV: both ways, and a bad line takes no other with it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.answer import Status
from eval.cases import BadSet, Case
from eval.set_csv import read_rows, write_rows
from eval.set_files import load_cases, load_set, load_sets, write_set

FULL = Case(
    id="a",
    question="Why?\nAnd “how”; or, when",
    expect=(Status.ANSWERED, Status.URGENT),
    history=("One\nturn", "two; turns"),
    must_say=(("a | b", "c"), ("d\\n",)),
    must_not_say=("x;y",),
    cite=("d", "d#s"),
    tags=("t",),
    note="=1+1",
)
texts = some.text(
    some.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1
).filter(str.strip)
lists = some.lists(texts, max_size=3).map(tuple)


@given(
    id=texts,
    question=texts,
    history=lists,
    must_say=some.lists(some.lists(texts, min_size=1, max_size=3).map(tuple), max_size=3),
    must_not_say=lists,
    cite=lists,
    tags=lists,
    note=texts,
)
def test_any_case_comes_back_from_a_spreadsheet_as_it_was(**keys: object) -> None:
    case = Case.model_validate({"expect": [Status.ANSWERED, Status.URGENT], **keys})
    ((_, read),) = read_rows(write_rows([case]))
    assert Case.model_validate(read) == case


@pytest.mark.parametrize("name", ["set.csv", "set.jsonl"])
def test_a_set_is_written_and_read_back(tmp_path: Path, name: str) -> None:
    plain = Case(id="b", question="What?", expect=(Status.NOT_COVERED,))
    write_set([FULL, plain], tmp_path / name)
    assert load_cases(tmp_path / name) == [FULL, plain]
    with pytest.raises(BadSet, match="it is there already"):
        write_set([FULL], tmp_path / name)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"question": "\ud800"}, "a case holds half a character"),
        ({"question": " "}, "the case 'a' holds blanks that a sheet would lose"),
        ({"history": ("", "x")}, "the case 'a' holds blanks that a sheet would lose"),
    ],
)
def test_what_a_sheet_would_lose_is_not_written(
    tmp_path: Path, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(BadSet, match=said):
        write_set([FULL.model_copy(update=changed)], tmp_path / "set.csv")
    assert not list(tmp_path.iterdir())


def test_a_sheet_as_excel_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "sep=;\r\nid;question;expect;;\r\n1;Why?;Answered;;\r\n2;How?;yes;;\r\n", encoding="utf-8"
    )
    loaded = load_set(path)
    assert [case.expect for case in loaded.cases] == [(Status.ANSWERED,)]
    assert loaded.faults[0].startswith(f"{path}:4: 'yes' in 'expect' is no status")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_set([FULL.model_copy(update={"question": "@SUM(1)", "id": "-1"})], tmp_path / "set.csv")
    with (tmp_path / "set.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_sheet_as_people_type_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "ID;question;expect;must_say;tags\r\n"
        '1;"What is it, then?";answered;"cancer treatment | a treatment\n\nimmune system";lay\r\n'
        ";;;;\r\n"
        '2;And?;"answered; not_covered";;\r\n',
        encoding="utf-8",
    )
    first, second = load_cases(path)
    assert first.must_say == (("cancer treatment", "a treatment"), ("immune system",))
    assert (first.question, first.tags) == ("What is it, then?", ("lay",))
    assert second.expect == (Status.ANSWERED, Status.NOT_COVERED)


def test_a_bad_line_takes_no_other_with_it(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    good = '{"id": "%s", "question": "?", "expect": ["answered"]}'
    path.write_text(f"{good % 'a'}\n{{\n{good % 'b'}\n{good % 'a'}\n", encoding="utf-8")
    loaded = load_set(path)
    assert [case.id for case in loaded.cases] == ["a", "b"]
    assert loaded.faults == (
        f"{path}:2: it is not a JSON object.",
        f"{path}:4: the id 'a' stands in line 1 already.",
    )


def test_a_bad_row_is_named_by_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(
        'id,question,expect\na,"one\ntwo",answered\nb,What?,yes\nc,What?,answered,more\n'
        "d,,answered\ne,Last?,answered\n",
        encoding="utf-8",
    )
    loaded = load_set(path)
    assert [case.id for case in loaded.cases] == ["a", "e"]
    assert [fault.split(": ", 1)[0] for fault in loaded.faults] == [
        f"{path}:4",
        f"{path}:5",
        f"{path}:6",
    ]
    assert "'yes' in 'expect' is no status" in loaded.faults[0]
    assert loaded.faults[1].endswith("it has 4 cells, and the first line 3.")
    assert loaded.faults[2].endswith("the key 'question' is missing.")


def test_a_stray_quote_costs_its_own_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(
        'id,question,expect\na,"Is it" safe?,answered\nb,Fine?,answered\nc,Fine too?,answered\n',
        encoding="utf-8",
    )
    loaded = load_set(path)
    assert [case.id for case in loaded.cases] == ["b", "c"]
    assert loaded.faults[0].startswith(f"{path}:2: the row cannot be read")


def test_a_quote_that_never_ends_says_which_lines_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(
        'id,question,expect\na,Fine?,answered\nb,"What?,answered\nc,Lost?,answered\n',
        encoding="utf-8",
    )
    loaded = load_set(path)
    assert [case.id for case in loaded.cases] == ["a"]
    (fault,) = loaded.faults
    assert fault.startswith(f"{path}:3: the row cannot be read")
    assert fault.endswith("; lines 3 to 4 are lost with it.")


def test_a_cell_of_any_length_is_read(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(f"id,question,expect\na,{'x' * 200_000},answered\n", encoding="utf-8")
    assert len(load_cases(path)[0].question) == 200_000


def test_a_file_of_something_else_is_not_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("no case\n" * 900, encoding="utf-8")
    with pytest.raises(BadSet) as raised:
        load_set(path)
    assert str(raised.value).splitlines()[-1] == "… and 890 more."
    assert len(str(raised.value).splitlines()) == 11


def test_a_set_without_a_case_does_not_stop_the_others(tmp_path: Path) -> None:
    write_set([FULL], tmp_path / "good.jsonl")
    (tmp_path / "bad.jsonl").write_text("{\n", encoding="utf-8")
    loaded = load_sets([tmp_path / "good.jsonl", tmp_path / "bad.jsonl", tmp_path / "none.jsonl"])
    assert [case.id for case in loaded.cases] == ["good/a"]
    assert loaded.faults == (
        f"{tmp_path / 'bad.jsonl'}:1: it is not a JSON object.",
        f"{tmp_path / 'none.jsonl'}: it cannot be read (No such file or directory).",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1: the first line must name the columns."),
        (b"id,answer\n", "1: there is no column 'answer'; use id, question, expect,"),
        (b"id,id\n", "1: the column 'id' stands there twice."),
        (b"id,question,expect\n", " there is no case in it."),
        (b"id\n\xe9\n", " it is not UTF-8 text; save it as 'CSV UTF-8'."),
    ],
)
def test_a_bad_sheet_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "set.csv"
    path.write_bytes(content)
    with pytest.raises(BadSet) as raised:
        load_set(path)
    assert str(raised.value).startswith(f"{path}:{said}")


def test_several_sets_are_one_whose_cases_say_where_they_are_from(tmp_path: Path) -> None:
    case = FULL.model_copy(update={"tags": ("lay",)})
    write_set([case], tmp_path / "one.jsonl")
    write_set([case], tmp_path / "two.csv")
    both = load_sets([tmp_path / "one.jsonl", tmp_path / "two.csv"])
    assert both.name == "one+two"
    assert [case.id for case in both.cases] == ["one/a", "two/a"]
    assert [case.tags for case in both.cases] == [("lay", "set:one"), ("lay", "set:two")]
    assert set(both.hashes) == {"one", "two"}
    with pytest.raises(BadSet, match="Two of the sets have the name 'one'"):
        load_sets([tmp_path / "one.jsonl"] * 2)
