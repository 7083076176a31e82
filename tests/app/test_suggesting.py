"""Questions that the library answers, offered next and at the start."""

from __future__ import annotations

from pathlib import Path

from app.suggesting import topic_headings, typical_questions
from corpus.library import load_library


def test_the_first_view_shows_the_examples_that_a_document_names(pages: Path) -> None:
    call = pages / "call.md"
    front = "---\nexamples: [rash, fever]\n---\n"
    call.write_text(front + call.read_text(encoding="utf-8"), encoding="utf-8")
    (pages / "call.asked.yaml").write_text('rash: ["Is a rash common?"]\n', encoding="utf-8")
    assert typical_questions(load_library(pages), 6) == ("Is a rash common?", "Fever")


def test_without_examples_the_sections_are_spread_evenly(pages: Path) -> None:
    library = load_library(pages)
    assert typical_questions(library, 6) == ("Fever", "Rash", "Tiredness")
    assert typical_questions(library, 2) == ("Fever", "Tiredness")


def test_topics_are_titles_or_of_one_document_its_headings(pages: Path) -> None:
    assert topic_headings(load_library(pages)) == ("When to call", "Tiredness")
    (pages / "tired.md").unlink()
    assert topic_headings(load_library(pages)) == ("Fever", "Rash")
