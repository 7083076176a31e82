"""Words that the library explains: what a heading names, and where a text has such a word."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from app.glossary import Glossary
from app.settings import PACKAGED_DOCUMENTS
from corpus.library import Library, load_library

WORDS = """---
glossary: true
---
# Words

Doctors use special words.

## Antibody-drug conjugate (ADC)

An ADC is an antibody\nwith a drug.

Another paragraph.

## Antibody

An antibody is a protein.

## Biopsy

A biopsy takes tissue.

## CAR-T cell therapy

CAR-T changes T cells.

## T cell

A T cell is a blood cell.

## Rash

A rash is on the skin.

## PD-1

PD-1 is a brake.

## Intravenous (IV)

Intravenous means into a vein.

## Tumor-infiltrating lymphocyte (TIL) therapy

TIL therapy uses immune cells.

## Vaccine (treatment)

A treatment vaccine treats.

## Drug antibody

A drug antibody is made up.
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "words.md").write_text(WORDS, encoding="utf-8")
    pages = ("Rest helps.", "Sleep helps.", "Walk.", "Drink water.", "Eat well.")
    for number, text in enumerate(pages):
        (tmp_path / f"page{number}.md").write_text(f"# Page {number}\n\n{text}\n")
    return load_library(tmp_path)


@pytest.fixture
def glossary(library: Library) -> Glossary:
    return Glossary.of(library)


@pytest.fixture(scope="module")
def packaged() -> Library:
    return load_library(PACKAGED_DOCUMENTS)


def seen(glossary: Glossary, text: str) -> list[str]:
    return [text[one.start : one.end] for one in glossary.spot(text)]


def test_a_term_is_its_names_and_its_first_paragraph_word_for_word(glossary: Glossary) -> None:
    (one,) = glossary.spot("What is an ADC?")
    assert (one.start, one.end) == (11, 14)
    assert one.term.names == ("Antibody-drug conjugate", "ADC")
    assert one.term.meaning == "An ADC is an antibody\nwith a drug."
    assert (one.term.document, one.term.section) == ("words", "antibody-drug-conjugate-adc")
    assert one.term.title == "Words"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Antibodies and BIOPSIES, a rash; rashes", ["Antibodies", "BIOPSIES", "rash"]),
        ("an antibody's arm", ["antibody"]),
        ("adc, Adc, ADCs", ["ADCs"]),
        ("pd-1 and PD-1.", ["PD-1"]),
        ("PD-10 and PD-1a", []),
        ("a rashly made crash", []),
        ("t cell, T-cells", ["T-cells"]),
        ("CAR T-cell therapy and CAR-T cell therapies", ["CAR T-cell therapy"]),
        ("car-t cell therapy", []),
        ("T\ncells", ["T\ncells"]),
        ("TIL therapy, TILs", ["TIL therapy"]),
        ("a flu vaccine", []),
        ("treatment vaccines", ["treatment vaccines"]),
        ("stage IV", []),
        ("intravenous (IV)", ["intravenous"]),
        ("words", []),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(glossary: Glossary, text: str, found: list[str]) -> None:
    assert seen(glossary, text) == found


def test_of_names_that_overlap_the_longer_is_found_wherever_it_begins(glossary: Glossary) -> None:
    assert seen(glossary, "an antibody-drug conjugate") == ["antibody-drug conjugate"]
    assert seen(glossary, "the drug antibody-drug conjugate") == ["antibody-drug conjugate"]


def test_a_term_is_found_once_whatever_it_is_called(glossary: Glossary) -> None:
    text = "ADCs are antibody-drug conjugates, each with an antibody. Any antibody will do."
    assert seen(glossary, text) == ["ADCs", "antibody"]


def test_what_more_than_a_quarter_of_the_sections_say_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / "words.md").write_text(WORDS, encoding="utf-8")
    page = "# P{n}\n\n{text}\n"
    texts = ["An ADC.", "Our antibody-drug conjugates.", "A rash.", "Sun.", "Rain."]
    for n, text in enumerate(texts):
        (tmp_path / f"p{n}.md").write_text(page.format(n=n, text=text))
    glossary = Glossary.of(load_library(tmp_path))
    assert seen(glossary, "A rash from an antibody-drug conjugate.") == ["rash"]
    assert seen(glossary, "An antibody.") == ["antibody"]


def test_without_a_glossary_nothing_is_found(pages: Path) -> None:
    assert Glossary.of(load_library(pages)).spot("A rash and a fever") == ()


def test_the_packaged_glossary_explains_every_word_but_the_everyday_one(packaged: Library) -> None:
    glossary = Glossary.of(packaged)
    page = packaged.document("words-explained")
    headings = [section.heading for section in page.sections[1:]]
    unmarked = [
        heading for heading in headings if not glossary.spot(re.sub(r"\(treatment\)", "", heading))
    ]
    assert len(headings) > 100
    assert unmarked == ["Immunotherapy", "Vaccine (treatment)"]
    assert seen(glossary, "a treatment vaccine") == ["treatment vaccine"]


def test_the_packaged_pages_have_some_words_marked_and_not_a_dozen(packaged: Library) -> None:
    glossary = Glossary.of(packaged)
    marked = [
        len(glossary.spot(document.text[section.start : section.end]))
        for document in packaged.documents
        if not document.glossary
        for section in document.sections
        if section.blocks
    ]
    assert 1 < sum(marked) / len(marked) < 3
    assert max(marked) < 12


def test_a_thousand_characters_take_no_time_to_speak_of(packaged: Library) -> None:
    glossary = Glossary.of(packaged)
    text = packaged.document("side-effects-overview").text[-1000:]
    best = min(_seconds(glossary, text) for _ in range(20))
    assert best < 0.01  # 0.001 on a quiet machine


def _seconds(glossary: Glossary, text: str) -> float:
    started = time.perf_counter()
    glossary.spot(text)
    return time.perf_counter() - started
