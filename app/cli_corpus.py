"""`immunoqa corpus …`: the library."""

from __future__ import annotations

import typer

from app.options import DataDir, Documents, settings_of
from corpus.errors import BadLibrary
from corpus.library import load_library

commands = typer.Typer(no_args_is_help=True, help="The library.")


@commands.callback()
def corpus() -> None:
    """The library."""


@commands.command("list")
def list_documents(*, documents: Documents = None, data_dir: DataDir = None) -> None:
    """List the documents; exit code 1, and one line a fault, where the library cannot be read."""
    settings = settings_of(documents=documents, data_dir=data_dir)
    try:
        library = load_library(settings.documents)
    except BadLibrary as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(1) from error
    for document in library.documents:
        sections = sum(bool(section.blocks) for section in document.sections)
        typer.echo(
            f"{document.id}: {document.title} ({sections} sections, {document.review.state})"
        )
