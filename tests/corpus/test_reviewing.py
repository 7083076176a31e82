"""A review changes its own words in a document's front matter, and not a byte else."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.document import Review, ReviewState
from corpus.errors import BadDocument
from corpus.frontmatter import read_front_matter
from corpus.reviewing import approval_hash, as_loaded, with_review

APPROVED = Review(ReviewState.APPROVED, "Dr. Lee", date(2026, 3, 4), date(2027, 3, 4))
VALUES = 'state: approved, by: "Dr. Lee", on: 2026-03-04, next: 2027-03-04, hash: "{hash}"'
BODY = "# Rash\n\nA rash may itch.\n"

FORMS = {
    "one line": (
        "---\n# ours\nid: rash  # stays\nreview: {state: draft, by: null, on: null, next: null}"
        "  # c\ntitle:   'Rash'\n---\n",
        "---\n# ours\nid: rash  # stays\nreview: {" + VALUES + "}  # c\ntitle:   'Rash'\n---\n",
    ),
    "another order": (
        '---\nreview: { next: 2026-01-01 , by: "x", state: "draft" }\n---\n',
        '---\nreview: { next: 2027-03-04 , by: "Dr. Lee", state: approved, on: 2026-03-04, '
        'hash: "{hash}" }\n---\n',
    ),
    "a block": (
        "---\nreview:\n  # who\n  state: draft # why\n  by:\n  next: null # when\n\n# end\nid: a\n"
        "---\n",
        '---\nreview:\n  # who\n  state: approved # why\n  by: "Dr. Lee"\n  next: 2027-03-04 # when'
        '\n  on: 2026-03-04\n  hash: "{hash}"\n\n# end\nid: a\n---\n',
    ),
    "an empty block at the end": (
        "---\nid: a\nreview:\n  state: draft\n  by:\n---\n",
        '---\nid: a\nreview:\n  state: approved\n  by: "Dr. Lee"\n  on: 2026-03-04\n'
        '  next: 2027-03-04\n  hash: "{hash}"\n---\n',
    ),
    "several lines": (
        "---\nreview: {state: draft,\n  by: null}\nid: a\n---\n",
        '---\nreview: {state: approved,\n  by: "Dr. Lee", on: 2026-03-04, next: 2027-03-04, '
        'hash: "{hash}"}\nid: a\n---\n',
    ),
    "nothing in it": (
        "---\nreview: {}\nid: a\n---\n",
        "---\nreview: {" + VALUES + "}\nid: a\n---\n",
    ),
    "no review": ("---\nid: a\n---\n", "---\nid: a\nreview: {" + VALUES + "}\n---\n"),
    "an empty front matter": (
        "---\n# c\n---\n",
        "---\n# c\nreview: {" + VALUES + "}\n---\n",
    ),
    "none": ("", "---\nreview: {" + VALUES + "}\n---\n"),
    "other line ends": (
        "---\r\nid: a\r\nreview:\r\n  state: draft\r\n---\r\n",
        '---\r\nid: a\r\nreview:\r\n  state: approved\r\n  by: "Dr. Lee"\r\n  on: 2026-03-04\r\n'
        '  next: 2027-03-04\r\n  hash: "{hash}"\r\n---\r\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_the_review_is_put_in_and_all_else_stays(before: str, after: str) -> None:
    made, digest = with_review(before + BODY, APPROVED, "rash.md")
    assert made == after.replace("{hash}", digest) + BODY
    front, _ = read_front_matter(as_loaded(made), "rash.md")
    assert front.to_review() == APPROVED
    assert front.review.hash == digest == approval_hash(as_loaded(made), "rash.md")


@pytest.mark.parametrize("before", [form[0] for form in FORMS.values()], ids=FORMS)
def test_an_approval_fits_its_text_through_every_later_review(before: str) -> None:
    made, digest = with_review(before + BODY, APPROVED, "rash.md")
    withdrawn, same = with_review(made, Review(ReviewState.WITHDRAWN, "Ann"), "rash.md")
    assert same == digest
    assert "hash: null" in withdrawn
    assert with_review(withdrawn, APPROVED, "rash.md") == (made, digest)


@pytest.mark.parametrize("name", ['Ann "Nan" Ray', "O'Hara: #1", "no", "Zoë 李 🩺", "a\\b", "null"])
def test_any_name_comes_back_as_it_was(name: str) -> None:
    review = Review(ReviewState.WITHDRAWN, name)
    made, _ = with_review(BODY, review, "rash.md")
    assert read_front_matter(made, "rash.md")[0].to_review() == review


PAGE = "---\nid: rash\ntitle: Rash\nreview: {state: draft}\n---\n" + BODY


@pytest.mark.parametrize(
    ("old", "new"), [("itch", "ache"), ("title: Rash", "title: Skin"), ("\n\nA", "\n\n\nA")]
)
def test_the_hash_follows_the_text_and_the_rest_of_the_front_matter(old: str, new: str) -> None:
    assert approval_hash(PAGE, "a") != approval_hash(PAGE.replace(old, new), "a")


def test_the_hash_does_not_follow_the_review_or_the_line_ends() -> None:
    other = PAGE.replace("{state: draft}", "{state: withdrawn, by: Ann}")
    assert approval_hash(PAGE, "a") == approval_hash(other, "a")
    assert approval_hash(PAGE, "a") == approval_hash(as_loaded(PAGE.replace("\n", "\r\n")), "a")


@pytest.mark.parametrize(
    "front",
    [
        "{id: a}",
        "review: {by}",
        "review:\n  by: |\n    x\n  state: draft",
        "review: &r {state: draft, by: &n Ann}\ntitle: *n",
    ],
)
def test_what_cannot_be_changed_in_place_is_refused(front: str) -> None:
    with pytest.raises(BadDocument, match=r"^a\.md: .*cannot be changed in place"):
        with_review(f"---\n{front}\n---\n{BODY}", APPROVED, "a.md")
