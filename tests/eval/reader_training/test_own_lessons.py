"""What the library's own questions teach."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.reading.pairs import sentence_shown
from corpus.library import load_library
from eval.cases import make_case
from eval.reader_training.held_out import PAGES, held_out
from eval.reader_training.lessons import UNKNOWN, Lesson
from eval.reader_training.own_lessons import Asked, Pages, asked_in_cases, own_lessons
from index.encoder import load_encoder

_PAGE = """---
id: {name}
title: "{name}"
language: en
publisher: Us
sources: []
review: {{state: draft, by: null, on: null, next: 2027-01-01}}
---

# {name}

## Does {name} itch on the skin?

Many people itch a little. Cold water helps the skin. Creams help the skin too.

## Does {name} tire you out?

Most people feel tired.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    for name in ("apple", "birch"):
        (tmp_path / f"{name}.md").write_text(_PAGE.format(name=name), encoding="utf-8")
    return Pages(load_library(tmp_path), load_encoder("hashing"))


def lessons(pages: Pages, asked: Asked) -> list[Lesson]:
    return list(own_lessons(pages, [asked], 0))


def texts(found: list[Lesson], answers: float, says: float) -> set[str]:
    return {x.text.partition("?: ")[2] for x in found if (x.answers, x.says) == (answers, says)}


ITCH = "apple#does-apple-itch-on-the-skin"


def test_a_question_that_names_its_sentence_teaches_which_says_it_and_which_does_not(
    pages: Pages,
) -> None:
    case = make_case(
        {
            "id": "1",
            "question": "does cold water help the skin",
            "expect": ["answered"],
            "cite": [ITCH],
            "must_say": [["Cold water helps the skin."]],
        }
    )
    found = lessons(pages, asked_in_cases([case])[0])
    assert texts(found, 1.0, 1.0) == {"Cold water helps the skin."}
    assert len(texts(found, UNKNOWN, 0.0)) == 1
    assert "Most people feel tired." in texts(found, 0.0, 0.0)


def test_a_way_of_asking_teaches_its_section_alone(pages: Pages) -> None:
    asked = Asked("itching from apple", frozenset({ITCH}), covered=True, facts=())
    assert len([x for x in lessons(pages, asked) if x.answers == 1.0]) == 1
    assert not texts(lessons(pages, asked), 1.0, 1.0)


def test_a_near_miss_teaches_that_its_own_page_does_not_answer_and_nothing_of_others(
    pages: Pages,
) -> None:
    case = make_case(
        {
            "id": "1",
            "question": "which cream stops the itch",
            "expect": ["not_covered"],
            "tags": [f"about:{ITCH}"],
        }
    )
    found = lessons(pages, asked_in_cases([case])[0])
    assert {x.source.partition("#")[0] for x in found} == {"apple"}
    assert {(x.answers, x.says) for x in found} == {(0.0, 0.0)}


def test_all_about_some_pages_is_held_out_and_a_share_of_the_rest() -> None:
    page = min(PAGES)
    assert held_out(Asked("any", frozenset({f"{page}#x"}), covered=True, facts=()))
    rest = [Asked(f"{n}", frozenset({"apple#x"}), covered=True, facts=()) for n in range(500)]
    assert 60 < sum(map(held_out, rest)) < 140


def test_the_sentences_shown_are_the_library_s_own(pages: Pages) -> None:
    asked = Asked("itching from apple", frozenset({ITCH}), covered=True, facts=())
    shown = {sentence_shown(p, n) for p in pages.passages for n in range(len(p.sentences))}
    assert {x.text for x in lessons(pages, asked)} <= shown
