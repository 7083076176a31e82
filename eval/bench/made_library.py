"""A library of any size, whose sentences are made of the words of the packaged overview.

For timing alone: its passages are as long as real ones and say nothing of use. Each word follows on
one that it follows in the overview, so that sentences are as varied as the words are, and not the
same few over and over. Deterministic.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from app.settings import OVERVIEW_DOCUMENTS
from corpus.library import load_library
from corpus.passages import Splitting, split_passages

_SEED = 7
_SECTIONS = 8
_SENTENCES = (3, 6)
_WORDS = (8, 28)
_HEADING = (3, 7)


class _Chain:
    """Words, each with those that follow it in some sentences."""

    def __init__(self, sentences: Sequence[Sequence[str]], chance: random.Random) -> None:
        self._chance = chance
        self._starts = [words[0] for words in sentences]
        self._after: dict[str, list[str]] = {}
        for words in sentences:
            for word, following in pairwise(words):
                self._after.setdefault(word, []).append(following)

    def words(self, least: int, most: int) -> str:
        """Some words, so many at least; where none follows, another beginning does."""
        number = self._chance.randint(least, most)
        made = [self._chance.choice(self._starts)]
        while len(made) < number:
            made.append(self._chance.choice(self._after.get(made[-1]) or self._starts))
        return " ".join(made).strip(":;,()*_").capitalize()


def write_made_library(folder: Path, documents: int) -> Path:
    """Write so many documents of eight sections of 3 to 6 sentences each; returns the folder.

    Every heading is distinct, and so is every text of the index that it stands in.

    Args:
        folder: is made.
        documents: at least 1.
    """
    source = load_library(OVERVIEW_DOCUMENTS)
    passages = [p for d in source.documents for p in split_passages(d, Splitting())]
    sentences = [s.text.split() for p in passages if not p.outline for s in p.sentences]
    plain = [[word.strip('.:;,()*_"') for word in words] for words in sentences]
    chance = random.Random(_SEED)  # noqa: S311 (no secret)
    chain = _Chain([[word for word in words if word] for words in plain], chance)
    folder.mkdir(parents=True)
    for number in range(1, documents + 1):
        lines = [f"# {chain.words(*_HEADING)} {number}"]
        for section in range(1, _SECTIONS + 1):
            lines.append(f"## {chain.words(*_HEADING)} {number}.{section}")
            made = [chain.words(*_WORDS) + "." for _ in range(chance.randint(*_SENTENCES))]
            lines.append(" ".join(made))
        (folder / f"page-{number:03}.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return folder
