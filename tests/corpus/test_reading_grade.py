"""The reading grade of a text, against values worked out by hand."""

from __future__ import annotations

import pytest

from corpus.reading_grade import reading_grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # 0.39 · words / sentences + 11.8 · syllables / words - 15.59
        ("The cat sat. The dog ran.", 0.39 * 3 + 11.8 * 1 - 15.59),
        ("Care at home\nThe dog ran.", 0.39 * 3 + 11.8 * 1 - 15.59),
        ("The cat sat on the mat by the door.", 0.39 * 9 + 11.8 * 1 - 15.59),
    ],
)
def test_reading_grade_by_hand(text: str, grade: float) -> None:
    assert reading_grade(text) == pytest.approx(grade)


def test_words_that_no_dictionary_has_are_read_too() -> None:
    assert reading_grade("Pembrolizumab é 38.") > 0
