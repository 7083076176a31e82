"""Where a long message asks: the clauses of it that are worth searching on their own.

A worried person tells a story and asks at the end; the story drowns the question's vector.
"""

from __future__ import annotations

import re

_LONG = 22
_SHORTEST = 4
_MOST = 4

_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\s+[-–]\s+")
_CLAUSE_END = re.compile(r",\s*")
_ASKING = re.compile(
    r"""\?|\b(?:what|how|why|who|which|when|where|whether|can|could|does|do|did|is|are|will|would
    |should|tell|explain|wonder\w*|know)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def asking_parts(question: str) -> list[str]:
    """The question itself; of one longer than 22 words also its asking clauses, the last four.

    Example: `asking_parts("What are cytokines?")` gives `["What are cytokines?"]`.
    """
    if len(question.split()) <= _LONG:
        return [question]
    parts = []
    for sentence in _SENTENCE_END.split(question):
        if not _ASKING.search(sentence):
            continue
        if len(sentence.split()) > _LONG:
            clauses = [clause.strip() for clause in _CLAUSE_END.split(sentence)]
            parts += [c for c in clauses if len(c.split()) >= _SHORTEST and _ASKING.search(c)]
        parts.append(sentence.strip())
    return [question, *parts[-_MOST:]]
