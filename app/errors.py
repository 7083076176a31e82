"""What can go wrong in the app. Each message is fit to be shown to the person who asked."""

from __future__ import annotations


class AppError(Exception):
    """Root of the app's errors."""


class BadQuestion(AppError):
    """The question cannot be taken as it is; the message says why and what to do."""


class Busy(AppError):
    """Too many questions are in hand."""
