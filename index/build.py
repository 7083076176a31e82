"""Build a generation, verify it, and publish it or let it wait.

Run as a process of its own: `python -m index.build`.

The live generation is untouched until the new one is whole, verified in another process and
flushed to disk. A build that is killed leaves a `.building` folder, which the next one removes.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import Timeout

from corpus.errors import BadLibrary
from corpus.library import document_hashes, library_files, library_hash, load_library
from corpus.passages import Splitting, split_passages
from corpus.selection import Selection
from index.encoder import Encoder, Vectors
from index.entries import Entry, make_entries
from index.errors import BuildFailed, Damaged, Unavailable
from index.fit import misfit
from index.generations import Generations, sync_tree
from index.lexical import LexicalIndex
from index.manifest import SCHEMA, Manifest, file_hash, read_manifest
from index.passage_file import read_entries, write_lines
from index.vectors import VectorStore
from index.verify import check_files, verify_in_process

Progress = Callable[[int, int], None]

FAILED = 3
"""Exit code of a build that failed and has said why in its last line."""

_BATCH = 128
_VERSIONED = ("chromadb", "bm25s", "pysbd", "numpy")


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What a generation is made of."""

    documents: Path
    encoder: Encoder
    models: Mapping[str, str]
    selection: Selection


def build_and_publish(  # noqa: PLR0913 (more than half of them have a default)
    generations: Generations,
    documents: Path,
    encoder: Encoder,
    progress: Progress = lambda done, total: None,
    *,
    wait: float = 0.0,
    models: Mapping[str, str] | None = None,
    hold: bool = False,
) -> Manifest:
    """Build and verify a generation of the library in `documents`, and make it live.

    Args:
        generations: where it goes, and which selection of the library it is of.
        documents: the folder of the library.
        encoder: for the vectors; those of unchanged texts are taken from the live generation.
        progress: told how many of how many texts have vectors.
        wait: seconds to wait for another process that is building. What that one published is
            not built again where it fits.
        models: the hashes of the models that will read questions, noted in the manifest.
        hold: let it wait to be published (see `index.publishing`) instead.

    Returns:
        The manifest of the generation that is live, or waits.

    Raises:
        BadLibrary: the documents cannot be read as a library.
        BuildFailed: another process is building, the disk is full, or the result fails
            verification. The live generation is as it was.
        Unavailable: the data folder cannot be written.
    """
    recipe = _Recipe(documents, encoder, models or {}, generations.selection)
    generations.make_root()
    before = generations.pointer().live
    try:
        with generations.build_lock().acquire(timeout=wait):
            generations.clear_unfinished()
            live = generations.pointer().live
            if live not in (None, before) and _fits(generations, live, recipe):
                return read_manifest(generations.folder(live))
            return _build(generations, recipe, progress, hold=hold)
    except Timeout as error:
        raise BuildFailed("Another process is building this index; try again shortly.") from error
    except OSError as error:
        raise BuildFailed(
            f"The index could not be written ({error.strerror or error}); nothing live was changed."
        ) from error


def _fits(generations: Generations, name: str, recipe: _Recipe) -> bool:
    library = library_hash(document_hashes(recipe.documents))
    try:
        return misfit(generations, name, recipe.encoder.name, library, recipe.models) is None
    except Damaged:
        return False


