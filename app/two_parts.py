"""What a message asks beside something else. Grammar alone; knows nothing of any library."""

from __future__ import annotations

import re

_ASKING = (
    r"""(?:what|how|why|who|which|when|where|is|are|do|does|did|can|could|will|would|should)"""
)
_BETWEEN = re.compile(
    rf"(?:\?+\s*(?:and\s+|also\s+|plus\s+)*|[,;.]*\s+(?:and|also|plus|&|n)\s+(?:also\s+|if\s+so,?\s+)?)"
    rf"(?={_ASKING}(?:'?s|nt)?\b)",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = re.compile(rf"\b{_ASKING}(?:'?s|nt)?\b", re.IGNORECASE | re.VERBOSE)
_SENTENCE_END = re.compile(r"(?<=[.!;])\s+")
_ANY_SENTENCE_END = re.compile(r"(?<=[.!;?])\s+")
_SHORTEST = 3


def two_parts(message: str) -> tuple[str, str] | None:
    """The two questions of a message that asks just two; None of any other.

    What is told before the first and after the second is left out.

    Args:
        message: in one line.

    Example: `two_parts("what is CRS and how is it treated?")` gives
    `("what is CRS", "how is it treated?")`.
    """
    parts = _BETWEEN.split(message)
    if len(parts) != 2:
        return None
    before, after = parts
    first = _SENTENCE_END.split(before.strip())[-1]
    second = _SENTENCE_END.split(after.strip())[0]
    if min(len(first.split()), len(second.split())) < _SHORTEST or not _ASKS.search(first):
        return None
    return first, second


def questions_beside(message: str) -> list[str]:
    """The sentences of a message of several that ask, the last first.

    Args:
        message: in one line.

    Example: `questions_beside("I feel ill. What are cytokines?")` gives `["What are cytokines?"]`.
    """
    sentences = _ANY_SENTENCE_END.split(message)
    if len(sentences) == 1:
        return []
    asking = [s for s in sentences if _ASKS.search(s) and len(s.split()) >= _SHORTEST]
    return asking[::-1]
