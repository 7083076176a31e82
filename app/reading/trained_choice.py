"""Which sentences of a passage are quoted, by how likely each says the answer.

A list stays whole. Of a paragraph the sentences that say it are quoted, with those that they lean
on and those that limit them. Knows nothing of where the probabilities come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.reading.pairs import leans
from app.reading.reader import Chosen
from app.reading.trained_weights import Choice
from corpus.document import Passage, Role

_MOST = 6
_WHOLE = 6

# A sentence that begins so limits the one before it, which must not be quoted without it.
_LIMITING = re.compile(
    r"(?:but|however|although|though|still|yet|other|others|unless|except|even so|even then"
    r"|in some|in rare|for some|some people|not everyone|this does not|that does not)\b",
    re.IGNORECASE,
)


def choose(passage: Passage, says: Sequence[float], choice: Choice) -> Chosen:
    """The sentences of a passage to quote, in its order.

    Args:
        passage: that answers.
        says: of each of its sentences, the probability in [0, 1] that it says the answer; of an
            outline none is looked at.
        choice: from which probabilities on.
    """
    if passage.outline:
        return Chosen(passage, passage.sentences)
    best = max(range(len(says)), key=lambda n: says[n])
    floor = max(choice.sentence, choice.beside * says[best])
    wanted = [best, *(n for n in range(len(says)) if n != best and says[n] >= floor)]
    kept: set[int] = set()
    for number in sorted(wanted, key=lambda n: -says[n]):
        more = kept | _with_its_own(passage, number)
        if not kept or _prose(passage, more) <= _MOST:
            kept = more
    return Chosen(passage, tuple(passage.sentences[n] for n in sorted(kept)))


def _with_its_own(passage: Passage, number: int) -> set[int]:
    """A sentence with what may not be parted from it."""
    sentences = passage.sentences
    block = [n for n, s in enumerate(sentences) if s.block == sentences[number].block]
    if sentences[number].role is not Role.PROSE:
        above = [n for n, s in enumerate(sentences) if s.block == sentences[number].block - 1]
        return {*above[:1], *block}
    if len(block) <= _WHOLE:
        return set(block)
    first = last = number
    while first > block[0] and (
        leans(sentences[first].text) or _LIMITING.match(sentences[first].text)
    ):
        first -= 1
    while last < block[-1] and _LIMITING.match(sentences[last + 1].text):
        last += 1
    return set(range(first, last + 1))


def _prose(passage: Passage, kept: set[int]) -> int:
    return sum(passage.sentences[n].role is Role.PROSE for n in kept)
