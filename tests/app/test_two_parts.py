"""Messages that ask two things, and those that do not."""

from __future__ import annotations

import pytest

from app.two_parts import questions_beside, two_parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("what is CRS and how is it treated?", ("what is CRS", "how is it treated?")),
        ("Can it cure me? Is it worse than chemo?", ("Can it cure me", "Is it worse than chemo?")),
        (
            "two things pls. is it a cure, and what else is there if it quits on her. thanks",
            ("is it a cure", "what else is there if it quits on her."),
        ),
        ("hows it given n does it hurt", ("hows it given", "does it hurt")),
        (
            "My nan starts friday. What does a fever mean? And also who do we ring. She is 80",
            ("What does a fever mean", "who do we ring."),
        ),
    ],
)
def test_two_questions_are_parted(message: str, parts: tuple[str, str]) -> None:
    assert two_parts(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "what is the difference between CAR T and checkpoint inhibitors",
        "does it make you tired and sick",
        "I was told to rest and is that so",
        "why? how? when do we start and what then?",
        "is it",
        "",
    ],
)
def test_anything_else_is_left_whole(message: str) -> None:
    assert two_parts(message) is None


def test_questions_beside_something_told_are_found_the_last_first() -> None:
    told = "My chest hurts. What is CRS and why? I am 60; how is it treated"
    assert questions_beside(told) == ["how is it treated", "What is CRS and why?"]


@pytest.mark.parametrize("message", ["What is CRS?", "My chest hurts. I am 60.", "ill. why?", ""])
def test_nothing_stands_beside_a_single_sentence_or_what_asks_nothing(message: str) -> None:
    assert questions_beside(message) == []
