"""The library's words: misspelt ones led back to them, and how rare a word is in English.

Corrects towards the library's own words alone, so that a word which the library does not know
stays what it is. Knows nothing of passages' meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from index.synonyms import synonym_groups
from index.words import content_stems, stopwords, words

_SHORTEST = 4
_NEAR = 0.65
_RAREST = 20.0


@lru_cache
def english_words() -> dict[str, int]:
    """How often each of 82,765 English words occurs. Source: symspellpy's frequency dictionary."""
    from symspellpy import SymSpell

    speller = SymSpell(max_dictionary_edit_distance=0)
    listing = resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    with resources.as_file(listing) as path:
        speller.load_dictionary(path, term_index=0, count_index=1, encoding="utf-8-sig")
    return dict(speller.words)


@lru_cache
def _counted() -> int:
    """How many words the frequencies were counted on."""
    return sum(english_words().values())


class Vocabulary:
    """The words of a library's passages, and those in which patients ask for them.

    Args:
        written: the passages' texts; every word in them counts as right.
        asked: patients' phrases; a word of theirs is a target of correction only if it is English,
            for some are misspelt on purpose.
    """

    def __init__(self, written: Iterable[str], asked: Iterable[str] = ()) -> None:
        own = {word for text in written for word in words(text)}
        lent = {word for text in asked for word in words(text)}
        self._stems = {stem for word in own | lent for stem in content_stems(word)}
        self._targets = sorted(
            word
            for word in own | (lent & english_words().keys()) | _names()
            if len(word) >= _SHORTEST and word.isalpha()
        )
        self._right = set(self._targets)

    def correct(self, text: str) -> str:
        """The text with misspelt words replaced by the library's nearest, if one is near enough.

        The names of medicines count as the library's words.

        Nearness: Damerau-Levenshtein, normalised by length. Words of English are never replaced.

        Example: `Vocabulary(["cytokines"]).correct("what r sitokines")` gives
        `"what r cytokines"`.
        """
        return re.sub(r"[A-Za-z]+", lambda match: self._correct_word(match.group()), text)

    def _correct_word(self, typed: str) -> str:
        word = typed.lower()
        if len(word) < _SHORTEST or word in self._right or word in english_words():
            return typed
        found = process.extractOne(
            word,
            self._targets,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_NEAR,
        )
        # A word within a word is another word, not a slip: bispecific is not specific.
        return found[0] if found and found[0] not in word else typed

    def foreign(self, text: str) -> list[str]:
        """The words of `text` that name a subject and that the library never uses, repeats kept.

        A number names no subject.
        """
        return [
            word
            for word in words(text)
            if not word.isdigit()
            and word not in stopwords()
            and not self._stems.issuperset(content_stems(word))
        ]


@lru_cache
def _names() -> frozenset[str]:
    """The words of the names of things that are no English words, such as those of medicines."""
    found = {word for group in synonym_groups() for name in group for word in words(name)}
    return frozenset(found - english_words().keys())


def rarity(word: str) -> float:
    """How rare a word is in English, from 0 (the commonest) to 1 (not in the word list).

    The self-information of its frequency in nats, over 20 and cut at 1.
    """
    count = english_words().get(word)
    return 1.0 if count is None else min(1.0, -math.log(count / _counted()) / _RAREST)
