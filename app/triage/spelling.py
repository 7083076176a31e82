"""Misspelt words led back to those that rules are written in. Knows nothing of their meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_SHORTEST = 4
_LONGEST = 20


class Spelling:
    """Leads a word that is not in the language to the nearest of the rules' words.

    Args:
        targets: the rules' words.
        known: misspellings that nearness does not reach, and what is meant.
        language: words that are right as they are; empty where there is no list of them.
        near: how near a target must be, by Damerau-Levenshtein normalised to [0, 1].
    """

    def __init__(
        self,
        targets: Iterable[str],
        known: Mapping[str, str],
        language: Collection[str],
        near: float,
    ) -> None:
        self._known = dict(known)
        self._language = language
        self._targets = sorted(set(targets))
        self._right = frozenset(self._targets)
        self._near = near

    def correct(self, word: str) -> str:
        """The word meant, or the word itself where none is near.

        Example: `Spelling(["diarrhea"], {}, (), 0.7).correct("diareah")` gives `"diarrhea"`.
        """
        if word in self._known:
            return self._known[word]
        if not _SHORTEST <= len(word) <= _LONGEST or word in self._right or word in self._language:
            return word
        found = process.extractOne(
            word,
            self._targets,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=self._near,
        )
        return found[0] if found else word
