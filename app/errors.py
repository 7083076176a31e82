"""What can go wrong in the app. Each message is fit to be shown to the person who asked."""

from __future__ import annotations

from app.texts import ENGLISH, load_all, texts_in


class AppError(Exception):
    """Root of the app's errors."""


class BadQuestion(AppError):
    """The question cannot be taken as it is; the message says why and what to do.

    Args:
        key: of the sentence among our texts.
        language: ISO 639-1 code of the one who asked.
        values: what is filled in.
    """

    def __init__(self, key: str, language: str = ENGLISH, **values: object) -> None:
        super().__init__(texts_in(load_all(), language).say(key, **values))


class Busy(AppError):
    """Too many questions are in hand."""
