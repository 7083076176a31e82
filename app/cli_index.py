"""`immunoqa index …`: generations of the index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from filelock import Timeout
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from app.compose import place_of
from app.options import DataDir, Documents, settings_of
from app.publishing import GateFailed, Told
from app.publishing import publish as publish_index
from corpus.errors import CorpusError
from corpus.library import document_hashes, library_hash
from index.build import build_and_publish
from index.difference import difference
from index.encoder import load_encoder
from index.errors import Damaged, IndexFault, Unavailable
from index.fit import misfit
from index.generations import Generations
from index.manifest import Manifest, read_manifest
from index.verify import verify_in_process

commands = typer.Typer(no_args_is_help=True, help="Generations of the index.")
_SHOWN = 60


@commands.command()
def build(
    *,
    hold: Annotated[
        bool, typer.Option("--hold", help="Do not make it live; `index publish` does.")
    ] = False,
    documents: Documents = None,
    data_dir: DataDir = None,
) -> None:
    """Build a generation of the library as it is now, verify it, and make it live.

    Where the settings hold rules of publishing it waits, as with --hold. Only what has changed
    since the live generation is embedded.
    """
    settings = settings_of(documents=documents, data_dir=data_dir)
    place = place_of(settings)
    held = hold or place.gated
    try:
        with _bars() as told:
            manifest = build_and_publish(
                place.generations,
                place.documents,
                load_encoder(place.encoder),
                lambda done, total: told("Texts", done, total),
                models=place.models,
                hold=held,
                reading=lambda done, total: told("Documents", done, total),
            )
    except (CorpusError, IndexFault) as error:
        raise _failed(error) from error
    became = "waits; `immunoqa index publish` makes it live" if held else "is live"
    typer.echo(f"Generation {manifest.name} {became}: {_sizes(manifest)}.")


@commands.command()
def publish(*, documents: Documents = None, data_dir: DataDir = None) -> None:
    """Try a generation of the library as it is now, and make it live if it is good enough.

    The one that waits is taken, or one is built. Every text of it must be found again, and it must
    keep the rules of the settings, if there are any; else exit code 1, and what was live stays so.
    A running server searches it within five seconds.
    """
    settings = settings_of(documents=documents, data_dir=data_dir)
    try:
        with _bars() as told:
            outcome = publish_index(settings, told)
    except (CorpusError, IndexFault, GateFailed) as error:
        raise _failed(error) from error
    for one in outcome.tried:
        typer.echo(one.said)
    name = outcome.manifest.name
    if not outcome.published:
        raise _failed(f"Generation {name} is not good enough and waits; what was live stays so.")
    typer.echo(f"Generation {name} is live: {_sizes(outcome.manifest)}.")


@contextmanager
def _bars() -> Iterator[Told]:
    """A bar for each kind of thing that is done, from when it is first told of."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of)
            bar.update(tasks[what], completed=done, total=of)

        yield told


def _sizes(manifest: Manifest) -> str:
    files, passages, texts = len(manifest.documents), manifest.passages, manifest.entries
    return f"{files} files, {passages} passages, {texts} texts"


@commands.command()
def status(*, documents: Documents = None, data_dir: DataDir = None) -> None:
    """Say which generations there are, which is live, and whether it fits the library."""
    settings = settings_of(documents=documents, data_dir=data_dir)
    place = place_of(settings)
    generations = place.generations
    try:
        pointer = generations.pointer()
        if pointer.live is None:
            typer.echo("There is no index yet; `immunoqa index build` makes one.")
            raise typer.Exit(1)
        library = library_hash(document_hashes(place.documents))
    except (CorpusError, IndexFault) as error:
        raise _failed(error) from error
    encoder = load_encoder(place.encoder).name
    fits = True
    waiting = generations.waiting()
    roles = {pointer.live: "live", pointer.previous: "previous", waiting: "waiting"}
    for name in (*generations.names(), *([waiting] if waiting else ())):
        role = roles.get(name, "old")
        shown = generations.folder(name).stem
        try:
            reason = misfit(generations, name, encoder, library, place.models)
            words = f"it {reason}" if reason else "fits the library"
            passages = read_manifest(generations.folder(name)).passages
            typer.echo(f"{shown}: {role}, {passages} passages, {words}")
        except Damaged as error:
            reason = str(error)
            typer.echo(f"{shown}: {role}, damaged: {reason}")
        fits = fits and not (name == pointer.live and reason)
    if pointer.pinned:
        typer.echo("The live generation was chosen by a roll-back; a build ends that.")
    raise typer.Exit(0 if fits or pointer.pinned else 1)


