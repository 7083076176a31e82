"""Sentence spans are exact, in order, and leave out nothing but white space."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.sentences import sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["It helps.", "See Dr. Lee today.", "Then rest."],
        ["Take fluids, e.g. water.", "Drink often."],
        ["The U.S. approved it.", "Good."],
        ["Call above 38.5 C at night.", "Do not wait."],
        ["A fever is 38.0 °C (100.4 °F) or more.", "Call us."],
        ["Ask Mrs. Ho, i.e. your nurse.", "She knows."],
        ["It is 5 mg/kg vs. 10 mg/kg i.v. each.", "So it is said."],
        ["It helps.", "It helps.", "It helps."],
        ["What now?", "Call!", "We answer."],
        ["Naïve café – “Quoted.”", "End."],
        ["你好。", "再见。"],
        ["Emoji \U0001f600 first.", "Then \U0001f44d\U0001f3fd."],
        ["no end"],
        ["One line\nand the next.", "Then\nmore."],
    ],
)
def test_sentences_are_found(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_repeated_sentences_have_places_of_their_own() -> None:
    assert sentence_spans("It helps. It helps.") == [(0, 9), (10, 19)]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
def test_white_space_has_no_sentence(text: str) -> None:
    assert sentence_spans(text) == []


def test_white_space_around_is_left_out() -> None:
    assert sentence_spans("\n  It helps. \t Yes.  ") == [(3, 12), (15, 19)]


def test_a_language_without_rules_is_read_by_those_of_english() -> None:
    assert sentence_spans("Et hjelper. Ja.", "nb") == [(0, 11), (12, 15)]


WORDS = st.sampled_from(
    [
        "Dr.",
        "e.g.",
        "U.S.",
        "38.5",
        "C.",
        "No",
        "so",
        "...",
        "?!",
        "(a",
        "b)",
        "“x”",
        "'y'",
        "\n",
        "1.",
        "2)",
        "a)",
        "[",
        "\\",
        "*",
        "é",
        "。",
        "∯",
        "ȸ",
        "&ᓰ&",
        "PD-1",
        "http://x.y",
        "\u00a0",
    ]
)


@given(
    st.text(max_size=60) | st.lists(WORDS, max_size=30).map(" ".join), st.sampled_from(["en", "de"])
)
@settings(max_examples=400, deadline=None)
def test_spans_are_in_order_and_leave_only_white_space_outside(text: str, language: str) -> None:
    cursor = 0
    for start, end in sentence_spans(text, language):
        assert cursor <= start < end <= len(text)
        assert not text[cursor:start].strip()
        assert text[start:end] == text[start:end].strip()
        cursor = end
    assert not text[cursor:].strip()