def _build(
    generations: Generations, recipe: _Recipe, progress: Progress, *, hold: bool
) -> Manifest:
    folder = generations.begin(datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f"))
    folder.mkdir()
    try:
        known = _known_vectors(generations, recipe.encoder)
        manifest = _fill(folder, recipe, known, progress)
        verify_in_process(folder)
        sync_tree(folder)
    except Damaged as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise BuildFailed(f"The new index failed its check: {error}.") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if hold:
        generations.hold(folder)
    else:
        fallback = whole_live(generations)
        generations.publish(generations.release(folder), fallback)
    return manifest


def whole_live(generations: Generations) -> str | None:
    """The generation to keep for a roll-back: the live one, or where that has lost files the last.

    Chroma's own files are not looked at: a roll-back verifies them.
    """
    pointer = generations.pointer()
    for name in (pointer.live, pointer.previous):
        try:
            if name is not None:
                check_files(generations.folder(name))
                return name
        except Damaged:
            continue
    return None


def _fill(folder: Path, recipe: _Recipe, known: dict[str, Vectors], progress: Progress) -> Manifest:
    """Write every file of a generation; its manifest comes last."""
    splitting = Splitting()
    hashes = _copy_library(recipe.documents, folder / "documents")
    library = load_library(folder / "documents", recipe.selection)
    passages = [p for document in library.documents for p in split_passages(document, splitting)]
    entries = make_entries(library.documents, passages)
    write_lines(folder / "passages.jsonl", passages)
    write_lines(folder / "entries.jsonl", entries)
    LexicalIndex.build([f"{' '.join(p.path)} {p.text}" for p in passages]).save(folder / "bm25")
    vectors = _vectors(entries, recipe.encoder, known, progress)
    np.save(folder / "vectors.npy", vectors)
    VectorStore.create(folder / "chroma", vectors).close()
    manifest = Manifest(
        schema=SCHEMA,
        name=folder.stem,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=recipe.encoder.name,
        dimension=recipe.encoder.dimension,
        splitting=splitting.as_dict(),
        library_hash=library_hash(hashes),
        documents=hashes,
        passages=len(passages),
        entries=len(entries),
        versions={package: version(package) for package in _VERSIONED},
        files={
            path.relative_to(folder).as_posix(): file_hash(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.relative_to(folder).parts[0] != "chroma"
        },
        models=dict(recipe.models),
        selection=recipe.selection,
    )
    manifest.write(folder)
    return manifest


def _copy_library(documents: Path, copy: Path) -> dict[str, str]:
    """Copy the files of a library, which may change under us; the hashes of the copies."""
    for path in library_files(documents):
        target = copy / path.relative_to(documents)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if not copy.is_dir():
        raise BadLibrary(f"The folder '{documents}' holds no Markdown document.")
    return document_hashes(copy)


def _vectors(
    entries: Sequence[Entry], encoder: Encoder, known: dict[str, Vectors], progress: Progress
) -> Vectors:
    """(n, d) float32: a row for each entry, embedding only the texts that `known` lacks."""
    rows = np.empty((len(entries), encoder.dimension), np.float32)
    fresh = [row for row, entry in enumerate(entries) if entry.text not in known]
    for row, entry in enumerate(entries):
        if entry.text in known:
            rows[row] = known[entry.text]
    progress(len(entries) - len(fresh), len(entries))
    for first in range(0, len(fresh), _BATCH):
        batch = fresh[first : first + _BATCH]
        rows[batch] = encoder.encode([entries[row].text for row in batch])
        progress(len(entries) - len(fresh) + first + len(batch), len(entries))
    return rows


def _known_vectors(generations: Generations, encoder: Encoder) -> dict[str, Vectors]:
    """Vectors by their text, of the live generation and of the one that waits."""
    known: dict[str, Vectors] = {}
    for name in (generations.pointer().live, generations.waiting()):
        if name is not None:
            known |= _vectors_of(generations.folder(name), encoder)
    return known


def _vectors_of(folder: Path, encoder: Encoder) -> dict[str, Vectors]:
    """Vectors of a generation by their text; none where it is damaged or of another encoder.

    That a file is what was written is checked by its hash, so a damaged one cannot spread.
    """
    try:
        manifest = read_manifest(folder)
        for name in ("vectors.npy", "entries.jsonl"):
            if file_hash(folder / name) != manifest.files.get(name):
                return {}
        if manifest.encoder != encoder.name:
            return {}
        vectors = np.load(folder / "vectors.npy", mmap_mode="r")
        return {
            entry.text: vectors[row]
            for row, entry in enumerate(read_entries(folder / "entries.jsonl"))
        }
    except (Damaged, OSError):
        return {}


def main(arguments: Sequence[str]) -> int:
    """`python -m index.build DOCUMENTS DATA_DIR ENCODER MODELS [SELECTION]`: build here.

    MODELS is a JSON object of names and hashes, SELECTION is `all` where it is left out. What
    failed is said in the last line.
    """
    from corpus.errors import CorpusError
    from index.encoder import load_encoder

    documents, data_dir, encoder, models, *selection = arguments
    try:
        build_and_publish(
            Generations.of(Path(data_dir), Path(documents), Selection(*selection or ["all"])),
            Path(documents),
            load_encoder(encoder),
            wait=300,
            models=json.loads(models),
        )
    except (CorpusError, BuildFailed, Unavailable) as error:
        print(error, file=sys.stderr)
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
