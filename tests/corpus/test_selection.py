"""Which documents a library serves: never a withdrawn one, and only approved ones where asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Review, ReviewState
from corpus.errors import BadLibrary, NothingServed
from corpus.library import load_document, load_library, read_heads, withheld_ids
from corpus.reviewing import with_review
from corpus.selection import LeftOut, Selection, tally, why_left_out

Write = Callable[..., Path]
ON, NEXT = date(2026, 3, 4), date(2027, 3, 4)
APPROVED = Review(ReviewState.APPROVED, "Dr. Lee", ON, NEXT)
DRAFT = Review(ReviewState.DRAFT)
LAPSED = Review(ReviewState.DRAFT, "Dr. Lee", ON, NEXT, lapsed=True)
WITHDRAWN = Review(ReviewState.WITHDRAWN, "Dr. Lee", ON)


@pytest.fixture
def library(tmp_path: Path, write: Write) -> Path:
    """A page of each kind, named by it."""
    for name, review in [("approved", APPROVED), ("draft", DRAFT), ("withdrawn", WITHDRAWN)]:
        write(with_review(f"# {name}\n\nIt helps.\n", review, name)[0], f"{name}.md")
    lapsed, _ = with_review("# Lapsed\n\nIt helps.\n", APPROVED, "lapsed")
    write(lapsed.replace("helps", "cures"), "lapsed.md")
    return tmp_path


@pytest.mark.parametrize(
    ("review", "of_all", "of_reviewed"),
    [
        (APPROVED, None, None),
        (DRAFT, None, LeftOut.DRAFT),
        (LAPSED, None, LeftOut.LAPSED),
        (WITHDRAWN, LeftOut.WITHDRAWN, LeftOut.WITHDRAWN),
    ],
)
def test_why_a_document_is_left_out(
    review: Review, of_all: LeftOut | None, of_reviewed: LeftOut | None
) -> None:
    assert why_left_out(review, Selection.ALL) is of_all
    assert why_left_out(review, Selection.REVIEWED) is of_reviewed


def test_reasons_are_counted_in_words() -> None:
    counted = tally([DRAFT, APPROVED, WITHDRAWN, DRAFT], Selection.REVIEWED)
    assert (counted.served, counted.reasons()) == (1, "2 not yet approved, 1 withdrawn")


def test_a_page_edited_after_its_approval_counts_as_a_draft(library: Path) -> None:
    assert load_document(library / "approved.md").review == APPROVED
    assert load_document(library / "lapsed.md").review == LAPSED


def test_an_approval_written_by_hand_without_its_hash_counts_as_a_draft(write: Write) -> None:
    front = "---\nreview: {state: approved, by: Dr. Lee, on: 2026-03-04, next: 2027-03-04}\n---\n"
    assert load_document(write(front + "# A\n\nIt helps.\n")).review == LAPSED


def test_a_document_that_is_saved_with_other_line_ends_stays_approved(library: Path) -> None:
    page = library / "approved.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    assert load_document(page).review == APPROVED


def test_only_approved_pages_are_served_where_that_is_asked(library: Path) -> None:
    served = load_library(library, Selection.REVIEWED)
    assert [document.id for document in served.documents] == ["approved"]
    assert served.left_out == {
        "draft": LeftOut.DRAFT,
        "lapsed": LeftOut.LAPSED,
        "withdrawn": LeftOut.WITHDRAWN,
    }
    everything = load_library(library)
    assert [document.id for document in everything.documents] == ["approved", "draft", "lapsed"]
    assert everything.left_out == {"withdrawn": LeftOut.WITHDRAWN}


def test_where_none_may_be_served_it_is_said_why(library: Path) -> None:
    (library / "approved.md").unlink()
    with pytest.raises(NothingServed) as caught:
        load_library(library, Selection.REVIEWED)
    assert str(caught.value) == (
        f"No page of '{library}' may be served (1 not yet approved, 1 changed since approval, "
        "1 withdrawn); `immunoqa corpus review` approves one."
    )


def test_heads_are_read_although_other_pages_cannot_be(library: Path, write: Write) -> None:
    write("---\nid: half\n", "half.md")
    heads, problems = read_heads(library)
    assert [head.id for head in heads] == ["approved", "draft", "lapsed", "withdrawn"]
    assert problems == ("half.md: the front matter is not closed; end it with a line of '---'.",)
    with pytest.raises(BadLibrary):
        read_heads(library / "gone")


def test_what_was_taken_out_of_service_is_told_from_what_was_edited(library: Path) -> None:
    assert withheld_ids(library, Selection.ALL) == {"withdrawn"}
    assert withheld_ids(library, Selection.REVIEWED) == {"withdrawn", "draft"}
    assert withheld_ids(library / "gone", Selection.ALL) == frozenset()
