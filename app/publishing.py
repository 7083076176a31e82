"""Publishing an index: built, tried by every gate that is installed, and made live.

Knows nothing of what a gate asks: those are entry points of the group `immunoqa.gates`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from app.compose import place_of
from app.settings import Settings
from corpus.library import document_hashes, library_hash
from index.build import build_and_publish
from index.encoder import load_encoder
from index.errors import Damaged, Unavailable
from index.fit import misfit
from index.manifest import Manifest, read_manifest
from index.opening import Place
from index.publishing import publish_waiting

Told = Callable[[str, int, int], None]
"""Told of what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one thing that a gate asks, in a sentence."""

    kept: bool
    said: str


class GateFailed(Exception):
    """A gate could not try a generation; the message says why."""


class Gate(Protocol):
    """Tries a generation before it goes live.

    Args of a call: the settings, the generation's name, and whom to tell how many of how many
    questions are judged. Raises GateFailed, Unavailable.
    """

    def __call__(
        self, settings: Settings, generation: str, told: Callable[[int, int], None]
    ) -> Sequence[Tried]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of publishing: the manifest of what was tried, and what became of each rule."""

    manifest: Manifest
    tried: tuple[Tried, ...]

    @property
    def published(self) -> bool:
        """Whether the generation is live now."""
        return all(one.kept for one in self.tried)


def publish(settings: Settings, told: Told = lambda what, done, of: None) -> Outcome:
    """Make a generation of the library as it is now live, if it keeps the rules of the settings.

    One that waits is taken where it fits; else one is built. One that breaks a rule waits on, and
    what was live is so still.

    Args:
        settings: whose library; without `publish_rules` nothing is tried but that every text is
            found again.
        told: of what is being done.

    Raises:
        BadLibrary: the documents cannot be read as a library.
        BuildFailed: it cannot be built or made live.
        GateFailed: a gate cannot try it, or there are rules and no gate to try them.
        Unavailable: it cannot be opened.
    """
    place = place_of(settings)
    generations = place.generations
    generations.make_root()
    if not _fits(place, generations.waiting()):
        build_and_publish(
            generations,
            place.documents,
            load_encoder(place.encoder),
            lambda done, of: told("Texts", done, of),
            models=place.models,
            hold=True,
            reading=lambda done, of: told("Documents", done, of),
        )
    name = generations.waiting()
    if name is None:
        raise Unavailable("The index that was built is gone; was another published meanwhile?")
    tried = _try(settings, name, told)
    if all(one.kept for one in tried):
        return Outcome(publish_waiting(generations, name), tried)
    return Outcome(read_manifest(generations.folder(name)), tried)


def _fits(place: Place, name: str | None) -> bool:
    if name is None:
        return False
    encoder = load_encoder(place.encoder).name
    library = library_hash(document_hashes(place.documents))
    try:
        return misfit(place.generations, name, encoder, library, place.models) is None
    except Damaged:
        return False


def _try(settings: Settings, name: str, told: Told) -> tuple[Tried, ...]:
    if settings.publish_rules is None:
        return ()
    gates: list[Gate] = [entry.load() for entry in entry_points(group="immunoqa.gates")]
    if not gates:
        raise GateFailed("There are rules of publishing, but nothing is installed that tries them.")
    return tuple(
        one
        for gate in gates
        for one in gate(settings, name, lambda done, of: told("Cases", done, of))
    )
