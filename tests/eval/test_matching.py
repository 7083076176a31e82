"""Matching: case, white space, curly quotes and dashes make no difference; words do."""

from __future__ import annotations

import pytest

from eval.matching import fold, says


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The  BODY\n own", "the body own"),
        ("a\u00a0b\tc ", "a b c"),
        ("the body\u2019s \u201cown\u201d", 'the body\'s "own"'),
        ("T\u2011cell \u2013 PD\u20141", "t-cell - pd-1"),
        ("Stra\u00dfe", "strasse"),
        (" \n ", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("It can\u2019t\ncure all.", "CAN'T cure", True),
        ("PD\u20111 drugs", "pd-1", True),
        ("It can cure.", "can't cure", False),
        ("", "x", False),
    ],
)
def test_a_phrase_is_said_whatever_its_typography(text: str, phrase: str, said: bool) -> None:
    assert says(text, phrase) is said
