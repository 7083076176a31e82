"""How the page is shown to one patient: its language, the day, the words that are explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

from app.glossary import Glossary
from app.texts import Texts

LIBRARY_LANGUAGE = "en"
"""What quotes, headings and suggested questions are in, whatever the page is in."""


@dataclass(frozen=True, slots=True)
class View:
    """See the module.

    Attributes:
        texts: what we say ourselves, by ISO 639-1 code, English among them.
        today: by which reviews are due.
        language: of the page, one of `texts`.
        glossary: the words that the library explains.
        kept_days: for how long feedback is kept.
    """

    texts: Mapping[str, Texts]
    today: date
    language: str = "en"
    glossary: Glossary = field(default_factory=lambda: Glossary(()))
    kept_days: int = 90

    @property
    def own(self) -> Texts:
        """The texts of the page's language."""
        return self.texts[self.language]

    def say(self, key: str, **values: object) -> str:
        """One of our own sentences in the page's language, escaped."""
        return escape(self.own.say(key, **values))

    def lang(self, language: str) -> str:
        """The HTML attributes of words in a language; none for the page's own."""
        return "" if language == self.language else f' lang="{escape(language)}" dir="auto"'

    @property
    def quoted(self) -> str:
        """The HTML attributes of the library's words."""
        return self.lang(LIBRARY_LANGUAGE)
