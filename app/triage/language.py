"""Which language a message is in. Knows nothing of what it says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from app.triage.message import plain
from index.vocabulary import english_words

ENGLISH = "en"
SPANISH = "es"
# Those that we could tell apart in a trial on twelve short questions each; more make it less sure.
KNOWN = [
    *("en", "es", "de", "fr", "it", "pt", "nl", "pl", "ro"),
    *("tr", "ru", "uk", "ar", "zh", "hi", "vi", "tl"),
]
_SURE = 0.85
_MOSTLY = 0.7


def language_of(message: str) -> str:
    """The ISO 639-1 code of a message's language; `en` wherever that may be it.

    The misspelt English of a short message looks like many languages. So another one counts only
    where it is as good as certain, and most of the words are not English ones.

    Source of the identification: py3langid, after Lui and Baldwin 2012.

    Example: `language_of("¿Qué es la inmunoterapia?")` gives `"es"`.
    """
    language, sure = _identifier().classify(message)
    if language == ENGLISH or sure < _SURE:
        return ENGLISH
    words = re.findall(r"[a-z]+", plain(message))
    english = sum(word in english_words() for word in words)
    latin = sum(map(len, words)) >= sum(letter.isalpha() for letter in message) / 2
    return ENGLISH if latin and english >= _MOSTLY * len(words) else str(language)


@lru_cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier
