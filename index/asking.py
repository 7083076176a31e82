"""What a message asks: the texts that are worth searching for it.

A worried person tells a story and asks at the end; the story drowns the question's vector. Another
asks "what are the side effects?" and leaves unsaid of what, for the whole library is about it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.words import content_stems, words

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


_UNNAMED = re.compile(
    r"\b(?:it|this|that|(?:the|this|that|my) (?:treatment|therapy)|treatment)\b", re.IGNORECASE
)
# "What is a biopsy?" names its own subject; "what are the risks?" does not.
_NAMES_ITS_OWN = re.compile(
    r"\b(?:what(?:'?s|\s+is|\s+are|\s+r)|explain|define|meaning\s+of)\s+"
    r"(?!(?:the|my|your|our|his|her|their|it|this|that|there|these|those|how|why|what|to|me)\b)",
    re.IGNORECASE,
)
_PREFIX = 6
_FEW = 3


@dataclass(frozen=True, slots=True)
class Searched:
    """A text that is searched for a question; `completed` where we added the subject to it."""

    text: str
    completed: bool = False


def searched_texts(question: str, subject: str) -> list[Searched]:
    """The texts to search for a question, itself first.

    Args:
        question: in one line, spelling corrected.
        subject: what the whole library is about, in one word; blank to add nothing. A question
            that leaves it unsaid is also searched with it, in place of "it" or "the treatment" or
            at the end, if it has such a word or at most three words of its own.

    Example: the texts of `searched_texts("does it work", "immunotherapy")` are
    `"does it work"` and `"does immunotherapy work"`.
    """
    own = [Searched(part) for part in asking_parts(question)]
    if not subject:
        return own
    named = any(word.startswith(subject[:_PREFIX].lower()) for word in words(question))
    if len(question.split()) > _LONG or named or _NAMES_ITS_OWN.search(question):
        return own
    completed, replaced = _UNNAMED.subn(subject, question, count=1)
    if replaced:
        return [*own, Searched(completed, completed=True)]
    if len(content_stems(question)) <= _FEW:
        return [*own, Searched(f"{question} {subject}", completed=True)]
    return own


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
