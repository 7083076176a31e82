"""Build a generation, verify it, and publish it or let it wait.

Run as a process of its own: `python -m index.build`.

The live generation is untouched until the new one is whole, verified in another process and
flushed to disk. A build that is killed leaves a `.building` folder, which the next one removes.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from filelock import Timeout

from corpus.errors import BadLibrary
from corpus.library import document_hashes, library_files, library_hash
from corpus.passages import Splitting
from corpus.selection import Selection
from index.assembling import assemble
from index.base import bases_of
from index.embedding import write_vectors
from index.encoder import Encoder
from index.errors import BuildFailed, Damaged, Unavailable
from index.fit import misfit
from index.generations import Generations, sync_tree
from index.lexical import LexicalIndex
from index.manifest import FILE as MANIFEST
from index.manifest import SCHEMA, Graph, Manifest, file_hash, read_manifest
from index.parsing import parsing_hash
from index.passage_file import STEMS, read_stems
from index.storing import make_store, put_beside, take_over_store
from index.texts import Texts, read_texts
from index.verify import Check, check_files

_log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]

FAILED = 3
"""Exit code of a build that failed and has said why in its last line."""

_ANEW = "The vector store is made from scratch: %s."
_VERSIONED = ("chromadb", "bm25s", "pysbd", "numpy")


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What a generation is made of."""

    documents: Path
    encoder: Encoder
    models: Mapping[str, str]
    selection: Selection


@dataclass(frozen=True, slots=True)
class _Told:
    """Who is told how many of how many documents are read, and texts have vectors."""

    documents: Progress
    texts: Progress


def build_and_publish(  # noqa: PLR0913 (more than half of them have a default)
    generations: Generations,
    documents: Path,
    encoder: Encoder,
    progress: Progress = lambda done, total: None,
    *,
    wait: float = 0.0,
    models: Mapping[str, str] | None = None,
    hold: bool = False,
    reading: Progress = lambda done, total: None,
) -> Manifest:
    """Build and verify a generation of the library in `documents`, and make it live.

    Args:
        generations: where it goes, and which selection of the library it is of.
        documents: the folder of the library.
        encoder: for the vectors. What is unchanged since the generation that is live, or waits, is
            taken over from it: the passages of a document, the vector of a text.
        progress: told how many of how many distinct texts have vectors.
        wait: seconds to wait for another process that is building. What that one published is
            not built again where it fits.
        models: the hashes of the models that will read questions, noted in the manifest.
        hold: let it wait to be published (see `index.publishing`) instead.
        reading: told how many of how many documents are read.

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
            return _build(generations, recipe, _Told(reading, progress), hold=hold)
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


def _build(generations: Generations, recipe: _Recipe, told: _Told, *, hold: bool) -> Manifest:
    folder = generations.begin(datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f"))
    folder.mkdir()
    try:
        with Check() as check:  # it loads what it needs meanwhile
            manifest = _fill(folder, generations, recipe, told, check)
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

    Chroma's database is not looked at: a roll-back verifies it.
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


def _fill(
    folder: Path, generations: Generations, recipe: _Recipe, told: _Told, check: Check
) -> Manifest:
    """Write every file of a generation and verify it."""
    bases = bases_of(generations)
    hashes = _copy_library(recipe.documents, folder / "documents")
    pages = assemble(folder, hashes, recipe.selection, bases, told.documents)
    LexicalIndex.of_stems(read_stems(folder / STEMS)).save(folder / "bm25")
    texts = read_texts(folder)
    write_vectors(folder, texts, recipe.encoder, bases, told.texts)
    manifest = Manifest(
        schema=SCHEMA,
        name=folder.stem,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=recipe.encoder.name,
        dimension=recipe.encoder.dimension,
        splitting=Splitting().as_dict(),
        library_hash=library_hash(hashes),
        documents=hashes,
        passages=sum(page.passages.lines for page in pages),
        entries=len(texts.keys),
        texts=len(texts.first),
        parsing=parsing_hash(),
        graph=Graph(folder.stem, 0, 0, 0, {}),
        versions={package: version(package) for package in _VERSIONED},
        files={},
        models=dict(recipe.models),
        selection=recipe.selection,
    )
    base = next((base for base in bases if base.lends_vectors_of(recipe.encoder.name)), None)
    try:
        graph = take_over_store(folder, texts, base, generations.open_lock) if base else None
    except Damaged as damage:
        _log.warning(_ANEW, damage)
        graph = None
    if graph is not None:
        try:
            return _checked(folder, replace(manifest, graph=graph), check)
        except Damaged as damage:
            _log.warning(_ANEW, damage)
            with Check() as another:
                return _mended(folder, manifest, texts, another)
    return _mended(folder, manifest, texts, check)


def _mended(folder: Path, manifest: Manifest, texts: Texts, check: Check) -> Manifest:
    """Make a new graph, look up every text, and put those that it does not lead to beside it."""
    shutil.rmtree(folder / "chroma", ignore_errors=True)
    whole = _written(folder, replace(manifest, graph=make_store(folder, texts)))
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(check.lost_texts, folder)
        sync_tree(folder)  # meanwhile, on the other core
        lost = looking.result()
    if lost:
        put_beside(folder, lost, whole.graph)
        with Check() as another:
            return _checked(folder, whole, another)
    sync_tree(folder / "chroma")  # the check has opened it, which writes
    return whole


def _checked(folder: Path, manifest: Manifest, check: Check) -> Manifest:
    """Write the manifest of a generation, verify and flush all of it."""
    whole = _written(folder, manifest)
    with ThreadPoolExecutor(1) as pool:
        checking = pool.submit(check.verify, folder, bounded=True)
        sync_tree(folder)
        checking.result()
    sync_tree(folder / "chroma")
    return whole


def _written(folder: Path, manifest: Manifest) -> Manifest:
    """Write the manifest, the last of a generation's files."""
    files = {
        path.relative_to(folder).as_posix(): file_hash(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in ("chroma", MANIFEST)
    }
    whole = replace(manifest, files=files)
    whole.write(folder)
    return whole


def _copy_library(documents: Path, copy: Path) -> dict[str, str]:
    """Copy the files of a library, which may change under us; the hashes of the copies."""
    for path in library_files(documents):
        target = copy / path.relative_to(documents)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if not copy.is_dir():
        raise BadLibrary(f"The folder '{documents}' holds no Markdown document.")
    return document_hashes(copy)


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
