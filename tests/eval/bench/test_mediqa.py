from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.bench.bench import DATA, MissingData
from eval.bench.mediqa import NAMES, as_page, load_mediqa, pool
from eval.bench.pages import Page

ZINC = "Zinc: It shortens a cold by a day."
BREAD = "Bread: It is baked in an oven."
FEVER = "Fever: It is a warning sign of infection."


def asked(key: str, question: str, *answers: tuple[str, int]) -> dict[str, Any]:
    return {
        "id": key,
        "question": question,
        "answers": [{"text": text, "score": score} for text, score in answers],
    }


VALIDATION = (
    asked("1", "does zinc shorten a cold", (ZINC, 4), (BREAD, 1)),
    asked("2", "is fever a warning sign", (BREAD, 2), (FEVER, 3)),
)
LIVE = (
    asked("1", "Does zinc  shorten a COLD", (ZINC, 4)),
    asked("2", "how is bread baked", (BREAD, 3), (FEVER, 1)),
)
ALEXA = (asked("1", "what is zinc for", (ZINC, 3), (BREAD, 1), (ZINC, 1)),)


def write_mediqa(folder: Path, *sets: tuple[dict[str, Any], ...]) -> Path:
    """The three files, tiny, but for what is given."""
    folder.mkdir(exist_ok=True)
    for name, rows in zip(NAMES, sets or (VALIDATION, LIVE, ALEXA), strict=True):
        text = "\n".join(json.dumps(row) for row in rows)
        path = folder / f"mediqa2019-qa-{name}.jsonl.gz"
        path.write_bytes(gzip.compress(text.encode()))
    return folder


def test_equal_answers_are_one_page_and_ids_are_of_their_file(tmp_path: Path) -> None:
    validation, live, alexa = load_mediqa(write_mediqa(tmp_path))

    assert [question.id for question in validation.questions] == ["validation/1", "validation/2"]
    first = validation.questions[0].candidates
    assert [(c.text, c.right) for c in first] == [(ZINC, True), (BREAD, False)]
    assert alexa.questions[0].candidates[0].page == first[0].page
    assert [page.title for page in pool((validation, live, alexa))] == ["Zinc", "Bread", "Fever"]


def test_a_validation_question_is_taken_out_of_training(tmp_path: Path) -> None:
    _, live, _ = load_mediqa(write_mediqa(tmp_path))

    assert [question.id for question in live.questions] == ["train-live/2"]


def test_an_answer_that_was_judged_twice_is_right_if_it_once_was(tmp_path: Path) -> None:
    _, _, alexa = load_mediqa(write_mediqa(tmp_path))

    assert [c.right for c in alexa.questions[0].candidates] == [True, False]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Flu (Causes): It is: a virus.", Page("a", "Flu (Causes)", ("It is: a virus.",))),
        ("No heading here.", Page("a", "", ("No heading here.",))),
        ("x" * 151 + ": y", Page("a", "", ("x" * 151 + ": y",))),
    ],
)
def test_the_heading_of_an_answer_is_its_title(text: str, page: Page) -> None:
    assert as_page("a", text) == page


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (asked("1", "why"), "there is no answer under 'answers'"),
        (asked("1", "why", ("A: b", 5)), "an answer has no 'score' from 1 to 4"),
        (asked("1", "why", (" ", 3)), "there is no text under 'text'"),
        (asked("1", " ", ("A: b", 3)), "there is no text under 'question'"),
        (asked("1", "why") | {"answers": ["x"]}, "an answer has no 'score' from 1 to 4"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    write_mediqa(tmp_path, VALIDATION, LIVE, (ALEXA[0], row))

    with pytest.raises(MissingData, match=rf"train-alexa\.jsonl\.gz:2: {said}"):
        load_mediqa(tmp_path)


def test_a_missing_or_empty_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no file"):
        load_mediqa(tmp_path)
    write_mediqa(tmp_path, VALIDATION, (), ALEXA)
    with pytest.raises(MissingData, match="holds no question"):
        load_mediqa(tmp_path)


def test_the_real_files_are_read() -> None:
    if not (DATA / "mediqa2019-qa-validation.jsonl.gz").is_file():
        pytest.skip("The benchmark data are not beside this checkout.")

    sets = load_mediqa(DATA)

    assert [len(one.questions) for one in sets] == [25, 103, 104]
    assert sum(len(q.candidates) for q in sets[0].questions) == 234
