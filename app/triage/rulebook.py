"""The rules of one language, from its data files. One loader; nothing is read on import."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from app.triage.context import Context, read_context
from app.triage.message import Writing, normalised
from app.triage.pattern import BadRules, compiled, listed_words
from app.triage.spelling import Spelling
from index.vocabulary import english_words

_NEAR = {"en": 0.72, "es": 0.82}


@dataclass(frozen=True, slots=True)
class Rule:
    """One sign.

    `least` and `most` bound the number that its pattern names, both included. Of a rule that counts
    `regardless`, no context is looked at: who asks about means is heard.
    """

    name: str
    family: str
    patterns: tuple[re.Pattern[str], ...]
    least: float
    most: float
    regardless: bool
    examples: tuple[str, ...]

    def places(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Where the sign stands in a sentence: start and end."""
        for pattern in self.patterns:
            for match in pattern.finditer(sentence):
                numbers = [float(group) for group in match.groups() if group is not None]
                if all(self.least <= number <= self.most for number in numbers):
                    yield match.span()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that the rules know of one language."""

    language: str
    writing: Writing
    spelling: Spelling
    context: Context
    crisis: tuple[Rule, ...]
    urgent: tuple[Rule, ...]

    def normalised(self, sentence: str) -> str:
        """A sentence in the spelling of the rules; see `app.triage.message.normalised`."""
        return normalised(sentence, self.writing, self.spelling.correct)


def load_rulebook(language: str) -> Rulebook:
    """The rules of one language, such as `en`.

    Raises:
        BadRules: a rule names a list that is not defined, or is no pattern.
        FileNotFoundError: there are no rules for the language.

    Example: `load_rulebook("en").urgent[0].name`
    """
    words, urgent, crisis = (
        _read(f"{name}.{language}.yaml") for name in ("words", "urgent", "crisis")
    )
    own = {**words["lists"], **urgent["lists"], **crisis["lists"]}
    targets = {
        word
        for text in (*own.values(), *_patterns(urgent), *_patterns(crisis))
        for word in listed_words(text)
    }
    known = english_words() if language == "en" else {}
    return Rulebook(
        language=language,
        writing=Writing(
            {form: str(full) for form, full in words["forms"].items()},
            {word: str(number) for word, number in words["numbers"].items()},
        ),
        spelling=Spelling(targets, words["misspelt"], known, _NEAR[language]),
        context=read_context(words["context"], own),
        crisis=tuple(_rules(crisis, own)),
        urgent=tuple(_rules(urgent, own)),
    )


def _read(name: str) -> dict[str, Any]:
    raw = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(raw)
    return data


def _patterns(file: Mapping[str, Any]) -> Iterator[str]:
    for named in file["rules"].values():
        for entry in named.values():
            yield from entry["find"]


def _rules(file: Mapping[str, Any], lists: Mapping[str, str]) -> Iterator[Rule]:
    for family, named in file["rules"].items():
        for name, entry in named.items():
            least, most = entry.get("number", (float("-inf"), float("inf")))
            if not entry.get("example"):
                raise BadRules(f"{family}.{name} has no example.")
            yield Rule(
                name=f"{family}.{name}",
                family=family,
                patterns=compiled(entry["find"], lists),
                least=float(least),
                most=float(most),
                regardless=bool(entry.get("regardless", False)),
                examples=tuple(entry["example"]),
            )
