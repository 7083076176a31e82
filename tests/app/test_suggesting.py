"""Questions that the library answers, offered next and at the start."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.suggesting import topic_headings, typical_questions
from corpus.document import Passage
from corpus.library import load_library
from index.hit import Hit, HitVectors


def hit_in(document: str) -> Hit:
    return Hit(
        passage=Passage(f"{document}#a/1", document, "a", ("A",), "Words.", ()),
        dense=0.5,
        asked=0.5,
        known=True,
        lexical=1.0,
        fused=0.03,
        sentences=(),
        asking="what",
        completed=False,
        overlap=1.0,
        foreign=0.0,
        vectors=HitVectors(np.zeros(2, np.float32), np.zeros((0, 2), np.float32), (), ()),
    )


def test_the_first_view_shows_the_examples_that_a_document_names(pages: Path) -> None:
    call = pages / "call.md"
    front = "---\nexamples: [rash, fever]\n---\n"
    call.write_text(front + call.read_text(encoding="utf-8"), encoding="utf-8")
    (pages / "call.asked.yaml").write_text('rash: ["Is a rash common?"]\n', encoding="utf-8")
    assert typical_questions(load_library(pages), 6) == ("Is a rash common?", "Fever")


def test_examples_are_the_first_of_each_document_before_the_second_of_any(pages: Path) -> None:
    for name, examples in (("call", "[rash, fever]"), ("tired", "[tiredness]")):
        page = pages / f"{name}.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(f"---\nexamples: {examples}\n---\n{text}", encoding="utf-8")
    library = load_library(pages)
    assert typical_questions(library, 6) == ("Rash", "Tiredness", "Fever")
    assert typical_questions(library, 2) == ("Rash", "Tiredness")
    assert typical_questions(library, 1) == ("Rash",)


def test_without_examples_the_sections_are_spread_evenly(pages: Path) -> None:
    library = load_library(pages)
    assert typical_questions(library, 6) == ("Fever", "Rash", "Tiredness")
    assert typical_questions(library, 2) == ("Fever", "Tiredness")


def test_topics_that_were_found_come_first(pages: Path) -> None:
    library = load_library(pages)
    hits = [hit_in("tired"), hit_in("tired"), hit_in("call")]
    assert topic_headings(library, hits) == ("Tiredness", "When to call")


def test_topics_are_titles_or_of_one_document_its_headings(pages: Path) -> None:
    assert topic_headings(load_library(pages)) == ("When to call", "Tiredness")
    (pages / "tired.md").unlink()
    assert topic_headings(load_library(pages)) == ("Fever", "Rash")
