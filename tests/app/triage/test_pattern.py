from __future__ import annotations

import pytest

from app.triage.pattern import BadRules, compiled, listed_words

LISTS = {"part": "arm*, leg", "pain": "pain*, sore"}


def finds(pattern: str, sentence: str) -> bool:
    return any(one.search(sentence) for one in compiled([pattern], LISTS))


@pytest.mark.parametrize(
    ("pattern", "sentence", "found"),
    [
        ("sore {part}", "a sore armpit", True),
        ("sore {part}", "a sore legging", False),
        ("{pain} .. {part}", "pain in my left arm", True),
        ("{pain} .. {part}", "pain and not in my arm", False),
        ("{pain} .. {part}", "pain in the back of my old dear arm", False),
        ("{pain} & {part}", "my leg is in pain", True),
        ("{pain} & {part}", "my leg is not in pain", False),
        ("(short|out) of breath", "shout of breath", False),
        ("a & b & c", "c then b then a", True),
    ],
)
def test_the_notation(pattern: str, sentence: str, found: bool) -> None:
    assert finds(pattern, sentence) is found


def test_a_number_is_the_only_group() -> None:
    (pattern,) = compiled(["(temp|fever) .. #( degrees)?"], LISTS)
    match = pattern.search("temp is 38.6 degrees")
    assert match is not None
    assert match.groups() == ("38.6",)


def test_a_gap_before_a_number_holds_no_other_number() -> None:
    assert not finds("oxygen .. #", "oxygen ninety")
    assert not finds("oxygen .. # ml", "oxygen 97 5 ml")


@pytest.mark.parametrize("pattern", ["sore {nothing}", "sore ("])
def test_a_wrong_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(BadRules):
        compiled([pattern], LISTS)


def test_words_that_may_be_meant() -> None:
    assert listed_words("(short|out) of {part} breath*") == {"short", "breath"}
