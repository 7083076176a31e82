"""What we say ourselves is said whole in every language that we speak."""

from __future__ import annotations

from importlib import resources
from string import Formatter

import pytest
import yaml

from app.texts import ENGLISH, LANGUAGES, Texts, load_all, load_texts, texts_in

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
ALIKE = {"feedback.no"}  # "No" in both languages


def entries(language: str) -> dict[str, str]:
    return load_texts(language)._entries


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def doubled(node: yaml.Node) -> list[str]:
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _ in node.value]
    below = [name for _, value in node.value for name in doubled(value)]
    return [key for key in dict.fromkeys(keys) if keys.count(key) > 1] + below


def test_english_comes_first_and_each_language_knows_its_code() -> None:
    assert list(load_all()) == list(LANGUAGES)
    assert LANGUAGES[0] == ENGLISH
    assert [texts.language for texts in load_all().values()] == list(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_sentences(language: str) -> None:
    assert load_texts(language).keys() ^ load_texts(ENGLISH).keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_fills_in_the_same_names(language: str) -> None:
    english = entries(ENGLISH)
    assert [
        key for key, said in entries(language).items() if names(said) != names(english[key])
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_blank(language: str) -> None:
    assert [key for key, said in entries(language).items() if not said.strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    english = entries(ENGLISH)
    assert {key for key, said in entries(language).items() if said == english[key]} <= ALIKE


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice_in_its_file(language: str) -> None:
    """Of two, YAML would take the later without a word."""
    raw = resources.files("app.texts").joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    assert doubled(yaml.compose(raw)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_has_twelve_months(language: str) -> None:
    assert len(load_texts(language).say("page.months").split()) == 12


@pytest.mark.parametrize("language", ["fr", "", "EN", "../es"])
def test_a_language_that_we_do_not_speak_is_english(language: str) -> None:
    assert texts_in(load_all(), language).language == ENGLISH


def test_a_sentence_that_is_missing_is_not_said_in_another_language() -> None:
    with pytest.raises(KeyError):
        Texts("es", {}).say("page.ask")