@commands.command()
def verify(*, documents: Documents = None, data_dir: DataDir = None) -> None:
    """Check that the live generation finds every text that was put into it."""
    generations = _generations(documents, data_dir)
    try:
        live = generations.pointer().live
        if live is None:
            raise Unavailable("There is no index yet; `immunoqa index build` makes one.")
        with generations.open_lock():
            verify_in_process(generations.folder(live))
    except Damaged as error:
        raise _failed(f"Generation {live} is damaged: {error}.") from error
    except (IndexFault, OSError) as error:
        raise _failed(error) from error
    typer.echo(f"Generation {live} finds every one of its texts.")


@commands.command()
def rollback(*, documents: Documents = None, data_dir: DataDir = None) -> None:
    """Make the previous generation live again, as it was; once more returns."""
    generations = _generations(documents, data_dir)
    try:
        with generations.build_lock().acquire(timeout=0):
            previous = generations.pointer().previous
            if previous is not None and generations.folder(previous).is_dir():
                with generations.open_lock():
                    verify_in_process(generations.folder(previous))
            pointer = generations.roll_back()
    except Timeout as error:
        raise _failed("Another process is building this index; try again shortly.") from error
    except Damaged as error:
        raise _failed(f"Nothing was rolled back: {error}.") from error
    except (IndexFault, OSError) as error:
        raise _failed(error) from error
    typer.echo(f"Generation {pointer.live} is live, as it was built; the next build ends that.")


@commands.command()
def diff(
    before: Annotated[str | None, typer.Argument(help="Name of the older generation.")] = None,
    after: Annotated[str | None, typer.Argument(help="Name of the newer one.")] = None,
    *,
    documents: Documents = None,
    data_dir: DataDir = None,
) -> None:
    """Say which passages came, went and changed.

    From the live generation to the one that waits, if one does; else from the previous one to the
    live one.
    """
    generations = _generations(documents, data_dir)
    try:
        pointer = generations.pointer()
        waiting = generations.waiting()
        old = before or (pointer.live if waiting else pointer.previous)
        new = after or waiting or pointer.live
        if old is None or new is None:
            raise Unavailable("There are no two generations to compare; build another first.")
        found = difference(generations, old, new)
    except Damaged as error:
        raise _failed(f"The generations cannot be compared: {error}.") from error
    except IndexFault as error:
        raise _failed(error) from error
    for sign, passages in (("+", found.came), ("-", found.went)):
        for passage in passages:
            typer.echo(f"{sign} {passage.id}: {_start(passage.text)}")
    for one in found.changed:
        typer.echo(f"~ {one.after.id}: {_start(one.before.text)} → {_start(one.after.text)}")
    typer.echo(
        f"From {old} to {generations.folder(new).stem}: {len(found.came)} passages came, "
        f"{len(found.went)} went, {len(found.changed)} changed, {found.kept} are the same."
    )


def _start(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _generations(documents: Documents, data_dir: DataDir) -> Generations:
    generations = place_of(settings_of(documents=documents, data_dir=data_dir)).generations
    try:
        generations.make_root()
    except IndexFault as error:
        raise _failed(error) from error
    return generations


def _failed(why: object) -> typer.Exit:
    typer.echo(str(why), err=True)
    return typer.Exit(1)
