"""What is made of a thing is made once, and anew for another."""

from __future__ import annotations

from app.kept import Kept
from corpus.library import Library


def test_it_is_made_once_for_each_library_that_is_opened() -> None:
    made: list[Library] = []

    def make(library: Library) -> int:
        made.append(library)
        return len(made)

    kept = Kept(make)
    one, other = Library(()), Library(())
    assert [kept.of(one), kept.of(one), kept.of(other), kept.of(other)] == [1, 1, 2, 2]
    assert made[0] is one
    assert made[1] is other
