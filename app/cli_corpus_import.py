"""`immunoqa corpus import FILE…`: files become documents that wait for review."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.options import DataDir, Documents, settings_of
from corpus.errors import BadImport
from corpus.importing.converted import SetAside

_SHOWN = 5


def import_files(
    files: Annotated[
        list[Path], typer.Argument(help="PDF, DOCX, HTML, Markdown or text files.", metavar="FILE…")
    ],
    *,
    into: Annotated[
        Path | None, typer.Option("--into", help="Folder to write to (default: the library's).")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite documents of the same name.")
    ] = False,
    documents: Documents = None,
    data_dir: DataDir = None,
) -> None:
    """Import files as documents in state draft; exit code 1 where one could not be imported.

    What is hidden in a file, or speaks to a machine, is set aside in the folder `.quarantine`.
    """
    from rich.console import Console
    from rich.progress import track

    from corpus.importing.importer import Importer

    settings = settings_of(documents=documents, data_dir=data_dir)
    importer = Importer(into or settings.documents, date.today(), replacing=replace)
    console = Console(stderr=True)
    failed = 0
    for file in track(files, "Importing", console=console, disable=len(files) < 2, transient=True):
        try:
            done = importer.add(file)
        except BadImport as error:
            failed += 1
            typer.echo(str(error), err=True)
            continue
        sections = sum(bool(section.blocks) for section in done.document.sections)
        typer.echo(f"{file.name}: draft {done.path} ('{done.document.title}', {sections} sections)")
        if done.running:
            typer.echo(f"  dropped as running headers and page numbers: {_some(done.running)}")
        if done.quarantine:
            typer.echo(f"  {len(done.aside)} set aside in {done.quarantine}:")
            for line in _told(done.aside):
                typer.echo(f"    {line}")
    if len(files) > 1:
        typer.echo(f"{len(files) - failed} imported, {failed} not.")
    if failed:
        raise typer.Exit(1)


def _told(aside: tuple[SetAside, ...]) -> list[str]:
    """How many were set aside for each reason, and where."""
    counts = Counter(found.why for found in aside)
    return [
        f"{count} {why}: {_some(tuple(dict.fromkeys(x.where for x in aside if x.why == why)))}"
        for why, count in counts.most_common()
    ]


def _some(items: tuple[str, ...]) -> str:
    shown = "; ".join(items[:_SHOWN])
    return f"{shown}; and {len(items) - _SHOWN} more" if len(items) > _SHOWN else shown
