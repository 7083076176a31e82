"""Words as search sees them: lower case, without the commonest, stemmed. One rule for all."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import Stemmer

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?", re.IGNORECASE)


@lru_cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache
def stopwords() -> frozenset[str]:
    """The words that name no subject, from `stopwords.txt`."""
    listing = resources.files(__package__).joinpath("stopwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listing.splitlines() if not line.startswith("#"))


def words(text: str) -> list[str]:
    """Every word in lower case, possessives cut off: `"Mum's PD-1"` gives `mum`, `pd`, `1`."""
    return [re.split(r"['’]", match.group().lower())[0] for match in _WORD.finditer(text)]


def content_stems(text: str) -> list[str]:
    """The stems of the words that name a subject, in order, repeats kept.

    Source of the stems: Porter 2001, Snowball (English).

    Example: `content_stems("What are the side effects?")` gives `["side", "effect"]`.
    """
    stem = _stemmer().stemWord
    return [stem(word) for word in words(text) if word not in stopwords()]
