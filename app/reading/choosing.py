"""Which sentences of a passage are quoted. One rule for every reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.reading.reader import Chosen
from corpus.document import Passage, Role

SHORT_FIRST = 6
"""A paragraph of so many sentences is quoted whole."""

SHORT_SECOND = 3
"""The same, of a second passage."""

_MOST = 4
_NEAR_BEST = 0.15

_DEFINITION = re.compile(
    r"\bwhat(?:'?s| is| are| does .* mean)\b|\bdefin|\bexplain|\btell me about", re.IGNORECASE
)


def choose_sentences(
    passage: Passage, nearness: Sequence[float], asking: str, short: int = SHORT_FIRST
) -> Chosen:
    """The sentences of a passage that belong in an answer.

    An outline and a list stay whole, a list with its lead-in and the first sentence of the
    paragraph above it; a definition and a short paragraph keep their whole paragraph, so that no
    sentence is parted from the one that limits it; of a longer one the sentences nearest to the
    question are kept.

    Args:
        passage: what was found.
        nearness: of each of its sentences to the question, in [-1, 1]; of an outline none is
            looked at.
        asking: the question.
        short: a paragraph of so many sentences is short.
    """
    if passage.outline:
        return Chosen(passage, passage.sentences)
    nearest = max(range(len(passage.sentences)), key=lambda n: nearness[n])
    block = passage.sentences[nearest].block
    members = [n for n, sentence in enumerate(passage.sentences) if sentence.block == block]
    is_list = passage.sentences[nearest].role is not Role.PROSE
    if not (is_list or len(members) <= short or _DEFINITION.search(asking)):
        floor = nearness[nearest] - _NEAR_BEST
        members = sorted(
            sorted((n for n in members if nearness[n] >= floor), key=lambda n: -nearness[n])[:_MOST]
        )
    if is_list:
        above = [n for n, sentence in enumerate(passage.sentences) if sentence.block == block - 1]
        members = [*above[:1], *members]
    return Chosen(passage, tuple(passage.sentences[n] for n in members))
