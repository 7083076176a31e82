"""Passages are whole sentences with exact offsets; lists keep their lead-ins and stay whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Passage, Review, ReviewState
from corpus.errors import BadDocument
from corpus.markdown import read_sections
from corpus.passages import Splitting, split_passages

Read = Callable[[str], Document]
Row = tuple[str, str, int]


def rows(passage: Passage) -> list[Row]:
    """Role, text and block of every sentence."""
    return [(s.role.value, s.text, s.block) for s in passage.sentences]


def split(document: Document, max_words: int = 150) -> tuple[Passage, ...]:
    passages = split_passages(document, Splitting(max_words=max_words))
    for passage in passages:
        for sentence in passage.sentences:
            assert document.text[sentence.start : sentence.end] == sentence.text
    return passages


def test_a_section_is_a_passage_with_its_heading_path(read: Read) -> None:
    document = read(
        "---\nid: d\ntitle: D\n---\n# D\n\n## A\n\n### B\n\nOne. Two\nlines.\n\nThree.\n"
    )
    passage = split(document)[-1]
    assert (passage.id, passage.document, passage.section) == ("d#b/1", "d", "b")
    assert passage.path == ("D", "A", "B")
    assert passage.text == "One. Two lines. Three."
    assert rows(passage) == [
        ("prose", "One.", 0),
        ("prose", "Two\nlines.", 0),
        ("prose", "Three.", 1),
    ]


@pytest.mark.parametrize("lead", ["Call us if:", "**Call us if:**", "_Call us if:_"])
def test_a_list_keeps_its_lead_in(read: Read, lead: str) -> None:
    (passage,) = split(read(f"# T\n\nRest first. {lead}\n\n- you shiver\n- you faint. Or fall.\n"))
    assert rows(passage) == [
        ("prose", "Rest first.", 0),
        ("lead", lead, 1),
        ("item", "you shiver", 1),
        ("item", "you faint.", 1),
        ("item", "Or fall.", 1),
    ]


def test_a_lead_in_that_is_a_paragraph_of_its_own_leaves_no_gap(read: Read) -> None:
    (passage,) = split(read("# T\n\nFirst.\n\nCall if:\n\n- a\n\nLast.\n"))
    assert rows(passage) == [
        ("prose", "First.", 0),
        ("lead", "Call if:", 1),
        ("item", "a", 1),
        ("prose", "Last.", 2),
    ]


def test_a_list_without_a_lead_in_takes_none(read: Read) -> None:
    (passage,) = split(read("# T\n\nCall us.\n\n- a\n- b\n"))
    assert rows(passage) == [("prose", "Call us.", 0), ("item", "a", 1), ("item", "b", 1)]


def test_a_nested_list_belongs_to_the_outer_one(read: Read) -> None:
    (passage,) = split(read("# T\n\nSigns:\n\n- skin\n  - rash\n  - itch\n- gut\n"))
    assert [r[:2] for r in rows(passage)] == [
        ("lead", "Signs:"),
        ("item", "skin"),
        ("item", "rash"),
        ("item", "itch"),
        ("item", "gut"),
    ]
    assert {row[2] for row in rows(passage)} == {0}


def test_a_list_that_begins_its_section_has_no_lead_in_from_the_one_above(read: Read) -> None:
    passages = split(read("# T\n\nSigns:\n\n## A\n\n- a\n"))
    assert [rows(p) for p in passages] == [[("prose", "Signs:", 0)], [("item", "a", 0)]]


def test_an_empty_item_does_no_harm(read: Read) -> None:
    (passage,) = split(read("# T\n\n- \u00a0\n- real\n"))
    assert rows(passage) == [("item", "real", 0)]


def test_a_long_paragraph_is_cut_between_sentences(read: Read) -> None:
    sentences = [f"Sentence number {n} has six words." for n in range(10)]
    passages = split(read("# T\n\n" + " ".join(sentences) + "\n"), max_words=20)
    assert [len(p.sentences) for p in passages] == [3, 3, 3, 1]
    assert [s.text for p in passages for s in p.sentences] == sentences
    assert [p.id for p in passages] == [f"page#t/{n}" for n in (1, 2, 3, 4)]


def test_a_sentence_longer_than_a_passage_stays_whole(read: Read) -> None:
    long = "It is " + "very " * 40 + "long."
    passages = split(read(f"# T\n\nShort one. {long} Short two.\n"), max_words=20)
    assert [p.text for p in passages] == ["Short one.", long, "Short two."]


def test_a_long_list_stays_whole_with_its_lead_in(read: Read) -> None:
    items = [f"item {n} says something" for n in range(20)]
    text = "# T\n\nBefore this. Call if:\n\n" + "".join(f"- {i}\n" for i in items) + "\nAfter.\n"
    passages = split(read(text), max_words=20)
    assert [s.text for s in passages[1].sentences] == ["Call if:", *items]
    assert [passages[0].text, passages[2].text] == ["Before this.", "After."]


def test_short_paragraphs_share_a_passage_up_to_the_bound(read: Read) -> None:
    passages = split(read("# T\n\nOne two three.\n\nFour five six.\n\nSeven eight.\n"), max_words=6)
    assert [p.text for p in passages] == ["One two three. Four five six.", "Seven eight."]


def test_a_heading_that_only_groups_gets_an_outline(read: Read) -> None:
    document = read("# T\n\nHi.\n\n## Kinds\n\n### A\n\nFirst a. More.\n\n### B\n\nFirst b.\n")
    outline = next(p for p in split(document) if p.outline)
    assert (outline.id, outline.path) == ("page#kinds/outline", ("T", "Kinds"))
    assert outline.text == "A; B"
    assert [(s.section, s.text) for s in outline.sentences] == [
        ("a", "First a."),
        ("a", "More."),
        ("b", "First b."),
    ]


def test_a_heading_over_subsections_of_which_one_only_groups_gets_no_outline(read: Read) -> None:
    document = read("# T\n\nHi.\n\n## K\n\n### A\n\na.\n\n### B\n\n#### C\n\nc.\n")
    assert [p.section for p in split(document) if p.outline] == ["b"]


def test_an_outline_holds_the_nearest_level_alone(read: Read) -> None:
    document = read(
        "# T\n\nHi.\n\n## K\n\n### A\n\na.\n\n#### Deep\n\nd.\n\n### B\n\nb.\n\n## L\n\nl.\n"
    )
    outline = next(p for p in split(document) if p.outline)
    assert [s.text for s in outline.sentences] == ["a.", "b."]


def test_a_heading_with_nothing_below_it_gives_no_passage(read: Read) -> None:
    assert [p.section for p in split(read("# T\n\nHi.\n\n## Empty\n\n## Full\n\nx.\n"))] == [
        "t",
        "full",
    ]


def test_the_parameters_are_told_for_the_manifest() -> None:
    assert Splitting(max_words=9).as_dict()["max_words"] == 9
    assert Splitting().as_dict() != Splitting(max_words=9).as_dict()


LINES = st.sampled_from(
    [
        "# A",
        "## B",
        "### B",
        "",
        "",
        "One. Two.",
        "Call if:",
        "- a",
        "  - b. C.",
        "1. d",
        "so",
        "\u00a0",
        "**Bold:**",
        "> said",
        "---",
        "| a |",
    ]
)


@given(st.lists(LINES, max_size=20).map("\n".join), st.integers(1, 12))
@settings(max_examples=300, deadline=None)
def test_every_sentence_stands_in_one_passage_and_in_order(text: str, max_words: int) -> None:
    try:
        sections = read_sections(text, 0, "T")
    except BadDocument:
        return
    document = Document("d", "T", "P", "en", (), Review(ReviewState.DRAFT), text, sections, {})
    passages = split(document, max_words)
    assert len({p.id for p in passages}) == len(passages)
    spans = [(s.start, s.end) for p in passages if not p.outline for s in p.sentences]
    assert spans == sorted(set(spans))
    blocks = [text[b.start : b.end] for s in sections for b in s.blocks]
    said = "".join(text[start:end] for start, end in spans)
    assert "".join(said.split()) == "".join("".join(blocks).split())
