"""The packaged overview says what the source text says, byte for byte."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from corpus.document import BlockKind, Document, Role
from corpus.library import load_library
from corpus.passages import Splitting, split_passages

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT.parent / "shared" / "source-text.txt"
LABEL = re.compile(r"([A-Z][A-Za-z -]*?):\s*(.*)")

HEADINGS = (
    "Immunotherapy: an overview",
    "Key points about immunotherapy",
    "Immune System Activation",
    "Types of Immunotherapy",
    "Checkpoint Inhibitors",
    "CAR T-Cell Therapy",
    "Monoclonal Antibodies",
    "Cytokines",
    "Cancer Vaccines",
    "Indications",
    "Response Rates",
    "Side Effects",
    "Combination Therapies",
    "Ongoing Research",
    "Personalized Medicine",
    "Looking Ahead and Whom to Ask",
)
PARAGRAPHS_SHA256 = "4b268d25d956fd51d15b11d1117f114e266c7e09cf6cd05bf82eb26fb06d534a"


@pytest.fixture(scope="module")
def document() -> Document:
    (document,) = load_library(ROOT / "corpus" / "documents" / "overview").documents
    return document


@pytest.fixture(scope="module")
def source() -> list[tuple[str, str]]:
    """Label and text of each paragraph of the source; the label is empty where there is none."""
    if not SOURCE.is_file():
        pytest.skip("The source text is not beside this checkout; its hash is tested instead.")
    lines = [line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines()]
    found = [(LABEL.match(line), line) for line in lines if line]
    return [(m[1], m[2]) if m else ("", line) for m, line in found]


def paragraphs(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for s in document.sections for b in s.blocks]


def test_its_paragraphs_are_those_of_the_source_by_their_hash(document: Document) -> None:
    joined = "\n".join(paragraphs(document))
    assert hashlib.sha256(joined.encode()).hexdigest() == PARAGRAPHS_SHA256


def test_its_headings_are_the_labels_of_the_source(document: Document) -> None:
    assert tuple(section.heading for section in document.sections) == HEADINGS


def test_every_sentence_of_the_source_is_a_sentence_of_it_under_its_label(
    document: Document, source: list[tuple[str, str]]
) -> None:
    passages = split_passages(document, Splitting())
    ours = [
        (document.section(s.section).heading, s.text)
        for p in passages
        if not p.outline
        for s in p.sentences
    ]
    unlabelled = iter((HEADINGS[0], HEADINGS[-1]))
    theirs = [
        (heading, sentence)
        for label, text in source
        if text
        for heading in [label or next(unlabelled)]
        for sentence in re.split(r"(?<=[.]) (?=[A-Z])", text)
    ]
    assert len(theirs) > 20
    assert ours == theirs


def test_every_label_of_the_source_is_a_heading(
    document: Document, source: list[tuple[str, str]]
) -> None:
    labels = [label for label, _ in source if label]
    assert labels == [s.heading for s in document.sections[1:-1]]


def test_every_sentence_of_every_passage_has_exact_offsets(document: Document) -> None:
    passages = split_passages(document, Splitting())
    sentences = [s for p in passages for s in p.sentences]
    assert len(sentences) > 25
    assert all(document.text[s.start : s.end] == s.text for s in sentences)


def test_the_five_types_stand_in_an_outline(document: Document) -> None:
    passages = {p.section: p for p in split_passages(document, Splitting())}
    outline = passages["types-of-immunotherapy"]
    assert outline.outline
    headings = [document.section(s.section).heading for s in outline.sentences]
    assert list(dict.fromkeys(headings)) == [*HEADINGS[4:9]]
    assert headings.count("Checkpoint Inhibitors") == 2  # the whole paragraph
    assert {s.role for s in outline.sentences} == {Role.ITEM}


def test_a_heading_path_travels_with_every_passage(document: Document) -> None:
    passages = {p.section: p for p in split_passages(document, Splitting())}
    assert passages["cytokines"].path == (
        "Immunotherapy: an overview",
        "Key points about immunotherapy",
        "Types of Immunotherapy",
        "Cytokines",
    )


def test_it_has_no_list_that_could_lose_its_lead(document: Document) -> None:
    assert all(b.kind is BlockKind.PARAGRAPH for s in document.sections for b in s.blocks)


def test_patients_ask_for_every_section_in_three_ways_or_more(document: Document) -> None:
    mixed = "key-points-about-immunotherapy"  # has no passage of its own
    assert set(document.asked) == {section.id for section in document.sections} - {mixed}
    assert min(len(phrases) for phrases in document.asked.values()) >= 3
