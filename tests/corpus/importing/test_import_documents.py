"""Every format becomes a document that loads, with its headings and lists and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from fpdf import FPDF

from corpus.document import ReviewState
from corpus.errors import BadImport
from corpus.importing.importer import Importer, slug
from corpus.library import load_library

Made = Callable[..., bytes]
KINDS = ["pdf", "docx", "html", "md", "txt"]
WORDS = ["".join(letters) for letters in product("abcdefgh", repeat=3)][:150]
SECTIONS = [
    (
        "What is a rash?",
        ["A rash is common. " + "It itches and it may spread over your arms. " * 20, "Show it."],
    ),
    (
        "When do I call?",
        ["Call us at night too. " + " ".join(f"We are here for {word} of you." for word in WORDS)],
    ),
]


@pytest.mark.parametrize("kind", KINDS)
def test_headings_and_paragraphs_are_kept_and_a_draft_is_made(
    kind: str, made: Made, importing: Callable
) -> None:
    data = made(kind, "Rash after treatment", SECTIONS, "", "visible")
    done = importing(f"My Rash.{kind}", data)
    document = done.document
    assert (document.id, document.title) == ("my-rash", "Rash after treatment")
    assert document.language == "en"
    assert document.review.state is ReviewState.DRAFT
    assert [source.title for source in document.sources] == [f"My Rash.{kind}"]
    assert str(document.sources[0].seen) == "2026-01-02"
    assert [section.heading for section in document.sections if section.blocks] == [
        "What is a rash?",
        "When do I call?",
    ]
    assert [len(section.blocks) for section in document.sections if section.blocks] == [2, 1]
    assert done.aside == ()
    assert load_library(done.path.parent).document("my-rash").text == document.text


def test_running_headers_and_page_numbers_of_a_pdf_are_gone_and_told(
    made: Made, importing: Callable
) -> None:
    done = importing("a.pdf", made("pdf", "Rash", SECTIONS, "", "visible"))
    assert done.running == ("City Hospital leaflet", "Page 1 of 9", "Page 2 of 9")
    assert "City Hospital" not in done.document.text
    assert "of 9" not in done.document.text


def test_what_goes_on_over_the_end_of_a_page_is_one_paragraph(
    made: Made, importing: Callable
) -> None:
    text = ", ".join(f"part {n} of a list that goes on and on" for n in range(150)) + "."
    done = importing("a.pdf", made("pdf", "Long", [("One", [text])], "", "visible"))
    (section,) = [section for section in done.document.sections if section.blocks]
    (block,) = section.blocks
    assert done.document.text[block.start : block.end] == text


@pytest.mark.parametrize(
    ("name", "data", "body"),
    [
        (
            "a.txt",
            b"Take these:\n\n- a card\n- a very long\n  phone\n",
            "- a card\n- a very long phone",
        ),
        ("a.txt", b"SIDE EFFECTS\n\nA rash.\n", "# SIDE EFFECTS\n\nA rash."),
        ("a.txt", b"This is immuno-\ntherapy for\nyou.\n", "This is immunotherapy for you."),
        ("a.txt", b"A T-\ncell is a cell.\n", "A T-cell is a cell."),
        (
            "a.txt",
            b"Give a follow-up. Each follow-\nup counts.\n",
            "Give a follow-up. Each follow-up counts.",
        ),
        ("a.txt", "It is e\u00adffective, ﬁne\u200b.\n".encode(), "It is effective, fine."),
        (
            "a.txt",
            "Fi\u00e8vre \u00e9lev\u00e9e au matin.\n".encode("latin-1"),
            "Fièvre élevée au matin.",
        ),
        (
            "a.txt",
            b"Numbers <b>below</b> <5 % are rare.\n",
            "Numbers < b>below< /b> <5 % are rare.",
        ),
        ("a.txt", b"# 5 is not a heading\n", "\\# 5 is not a heading"),
        ("a.md", b"# A\n\n1. one\n2. two\n   - in it\n", "1. one\n2. two\n   - in it"),
        (
            "a.md",
            b"# A\n\n**Bold** and [a link](http://x.example) stay.\n",
            "Bold and a link stay.",
        ),
        ("a.html", b"<p>One<p>Two<br><br>Three", "One\n\nTwo\n\nThree"),
        ("a.html", b"<main><p>Page text that is long.</p></main><nav>Menu</nav>", "Page text"),
        ("a.html", b"<table><tr><th>A<tr><td>1</table><p>x", "| A |\n| --- |\n| 1 |"),
    ],
)
def test_text_is_kept_as_it_reads(name: str, data: bytes, body: str, importing: Callable) -> None:
    text = importing(name, data).document.text
    assert body in text
    assert "Menu" not in text


def test_white_letters_on_a_dark_ground_are_seen(importing: Callable) -> None:
    page = b'<div style="background:#004"><p style="color:#fff">Call at once.</p></div>'
    assert "Call at once." in importing("a.html", page).document.text


def test_front_matter_of_markdown_is_kept_but_for_its_review(importing: Callable) -> None:
    front = (
        b"---\ntitle: Rash\npublisher: A clinic\nreview: {state: approved, by: x, on: 2025-01-01}\n"
    )
    done = importing("a.md", front + b"---\nShow it to us.\n")
    assert (done.document.title, done.document.publisher) == ("Rash", "A clinic")
    assert done.document.review.state is ReviewState.DRAFT


@pytest.mark.parametrize(
    ("stem", "key"),
    [("Fièvre & CAR-T (2)", "fievre-car-t-2"), ("x" * 100, "x" * 80), ("发烧", "document")],
)
def test_an_id_comes_from_the_name(stem: str, key: str) -> None:
    assert slug(stem) == key


def test_an_id_that_another_document_states_gets_a_number(
    tmp_path: Path, importing: Callable
) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "old.md").write_text("---\nid: rash\n---\nOld.\n", encoding="utf-8")
    assert importing("rash.txt", b"It itches.\n").document.id == "rash-2"
    assert len(load_library(tmp_path / "library").documents) == 2


def test_a_document_is_overwritten_on_request_alone(importing: Callable) -> None:
    first = importing("rash.txt", b"It itches.\n")
    with pytest.raises(BadImport, match=r"'rash\.md' is there already; give --replace"):
        importing("rash.txt", b"It burns.\n")
    assert "itches" in first.path.read_text(encoding="utf-8")
    assert "burns" in importing("rash.txt", b"It burns.\n", replacing=True).document.text


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    importer = Importer(tmp_path / "library", date(2026, 1, 2), replacing=True)
    for name in ("rash.txt", "rash.html"):
        (tmp_path / name).write_text("<p>It itches.</p>", encoding="utf-8")
    importer.add(tmp_path / "rash.html")
    with pytest.raises(BadImport, match=r"just imported from 'rash\.html'"):
        importer.add(tmp_path / "rash.txt")


def test_a_document_of_the_library_is_not_imported_onto_itself(importing: Callable) -> None:
    done = importing("rash.txt", b"It itches.\n")
    with pytest.raises(BadImport, match="is a document of this library already"):
        Importer(done.path.parent, done.document.sources[0].seen, replacing=True).add(done.path)


def test_what_cannot_be_loaded_is_not_written(tmp_path: Path, importing: Callable) -> None:
    first = importing("rash.txt", b"It itches.\n")
    sidecar = first.path.with_name("rash.asked.yaml")
    sidecar.write_text("rash: ['does it itch']\n", encoding="utf-8")
    before = first.path.read_text(encoding="utf-8")
    with pytest.raises(BadImport, match=r"rash\.asked\.yaml: there is no section 'rash'"):
        importing("rash.txt", b"OTHER\n\nWords. <!-- x -->\n", replacing=True)
    assert first.path.read_text(encoding="utf-8") == before
    assert sorted(path.name for path in (tmp_path / "library").iterdir()) == [
        "rash.asked.yaml",
        "rash.md",
    ]


def test_a_list_whose_discs_are_drawn_is_a_list(importing: Callable) -> None:
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=11)
    page.cell(0, 6, "Take these with you to your first visit at our clinic:")
    for number, item in enumerate(["A card.", "A list of your medicines."]):
        page.circle(15, 23 + 6 * number, 0.7, style="F")
        page.text(18, 24 + 6 * number, item)
    text = importing("a.pdf", bytes(page.output())).document.text
    assert "clinic:\n\n- A card.\n- A list of your medicines.\n" in text
