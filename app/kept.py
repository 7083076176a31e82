"""What is made of a library once, and kept for as long as that library is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from corpus.library import Library

_Made = TypeVar("_Made")
_NOTHING_OPEN = Library(())


class Kept(Generic[_Made]):
    """Holds what `make` gives for the library that was asked about last.

    Safe to use from many threads: two that ask at once may both make it.

    Example: `Kept(topic_groups).of(library)`
    """

    def __init__(self, make: Callable[[Library], _Made]) -> None:
        self._make = make
        self._held: tuple[Library, _Made] | None = None

    def of(self, library: Library | None) -> _Made:
        """What is made of it; of None what is made of a library without documents."""
        if library is None:
            return self._make(_NOTHING_OPEN)
        held = self._held
        if held is None or held[0] is not library:
            held = self._held = (library, self._make(library))
        return held[1]
