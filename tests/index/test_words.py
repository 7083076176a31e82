"""Words, their stems, and how misspelt ones are led back to the library's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vocabulary import Vocabulary, rarity
from index.words import content_stems, stopwords, words

LIBRARY = Vocabulary(
    [
        "Cytokines and interferon stimulate the immune system.",
        "Checkpoint inhibitors block specific proteins such as PD-1.",
        "Chemotherapy, immunotherapy and monoclonal antibodies treat lymphoma.",
    ],
    ["keytruda", "wat are sitokines", "does my insurance matter"],
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mum's PD-1", ["mum", "pd", "1"]),
        ("I don’t know", ["i", "don", "know"]),
        ("CAR T-cell", ["car", "t", "cell"]),
        ("38.5 C?!", ["38", "5", "c"]),
        ("", []),
        ("…?!", []),
    ],
)
def test_words_are_lower_case_without_possessives(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_content_stems_leave_out_words_that_name_no_subject() -> None:
    assert content_stems("What are the side effects?") == ["side", "effect"]
    assert content_stems("what is the") == []
    assert content_stems("cures cure cured") == ["cure", "cure", "cure"]


def test_the_stop_words_are_words_of_the_tokenizer() -> None:
    assert len(stopwords()) > 100
    assert [word for word in stopwords() if words(word) != [word]] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what r sitokines", "what r cytokines"),
        ("chekpoint inhibiters", "checkpoint inhibitors"),
        ("Imunotherapy, please!", "immunotherapy, please!"),
        ("monoclonel antibodys", "monoclonal antibodies"),
        ("kemotherapy", "chemotherapy"),
    ],
)
def test_misspelt_words_are_corrected(typed: str, meant: str) -> None:
    assert LIBRARY.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "what are cytokines",
        "keytruda",
        "pembrolizumab and nivolumab",
        "Opdivo or Yervoy",
        "bispecific",
        "chemo is hard",
        "cure care core",
        "pd-1 il2 flu",
        "does insurance pay",
        "¿qué es? 你好 \U0001f600",
        "",
    ],
)
def test_words_that_must_stay_do(text: str) -> None:
    assert LIBRARY.correct(text) == text


@given(st.text(max_size=80))
def test_correction_changes_letters_alone(text: str) -> None:
    def rest(whole: str) -> list[str]:
        return [c for c in whole if not (c.isascii() and c.isalpha())]

    assert rest(LIBRARY.correct(text)) == rest(text)


def test_foreign_words_are_those_that_the_library_never_uses() -> None:
    assert LIBRARY.foreign("is France an immune protein or a banana?") == ["france", "banana"]
    assert LIBRARY.foreign("proteins blocking keytruda") == []
    assert LIBRARY.foreign("") == []


def test_rarity_grows_from_the_commonest_word_to_the_unknown() -> None:
    assert 0 <= rarity("the") < rarity("medicine") < rarity("lymphoma") < rarity("zxqv") == 1
