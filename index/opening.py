"""Which generation may be searched: the live one, the one before it, or a new one.

A generation is searched only if it is whole, finds what was put into it, was built by the running
encoder, and is of the library's present text (unless it was chosen by a roll-back).
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError
from corpus.library import document_hashes, library_hash, withheld_ids
from corpus.selection import Selection
from index.build import FAILED
from index.encoder import Encoder
from index.errors import BuildFailed, Damaged, Unavailable
from index.fit import misfit
from index.generations import Generations
from index.search import Search
from index.verify import verify_in_process

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a library's index comes from and lives: all that is needed to build it elsewhere.

    `models` are those of the program that reads questions, each with the hash of its weights;
    `selection` says which documents are served. Where it is `gated`, a generation is not built and
    made live in passing: somebody publishes it.
    """

    documents: Path
    data_dir: Path
    encoder: str
    models: Mapping[str, str] = field(default_factory=dict)
    selection: Selection = Selection.ALL
    gated: bool = False

    @property
    def generations(self) -> Generations:
        return Generations.of(self.data_dir, self.documents, self.selection)


def open_search(place: Place, encoder: Encoder) -> Search:
    """The generation that may be searched, opened; built first where there is none and it may be.

    What was wrong with others, and what was done about it, is logged as plain sentences.

    Raises:
        Unavailable: there is no such generation and none can be built; the message says why.
    """
    generations = place.generations
    generations.make_root()
    try:
        return _open_or_build(place, encoder)
    except OSError as error:
        raise Unavailable(
            f"The index in '{generations.root}' cannot be opened ({error.strerror or error})."
        ) from error


def open_generation(place: Place, encoder: Encoder, name: str) -> Search:
    """One generation, opened: a live one, the one before it, or one that waits to be published.

    Raises:
        Unavailable: it is not there, is damaged, or does not fit the running program.
    """
    folder = place.generations.folder(name)
    try:
        reason = misfit(place.generations, name, encoder.name, None, place.models)
        if reason is None:
            return _open_whole(place, encoder, folder)
    except (Damaged, OSError) as error:
        raise Unavailable(f"Generation {folder.stem} cannot be opened: {error}.") from error
    raise Unavailable(f"Generation {folder.stem} cannot be opened: it {reason}.")


def _open_or_build(place: Place, encoder: Encoder) -> Search:
    found = _usable(place, encoder, _library_hash(place.documents))
    if found is not None:
        return found
    if place.gated:
        return _published(place, encoder)
    _log.warning("Building the index of '%s'.", place.documents)
    try:
        _build_in_process(place)
    except BuildFailed as failure:
        fallback = _usable(place, encoder, None)
        if fallback is None:
            raise Unavailable(str(failure)) from failure
        _log.error("%s The index of %s serves on.", failure, fallback.manifest.created)
        return fallback
    built = _usable(place, encoder, _library_hash(place.documents))
    if built is None:
        raise Unavailable("The index was built, but cannot be opened; see the messages above.")
    return built


def _published(place: Place, encoder: Encoder) -> Search:
    """What was published last, though the library has changed since."""
    found = _usable(place, encoder, None)
    if found is None:
        raise Unavailable(
            "No published index may be searched; `immunoqa index publish` makes and tries one."
        )
    _log.warning(
        "The index of %s serves on; `immunoqa index publish` makes and tries one of the library "
        "as it is now.",
        found.manifest.created,
    )
    return found


def _open_whole(place: Place, encoder: Encoder, folder: Path) -> Search:
    with place.generations.open_lock():
        verify_in_process(folder, bounded=True)
        return Search.open(folder, encoder)


def _usable(place: Place, encoder: Encoder, library: str | None) -> Search | None:
    """The live generation or else the previous one, opened, if it is whole and fits."""
    generations = place.generations
    pointer = generations.pointer()
    if pointer.live is None:
        _log.warning("There is no index yet.")
    for name in (pointer.live, pointer.previous):
        if name is None:
            continue
        pinned = pointer.pinned and name == pointer.live
        try:
            wanted = None if pinned else library
            reason = misfit(generations, name, encoder.name, wanted, place.models)
            if reason is None:
                search = _open_whole(place, encoder, generations.folder(name))
                reason = _withheld(search, place) if wanted is None else None
                if reason is None:
                    return search
                search.close()
            _log.warning("The index %s.", reason)
        except Damaged as damage:
            _log.warning("The index %s is damaged: %s.", name, damage)
    return None


def _withheld(search: Search, place: Place) -> str | None:
    """Why a generation of an earlier library is not served: a page of it must not be any more."""
    held = {document.id for document in search.library.documents}
    withheld = sorted(held & withheld_ids(place.documents, place.selection))
    return f"holds the page '{withheld[0]}', which may no longer be served" if withheld else None


def _library_hash(documents: Path) -> str | None:
    """The hash of the library's present text, or None where it cannot be read."""
    try:
        return library_hash(document_hashes(documents))
    except CorpusError as error:
        _log.error("The library cannot be read: %s", error)
        return None


def _build_in_process(place: Place) -> None:
    """Build and publish in a process of its own.

    Raises:
        BuildFailed: with what it said, or that it was cut short.
    """
    done = subprocess.run(  # noqa: S603 (our own module, on folders from the settings)
        [
            sys.executable,
            "-P",  # modules of the working folder are none of ours
            "-m",
            "index.build",
            str(place.documents),
            str(place.data_dir),
            place.encoder,
            json.dumps(dict(place.models)),
            place.selection.value,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == FAILED:
        raise BuildFailed(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        _log.error("The building process ended with %s:\n%s", done.returncode, done.stderr.strip())
        raise BuildFailed("Building the index was cut short.")
