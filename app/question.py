"""A typed question, made safe to read: blank, over-long and unprintable input stops here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.errors import BadQuestion
from app.texts import ENGLISH

MAX_CHARACTERS = 2000
MAX_TURNS = 50

# Cc control, Cf format (bidi overrides, zero width), Cs lone surrogates, Co private use,
# Cn unassigned: none of them is part of what a person types to be read.
_UNREADABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_question(typed: str, language: str = ENGLISH) -> str:
    r"""The question in one line, normalised (NFC), without unreadable characters.

    Args:
        typed: what the patient typed, at most `MAX_CHARACTERS` characters.
        language: ISO 639-1 code of what is said of one that is refused.

    Raises:
        BadQuestion: it is blank, or too long.

    Example: `clean_question(" What is\tCAR-T? ")` gives `"What is CAR-T?"`.
    """
    if len(typed) > MAX_CHARACTERS:
        raise BadQuestion("question.too_long", language, number=f"{MAX_CHARACTERS:,}")
    spaced = re.sub(r"\s+", " ", typed)
    readable = "".join(c for c in spaced if unicodedata.category(c) not in _UNREADABLE)
    question = re.sub(r"\s+", " ", unicodedata.normalize("NFC", readable)).strip()
    if not any(c.isalnum() for c in question):
        raise BadQuestion("question.blank", language)
    return question


def clean_history(turns: Sequence[str]) -> tuple[str, ...]:
    """The patient's own earlier turns, cleaned; those that cannot be read are left out.

    Only the last `MAX_TURNS` count.
    """
    cleaned = []
    for turn in turns[-MAX_TURNS:]:
        try:
            cleaned.append(clean_question(turn))
        except BadQuestion:
            continue
    return tuple(cleaned)
