"""Whether a sign that stands in a sentence is reported as happening now.

Looks at negation, time, supposition, information, hearsay and idioms. Never at minimising words:
nothing that anybody says of how small it is lowers anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.triage.pattern import compiled

_NO_SIGN = "~"
_FRAGMENT = 5


@dataclass(frozen=True, slots=True)
class Context:
    """The cues of one language.

    Attributes:
        negated: what stands right before a sign that is denied.
        gone: what stands right after a sign that is over.
        past: what says that it was long ago.
        now: what says that it is so now; outweighs `past`, `supposed` and `told`.
        supposed: what stands before a sign that is only imagined.
        told: what stands in a sentence about what others say or write.
        asks: what stands in a question or statement about signs in general.
        frame: words about a person that say nothing of having a sign, as in "tell me".
        person: words for one who may have it.
        idiom: words that name a sign and mean something else.
    """

    negated: tuple[re.Pattern[str], ...]
    gone: tuple[re.Pattern[str], ...]
    past: tuple[re.Pattern[str], ...]
    now: tuple[re.Pattern[str], ...]
    supposed: tuple[re.Pattern[str], ...]
    told: tuple[re.Pattern[str], ...]
    asks: tuple[re.Pattern[str], ...]
    frame: tuple[re.Pattern[str], ...]
    person: tuple[re.Pattern[str], ...]
    idiom: tuple[re.Pattern[str], ...]

    def without_idioms(self, sentence: str) -> str:
        """The sentence with a mark in place of every idiom."""
        for pattern in self.idiom:
            sentence = pattern.sub(_NO_SIGN, sentence)
        return sentence

    def reported(self, sentence: str, start: int, end: int) -> bool:
        """Whether the sign at `sentence[start:end]` is told as happening now."""
        before, after = sentence[:start], sentence[end:]
        if _ends(self.negated, before) or _opens(self.gone, after):
            return False
        if not _any(self.now, sentence) and (
            _any(self.past, sentence) or _any(self.supposed, before) or _any(self.told, sentence)
        ):
            return False
        return not self._asks(sentence) or self._somebody_has(sentence)

    def heard(self, sentence: str) -> bool:
        """Whether a sign of crisis in a sentence is about somebody, now.

        It may be denied or feared: who speaks of it is heard.
        """
        old = _any(self.past, sentence) or _any(self.told, sentence)
        if old and not _any(self.now, sentence):
            return False
        return not self._asks(sentence) or self._somebody_has(sentence)

    def _asks(self, sentence: str) -> bool:
        """Whether a sentence asks about signs in general; a bare "blood in stool?" reports one."""
        whole = len(sentence.split()) > _FRAGMENT
        return (whole and sentence.endswith("?")) or _any(self.asks, sentence)

    def _somebody_has(self, sentence: str) -> bool:
        for pattern in self.frame:
            sentence = pattern.sub(_NO_SIGN, sentence)
        return _any(self.person, sentence)


def read_context(cues: Mapping[str, str], lists: Mapping[str, str]) -> Context:
    """The context of a language from its cues, each a list with commas between."""
    made = {
        name: compiled(_entries(cues[name]), {**lists, **cues})
        for name in Context.__dataclass_fields__
    }
    return Context(**made)


def _entries(listing: str) -> list[str]:
    return [entry.strip() for entry in listing.split(",") if entry.strip()]


def _any(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _ends(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    """Whether one of the patterns stands at the end of `text`, but for a comma."""
    cut = text.rstrip(" ,")
    return any(match.end() == len(cut) for one in patterns for match in one.finditer(cut))


def _opens(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.match(text.lstrip(" ,")) for pattern in patterns)
