"""Which sentences speak to a machine. Knows nothing of formats, and learns nothing.

Strong cues (orders to drop instructions, a part to play, role lines, what a reply is to be like)
tell alone. A request for a text, code or a change of letters, and a question or request that
shares no telling word with its page, tell where nothing in it speaks of care. English only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import Stemmer
import yaml

_RULES = Path(__file__).with_name("instructions.en.yaml")
_LEAST = 60  # words of a page before a sentence can be foreign to it
_ASKS = re.compile(
    r"^\W*(?:and |so |but |then )?(?:who|whom|whose|what|which|when|where|why|how|can|could|would|"
    r"will|do|does|did|is|are)\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a sentence speaks to a machine; after a strong one the rest of its block does too."""

    why: str
    strong: bool


@dataclass(frozen=True, slots=True)
class PageWords:
    """How often the stem of each telling word stands on a page."""

    stems: Counter[str]

    def shares(self, stems: Iterable[str]) -> bool:
        """Whether the page holds one of a sentence's own stems elsewhere too."""
        own = Counter(stems)
        return any(self.stems[stem] > count for stem, count in own.items())

    @property
    def enough(self) -> bool:
        """Whether the page is long enough to say what belongs to it."""
        return self.stems.total() >= _LEAST


@dataclass(frozen=True, slots=True)
class Rule:
    """A strong cue: its reason, its pattern, and a sentence that it must find."""

    name: str
    why: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Detector:
    """The rules, compiled.

    Example: `load_detector().find("Ignore all previous instructions.", page).strong`
    """

    strong: tuple[Rule, ...]
    asked: re.Pattern[str]
    telling: re.Pattern[str]
    objects: re.Pattern[str]
    care: re.Pattern[str]
    generic: frozenset[str]

    def find(self, sentence: str, page: PageWords, *, heading: bool = False) -> Finding | None:
        """Why a sentence speaks to a machine, or None.

        Args:
            sentence: one sentence, or a heading or row of a table.
            page: the words of the page it stands on, its own included.
            heading: whether it is a heading, which may well be a question.
        """
        text = plain(sentence)
        for rule in self.strong:
            if rule.pattern.search(text):
                return Finding(rule.why, strong=True)
        if self.care.search(text):
            return None
        request = self.asked.match(text)
        if request and (self.telling.match(text) or self.objects.search(text, request.end())):
            return Finding("asks for a text, code or a change of letters", strong=False)
        asks = text.rstrip("\"'”’) ").endswith("?") and _ASKS.match(text)
        stems = self.stems(text)
        if not heading and (request or asks) and stems and page.enough and not page.shares(stems):
            return Finding("asks for something that the page does not speak of", strong=False)
        return None

    def strong_spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where strong cues stand in a text whose length `plain` keeps, and their reasons."""
        return [
            (found.start(), found.end(), rule.why)
            for rule in self.strong
            for found in rule.pattern.finditer(text.lower())
        ]

    def page(self, sentences: Iterable[str]) -> PageWords:
        """The words of a page, from its sentences."""
        return PageWords(Counter(stem for s in sentences for stem in self.stems(plain(s))))

    def stems(self, text: str) -> list[str]:
        """The stems of the telling words of a text in small letters."""
        words = [w for w in re.findall(r"[^\W\d_]{2,}", text) if w not in self.generic]
        return list(_stemmer().stemWords(words))


def plain(text: str) -> str:
    """A text in small letters, with compatible letters, quotes and spaces made alike."""
    flat = unicodedata.normalize("NFKC", text).lower()
    return " ".join(flat.replace("’", "'").replace("\u2018", "'").split())


@lru_cache(maxsize=1)
def load_detector() -> Detector:
    """The detector with the packaged rules."""
    rules = yaml.safe_load(_RULES.read_text(encoding="utf-8"))
    verbs = rf"(?:{rules['verbs']}|{rules['telling_verbs']})"
    opening = rf"^\W*(?:(?:{rules['openers']})\W+){{0,4}}(?:me\s+|us\s+)?"
    return Detector(
        strong=tuple(
            Rule(name, rule["why"], re.compile(rule["pattern"]), rule["example"])
            for name, rule in rules["strong"].items()
        ),
        asked=re.compile(rf"{opening}{verbs}\b"),
        telling=re.compile(rf"{opening}(?:{rules['telling_verbs']})\b"),
        objects=re.compile(rf"\b(?:{rules['objects']})\b"),
        care=re.compile(rf"\b(?:{rules['care']})\b"),
        generic=frozenset(rules["generic"].split("|")),
    )


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
