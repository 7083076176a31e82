"""How hard a text is to read. Knows nothing of documents and of answers."""

from __future__ import annotations

import re

_UNENDED = re.compile(r"(?<=[^\s.!?:;])[ \t]*(?=\n|$)")


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade of an English text, by textstat: years of school in the US.

    A line without a full stop, as a heading, is a sentence of its own (textstat does not count
    those of one or two words).
    Source: Kincaid et al. 1975.

    Example: `reading_grade("The cat sat.")` is below 1.
    """
    import textstat

    return float(textstat.flesch_kincaid_grade(_UNENDED.sub(".", text)))
