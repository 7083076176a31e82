"""A long message is searched by the clauses in which it asks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.asking import Searched, asking_parts, searched_texts

STORY = (
    "My mother heard last week that her melanoma had come back after a long and quiet summer. "
    "She had surgery two years ago. Can immunotherapy be combined with radiation?"
)


def test_a_short_question_is_one_part() -> None:
    assert asking_parts("What are cytokines?") == ["What are cytokines?"]
    twenty_two = " ".join(["word"] * 21) + " what?"
    assert asking_parts(twenty_two) == [twenty_two]


def test_a_story_is_searched_whole_and_by_its_question() -> None:
    assert asking_parts(STORY) == [STORY, "Can immunotherapy be combined with radiation?"]


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    long = (
        "my husband turned seventy one and has had chemo twice before he begins pembrolizumab on "
        "monday, what side effects can it have, and we have a dog"
    )
    assert asking_parts(long) == [long, "what side effects can it have", long]


def test_the_last_four_parts_are_kept() -> None:
    many = " ".join(f"What is thing number {n} for?" for n in range(9))
    assert asking_parts(many) == [many, *(f"What is thing number {n} for?" for n in range(5, 9))]


def test_a_long_message_that_asks_nothing_is_one_part() -> None:
    told = " ".join(["word"] * 30) + "."
    assert asking_parts(told) == [told]


@given(st.text(max_size=400))
def test_the_message_itself_always_comes_first(text: str) -> None:
    parts = asking_parts(text)
    assert parts[0] == text
    assert len(parts) <= 5
    assert all(part in text and part.strip() for part in parts[1:])


def test_a_blank_subject_adds_nothing() -> None:
    assert searched_texts("does it work", "") == [Searched("does it work")]
    found = searched_texts("does it work", "insulin")
    assert Searched("does insulin work", completed=True) in found
