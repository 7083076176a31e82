"""What is made of a library is made once, and anew for another."""

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


def test_while_none_is_open_it_is_of_no_documents_and_what_was_made_stays() -> None:
    kept = Kept(lambda library: object() if library.documents else library.documents)
    one = Library(())
    held = kept.of(one)
    assert kept.of(None) == ()
    assert kept.of(one) is held
