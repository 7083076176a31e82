"""Which sentences lean on another, and which only look so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.checks.standing import leaning_word, pointing_words

Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("It helps.", "It"),
        ("It is used to treat melanoma.", "It"),
        ("It’s given to many people.", "It"),
        ("It helps the body to fight.", "It"),
        ("It is a drug that blocks PD-1.", "It"),
        ("It, too, is rare.", "It"),
        ("They can be mild.", "They"),
        ("However, they can be severe.", "they"),
        ("Sometimes it comes back.", "it"),
        ("He may be tired.", "He"),
        ("Her doctor knows.", "Her"),
        ("Their side effects differ.", "Their"),
        ("This means rest.", "This"),
        ("That is why you call.", "That"),
        ("These include a rash.", "These"),
        ("Those are rare.", "Those"),
        ("Most of them are mild.", "Most of them"),
        ("All are mild.", "All"),
        ("The former is a pill.", "The former"),
    ],
)
def test_a_sentence_that_begins_with_a_word_for_something_else_leans(
    sentence: str, word: str
) -> None:
    assert leaning_word(sentence) == word


@pytest.mark.parametrize(
    "sentence",
    [
        "It is common to feel tired.",
        "It's not safe to drive.",
        "It may be hard to sleep.",
        "It is not known why.",
        "It helps to rest.",
        "This drug helps.",
        "This help is free.",
        "These drugs block proteins.",
        "Some people feel fine.",
        "Some work can wait.",
        "All treatments have side effects.",
        "Those who smoke should stop.",
        "However, responses can vary.",
        "Italy is far.",
        "Theirs is one word, and so is hers.",
        "Call if it gets worse.",
    ],
)
def test_a_sentence_that_names_its_subject_stands(sentence: str) -> None:
    assert leaning_word(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("See the list below.", "list below"),
        ("As mentioned above, rest.", "As mentioned above"),
        ("As we said, rest.", "As we said"),
        ("The signs above are urgent.", "signs above"),
        ("Take the above drugs.", "the above"),
        ("The next section says more.", "next section"),
        ("More stands later on this page.", "later on this page"),
        ("A temperature of 38 °C or above is a fever.", None),
        ("Call if your temperature is above 38 °C.", None),
        ("Pain below the knee is new.", None),
        ("Come to the next visit.", None),
    ],
)
def test_words_that_point_to_another_place(sentence: str, words: str | None) -> None:
    assert pointing_words(sentence) == words


def test_items_may_lean_on_their_lead_in_and_it_may_point_to_them(found: Found) -> None:
    assert found("# A\n\nCall about the signs below:\n\n- It hurts.\n- They swell.\n") == []
    assert found("# A\n\n- It hurts.\n") == ["page-1.md:11: stands-alone"]
    assert found("# A\n\nCall if:\n\n- you see the signs above\n") == ["page-1.md:13: stands-alone"]
