"""What is made of a thing once, and kept until another is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")


class Kept(Generic[_Of, _Made]):
    """Holds what `make` gives for the very object that was asked about last.

    Safe to use from many threads: two that ask at once may both make it.

    Example: `Kept(topic_groups).of(library)`
    """

    def __init__(self, make: Callable[[_Of], _Made]) -> None:
        self._make = make
        self._held: tuple[_Of, _Made] | None = None

    def of(self, one: _Of) -> _Made:
        """What is made of it."""
        held = self._held
        if held is None or held[0] is not one:
            held = self._held = (one, self._make(one))
        return held[1]
