from __future__ import annotations

import pytest

from app.triage.message import Writing, normalised, plain, split

WRITING = Writing({"can't": "cannot", "'s": "is", "im": "i am"}, {"three": "3"})


def same(word: str) -> str:
    return word


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("I CAN'T breathe, it's 38,5°", "i cannot breathe , it is 38.5 degrees"),
        ("im sick three times", "i am sick 3 times"),
        ("bp 85/50?", "bp 85/50 ?"),
        ("¿Tengo fiebre?", "tengo fiebre ?"),
        ("didn\u2019t sleep", "did not sleep"),
        ("😂", ""),
    ],
)
def test_a_sentence_in_one_spelling(typed: str, normal: str) -> None:
    assert normalised(typed, WRITING, same) == normal


def test_a_message_is_split_where_sentences_end_and_not_within_numbers() -> None:
    assert split("Temp is 38.5. Who do I call? help\nplease") == (
        "Temp is 38.5.",
        "Who do I call?",
        "help",
        "please",
    )
    assert split("?!") == ()


def test_accents_and_case_are_put_aside() -> None:
    assert plain("Respiración DIFÍCIL") == "respiracion dificil"
