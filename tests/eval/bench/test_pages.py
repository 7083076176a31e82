from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.library import load_document
from eval.bench.pages import Page, document_id, page_ids, write_page


def read(page: Page, folder: Path) -> Document:
    path = folder / "d.md"
    path.write_text(write_page(page, 3), encoding="utf-8", newline="\n")
    return load_document(path)


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "> not a quote",
        "- not an item",
        "* not an item",
        "+ not an item",
        "1. Incubation of cells.",
        "2) The second.",
        "[1] This study.",
        "[ref]: http://example.org 'eaten'",
        "<div>not HTML</div>",
        "<!-- not a comment -->",
        "```not code",
        "~~~ not code",
        "    not code",
        "---",
        "***",
        "| not | a table |\n| --- | --- |\n| x | y |",
        "Heading\n=======\nmore",
        "One.\n\nTwo.\n\n- Three",
        "It rose (p < 0.05) by *2* & `3`, see [4].",
        "Null \0 and\u2028separator.",
    ],
)
def test_no_word_of_a_text_is_lost_or_added(tmp_path: Path, text: str) -> None:
    document = read(Page("x", "A title", (text,)), tmp_path)

    (section,) = document.sections
    assert section.heading == "A title"
    (block,) = section.blocks
    written = document.text[block.start : block.end].removeprefix("\\")
    assert written.split() == text.replace("\0", " ").split()


@pytest.mark.parametrize(
    "title",
    ["yes", "2001-01-01", "C#", "C # #", "- a: 'b' \"c\"", "# 1", "*a* _b_\\_", "é\n\U0001f9ea"],
)
def test_a_title_is_kept_and_is_the_one_heading(tmp_path: Path, title: str) -> None:
    document = read(Page("x", title, ("One.", "Two.")), tmp_path)

    assert document.id == document_id(3)
    assert document.title == " ".join(title.split())
    assert [section.path for section in document.sections] == [(document.title,)] * 2


def test_a_page_without_a_title_or_without_a_text_is_headed_and_says_what_it_has(
    tmp_path: Path,
) -> None:
    untitled = read(Page("x", " ", ("One two three. " * 5,)), tmp_path)
    assert untitled.title == "One two three. " * 3 + "One two three."
    titled = read(Page("x", "1. Zinc", (" ",)), tmp_path)
    assert "1. Zinc" in titled.text[titled.sections[0].start : titled.sections[0].end]


def test_a_page_without_a_word_gives_no_document() -> None:
    assert write_page(Page("x", " ", ("\n",)), 0) == ""


def test_documents_lead_back_to_their_pages() -> None:
    pages = (Page("MED-1", "", ("A",)), Page("http://b", "", ("B",)))

    assert page_ids(pages) == {document_id(0): "MED-1", document_id(1): "http://b"}
