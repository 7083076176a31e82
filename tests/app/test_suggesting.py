"""Questions that the library answers, offered next and at the start."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.settings import PACKAGED_DOCUMENTS
from app.suggesting import Example, Topic, TopicGroup, topic_groups, topic_headings
from app.suggesting import typical_questions as typical
from corpus.document import Passage
from corpus.library import Library, load_library
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


def asked(library: Library, number: int) -> list[str]:
    return [example.question for example in typical(library, number)]


def test_the_first_view_shows_the_examples_that_a_document_names(pages: Path) -> None:
    call = pages / "call.md"
    front = "---\nexamples: [rash, fever]\n---\n"
    call.write_text(front + call.read_text(encoding="utf-8"), encoding="utf-8")
    (pages / "call.asked.yaml").write_text('rash: ["Is a rash common?"]\n', encoding="utf-8")
    assert typical(load_library(pages), 6) == (
        Example("When to call", "Is a rash common?"),
        Example("When to call", "Fever"),
    )


def test_examples_are_the_first_of_each_document_before_the_second_of_any(pages: Path) -> None:
    for name, examples in (("call", "[rash, fever]"), ("tired", "[tiredness]")):
        page = pages / f"{name}.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(f"---\nexamples: {examples}\n---\n{text}", encoding="utf-8")
    library = load_library(pages)
    assert asked(library, 6) == ["Rash", "Tiredness", "Fever"]
    assert asked(library, 2) == ["Rash", "Tiredness"]
    assert asked(library, 1) == ["Rash"]


def test_without_examples_the_sections_are_spread_evenly(pages: Path) -> None:
    library = load_library(pages)
    assert asked(library, 6) == ["Fever", "Rash", "Tiredness"]
    assert asked(library, 2) == ["Fever", "Tiredness"]


def test_topics_that_were_found_come_first(pages: Path) -> None:
    library = load_library(pages)
    hits = [hit_in("tired"), hit_in("tired"), hit_in("call")]
    assert topic_headings(library, hits) == ("Tiredness", "When to call")


def test_topics_are_titles_or_of_one_document_its_headings(pages: Path) -> None:
    assert topic_headings(load_library(pages)) == ("When to call", "Tiredness")
    (pages / "tired.md").unlink()
    assert topic_headings(load_library(pages)) == ("Fever", "Rash")


def test_a_library_without_folders_is_one_group_without_a_name(pages: Path) -> None:
    (pages / "call.asked.yaml").write_text('rash: ["Is a rash common?", "rash"]\n', "utf-8")
    assert topic_groups(load_library(pages)) == (
        TopicGroup(
            "",
            (
                Topic("When to call", ("Fever", "Is a rash common?")),
                Topic("Tiredness", ("Tiredness",)),
            ),
        ),
    )


def test_groups_come_in_the_order_of_their_names_then_those_without(pages: Path) -> None:
    for folder in ("b-one", "a_two", "named", "gone"):
        (pages / folder).mkdir()
        (pages / folder / f"{folder}.md").write_text(f"# {folder}\n\nText.\n")
    (pages / "gone" / "gone.md").unlink()
    (pages / "groups.yaml").write_text('gone: "Gone"\nnamed: "Its name"\nb-one: "First"\n')
    groups = topic_groups(load_library(pages))
    assert [group.name for group in groups] == ["Its name", "First", "", "A two"]
    assert [topic.title for topic in groups[2].topics] == ["When to call", "Tiredness"]


def test_every_folder_of_the_packaged_library_has_a_name_and_every_page_a_group() -> None:
    library = load_library(PACKAGED_DOCUMENTS)
    groups = topic_groups(library)
    assert {document.folder for document in library.documents} == library.groups.keys()
    assert [group.name for group in groups] == list(library.groups.values())
    assert sum(len(group.topics) for group in groups) == len(library.documents)
    sections = sum(bool(s.blocks) for d in library.documents for s in d.sections)
    questions = [q for group in groups for topic in group.topics for q in topic.questions]
    assert 0.95 * sections < len(questions) <= sections
