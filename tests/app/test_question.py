"""A typed question is made safe to read, or refused with a sentence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadQuestion
from app.question import MAX_CHARACTERS, MAX_TURNS, clean_history, clean_question


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  What is\tCAR-T?\n", "What is CAR-T?"),
        ("side\x00 effects\x1b[31m", "side effects[31m"),
        ("is it \u202egnikrow\u202c", "is it gnikrow"),
        ("zero\u200bwidth", "zerowidth"),
        ("a lone \ud800 surrogate", "a lone surrogate"),
        ("cafe\u0301", "caf\u00e9"),
        ("<b>bold</b> ![x](http://x/y.png)", "<b>bold</b> ![x](http://x/y.png)"),
    ],
)
def test_unreadable_characters_go_and_the_rest_stays(typed: str, read: str) -> None:
    assert clean_question(typed) == read


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b", "???", "...!"])
def test_a_blank_question_is_refused(typed: str) -> None:
    with pytest.raises(BadQuestion, match="type a question"):
        clean_question(typed)


def test_the_longest_question_passes_and_one_more_character_does_not() -> None:
    assert clean_question("a" * MAX_CHARACTERS) == "a" * MAX_CHARACTERS
    with pytest.raises(BadQuestion, match="under 2,000 characters"):
        clean_question("a" * (MAX_CHARACTERS + 1))


def test_why_a_question_is_refused_is_said_in_the_language_of_the_page() -> None:
    with pytest.raises(BadQuestion, match="escriba primero una pregunta"):
        clean_question("?", "es")
    with pytest.raises(BadQuestion, match="menos de 2,000 caracteres"):
        clean_question("a" * (MAX_CHARACTERS + 1), "es")
    with pytest.raises(BadQuestion, match="type a question"):
        clean_question("?", "fr")


@given(st.text(max_size=MAX_CHARACTERS))
def test_whatever_is_typed_is_refused_or_safe_and_cleaning_again_changes_nothing(
    typed: str,
) -> None:
    try:
        question = clean_question(typed)
    except BadQuestion:
        return
    assert question == clean_question(question)
    assert not {"Cc", "Cf", "Cs"} & {unicodedata.category(c) for c in question}
    question.encode("utf-8")


def test_turns_of_a_history_that_cannot_be_read_are_left_out_and_only_the_last_count() -> None:
    assert clean_history(["What is it?", "", "x" * 3000, " And the risks? "]) == (
        "What is it?",
        "And the risks?",
    )
    assert len(clean_history(["again"] * (MAX_TURNS + 9))) == MAX_TURNS
