"""A library of any size, made by re-combining the sentences of the packaged overview.

For timing alone: its passages are as long as real ones and say nothing of use. Deterministic.
"""

from __future__ import annotations

import random
from pathlib import Path

from app.settings import OVERVIEW_DOCUMENTS
from corpus.library import load_library
from corpus.passages import Splitting, split_passages

_SEED = 7
_SECTIONS = 8
_SENTENCES = (3, 6)


def write_made_library(folder: Path, documents: int) -> Path:
    """Write so many documents of eight sections of 3 to 6 sentences each; returns the folder.

    Every heading is distinct, and so is every text of the index that it stands in.

    Args:
        folder: is made.
        documents: at least 1.
    """
    source = load_library(OVERVIEW_DOCUMENTS)
    passages = [p for d in source.documents for p in split_passages(d, Splitting())]
    sentences = [" ".join(s.text.split()) for p in passages if not p.outline for s in p.sentences]
    headings = sorted({passage.path[-1] for passage in passages})
    chance = random.Random(_SEED)  # noqa: S311 (no secret)
    folder.mkdir(parents=True)
    for number in range(1, documents + 1):
        lines = [f"# Page {number}"]
        for section in range(1, _SECTIONS + 1):
            lines.append(f"## {chance.choice(headings)} {number}.{section}")
            lines.append(" ".join(chance.sample(sentences, chance.randint(*_SENTENCES))))
        (folder / f"page-{number:03}.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return folder
