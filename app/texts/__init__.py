"""What we say ourselves, as data: one file a language, one loader."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

ENGLISH = "en"
LANGUAGES = (ENGLISH, "es")  # those that we speak, by ISO 639-1 code


class Texts:
    """The sentences of one language, by dotted key.

    Args:
        language: its ISO 639-1 code.
        entries: the sentences, with `{names}` to be filled in.

    Example: `load_texts("en").say("page.ask")` gives `"Ask"`.
    """

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self._entries = dict(entries)

    def say(self, key: str, **values: object) -> str:
        """The text of `key` with its `{names}` filled in. Raises KeyError for an unknown key."""
        return self._entries[key].format(**values)

    def keys(self) -> frozenset[str]:
        """Every key of the language."""
        return frozenset(self._entries)


@cache
def load_texts(language: str) -> Texts:
    """The texts of one of `LANGUAGES`, such as `en`."""
    raw = resources.files(__name__).joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    return Texts(language, dict(_flatten("", yaml.safe_load(raw))))


def load_all() -> dict[str, Texts]:
    """The texts of every language that we speak, by ISO 639-1 code, English first."""
    return {language: load_texts(language) for language in LANGUAGES}


def texts_in(texts: Mapping[str, Texts], language: str) -> Texts:
    """The texts in a language, in English where we do not speak it."""
    return texts.get(language, texts[ENGLISH])


def load_replies() -> dict[str, str]:
    """The plain reply to a question in a language that we do not speak, by ISO 639-1 code."""
    raw = resources.files(__name__).joinpath("languages.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(raw))


def _flatten(prefix: str, node: Mapping[str, Any]) -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    for name, value in node.items():
        key = f"{prefix}.{name}" if prefix else name
        entries += _flatten(key, value) if isinstance(value, dict) else [(key, str(value))]
    return entries
