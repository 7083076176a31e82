"""Front matter is read strictly, and says in plain words what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.document import ReviewState
from corpus.errors import BadDocument
from corpus.frontmatter import read_front_matter

GOOD = """---
id: fever
title: "Fever: when to call"
language: en
publisher: NCI
sources: [{publisher: NCI, title: Fever, address: "https://example.org/f", seen: 2025-01-02}]
review: {state: approved, by: Dr. Lee, on: 2025-03-04, next: 2026-03-04}
---
Body.
"""


def test_good_front_matter_is_read_whole() -> None:
    front, body = read_front_matter(GOOD, "fever.md")
    assert (front.id, front.title, front.publisher) == ("fever", "Fever: when to call", "NCI")
    assert GOOD[body:] == "Body.\n"
    assert front.glossary is False
    assert read_front_matter("---\nglossary: true\n---\n", "a.md")[0].glossary is True
    (source,) = front.to_sources()
    assert (source.address, source.seen) == ("https://example.org/f", date(2025, 1, 2))


def test_the_key_on_stays_a_word() -> None:
    review = read_front_matter(GOOD, "fever.md")[0].to_review()
    assert (review.state, review.by) == (ReviewState.APPROVED, "Dr. Lee")
    assert (review.on, review.next) == (date(2025, 3, 4), date(2026, 3, 4))


def test_a_value_no_stays_a_word_and_true_does_not() -> None:
    assert read_front_matter("---\nlanguage: no\n---\n", "a.md")[0].language == "no"
    with pytest.raises(BadDocument, match="'title'"):
        read_front_matter("---\ntitle: true\n---\n", "a.md")


@pytest.mark.parametrize(
    "text", ["", "Body.", "# Title\n", "----\nno fence\n", " ---\nid: a\n---\n"]
)
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    front, body = read_front_matter(text, "a.md")
    assert (front.id, front.title, body) == (None, None, 0)
    assert front.to_review().state is ReviewState.DRAFT


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# a comment\n---\n", "---\n\n---"])
def test_empty_front_matter_is_none(text: str) -> None:
    front, body = read_front_matter(text, "a.md")
    assert front.id is None
    assert body == len(text)


def test_white_space_after_the_fences_does_no_harm() -> None:
    front, body = read_front_matter("--- \nid: a\n---\t\nBody.", "a.md")
    assert front.id == "a"
    assert body == len("--- \nid: a\n---\t\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\nid: a\n", "a.md: the front matter is not closed; end it with a line of '---'."),
        ("---\nid: a\n----\nBody.\n", "is not closed"),
        ("---\nid: [a\n---\n", "is not valid YAML near line 3"),
        ("---\nid: !!python/object:os.system a\n---\n", "is not valid YAML near line 2"),
        ("---\nreview: {on: 2025-13-45}\n---\n", "is not valid YAML"),
        ("---\n- a\n- b\n---\n", "must be 'key: value' lines"),
        ("---\njust words\n---\n", "must be 'key: value' lines"),
        ("---\nauthor: me\n---\n", "a.md: front matter 'author': Extra inputs"),
        ("---\nreview: {date: 2025-01-01}\n---\n", "'review.date'"),
        ("---\nreview: {state: fine}\n---\n", "'review.state'"),
        ("---\nreview: {on: soon}\n---\n", "'review.on'"),
        ("---\nid: Not A Slug\n---\n", "'id'"),
        ("---\nid: 7\n---\n", "'id'"),
        ("---\nlanguage: english\n---\n", "'language'"),
        ("---\nsources: [{title: only}]\n---\n", "'sources.0.publisher'"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_front_matter(text, "a.md")
    assert said in str(caught.value)
    assert str(caught.value).startswith("a.md: ")


def test_every_wrong_key_is_named_at_once() -> None:
    with pytest.raises(BadDocument) as caught:
        read_front_matter("---\nauthor: me\nid: 7\n---\n", "a.md")
    assert len(caught.value.problems) == 2
