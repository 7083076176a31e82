"""What we say ourselves, as data: one file a language, one loader."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml


class Texts:
    """The sentences of one language, by dotted key.

    Example: `load_texts("en").say("page.ask")` gives `"Ask"`.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = dict(entries)

    def say(self, key: str, **values: object) -> str:
        """The text of `key` with its `{names}` filled in. Raises KeyError for an unknown key."""
        return self._entries[key].format(**values)

    def over(self, base: Texts) -> Texts:
        """These texts, and for a key that they lack the one of `base`."""
        return Texts(base._entries | self._entries)

    def keys(self) -> frozenset[str]:
        """Every key of the language."""
        return frozenset(self._entries)


def load_texts(language: str) -> Texts:
    """The texts of one language, such as `en`. Raises FileNotFoundError where there are none."""
    raw = resources.files(__name__).joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    return Texts(dict(_flatten("", yaml.safe_load(raw))))


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
