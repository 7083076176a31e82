from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.bench.bench import DATA, MissingData
from eval.bench.pages import Page
from eval.bench.squad import SQUAD, Span, as_pages, load_squad

ZINC = "1. Zinc is a metal. Doctors say that it shortens a cold by one day."
FEVER = "Fever is a warning sign of infection."
BREAD = "Bread is baked in an oven."


def paragraph(title: str, context: str, *questions: tuple[str, str]) -> dict[str, Any]:
    """A paragraph with questions, each with its answer, blank where there is none."""
    return {
        "title": title,
        "context": context,
        "questions": [
            {"question": q, "answers": [[context.index(a), a]] if a else []} for q, a in questions
        ],
    }


ROWS = (
    paragraph(
        "Home_remedies",
        ZINC,
        ("By how much does zinc shorten a cold?", "one day"),
        ("Which kings reigned in Ruritania?", ""),
    ),
    paragraph("Bread", BREAD, ("Where is bread baked?", "an oven")),
    paragraph("Home_remedies", FEVER, ("What is fever a warning sign of?", "infection")),
)


def write_squad(path: Path, *rows: dict[str, Any]) -> Path:
    """The file of three paragraphs and four questions, but for what is given."""
    text = "\n".join(json.dumps(row) for row in rows or ROWS)
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_paragraphs_and_spans_are_read(tmp_path: Path) -> None:
    found = load_squad(write_squad(tmp_path / SQUAD))

    first, second = found[0].questions
    assert [found[0].context[s.start : s.end] for s in first.spans] == ["one day"]
    assert second.spans == ()
    assert found[1].questions[0].spans == (Span(18, 25),)


def test_the_paragraphs_of_one_title_are_one_page(tmp_path: Path) -> None:
    pages = as_pages(load_squad(write_squad(tmp_path / SQUAD)))

    assert pages == (
        Page("Home_remedies", "Home remedies", (ZINC, FEVER)),
        Page("Bread", "Bread", (BREAD,)),
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"context": " "}, "there is no text under 'context'"),
        ({"title": None}, "there is no text under 'title'"),
        ({"questions": {}}, "there are no questions under 'questions'"),
        ({"questions": [{"question": "?"}]}, "an answer does not stand where it is said to"),
        (
            {"questions": [{"question": "?", "answers": [[0, "oven"]]}]},
            "an answer does not stand where it is said to",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    path = write_squad(tmp_path / SQUAD, ROWS[0], ROWS[1] | changed)

    with pytest.raises(MissingData, match=rf"{SQUAD}:2: {said}"):
        load_squad(path)


def test_a_missing_or_empty_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no file"):
        load_squad(tmp_path / SQUAD)
    (tmp_path / SQUAD).write_bytes(gzip.compress(b"\n"))
    with pytest.raises(MissingData, match="holds no paragraph"):
        load_squad(tmp_path / SQUAD)


def test_the_real_file_is_read() -> None:
    if not (DATA / SQUAD).is_file():
        pytest.skip("The benchmark data are not beside this checkout.")

    questions = [q for paragraph in load_squad(DATA / SQUAD) for q in paragraph.questions]

    assert len(questions) == 6078
    assert sum(not q.spans for q in questions) == 3168
