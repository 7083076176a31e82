"""`immunoqa corpus …`: the library."""

from __future__ import annotations

from datetime import date

import typer

from app.cli_corpus_check import check
from app.cli_corpus_import import import_files
from app.cli_corpus_review import review_document
from app.options import DataDir, Documents, settings_of
from app.review_words import review_for_staff
from corpus.errors import BadLibrary
from corpus.library import load_library

commands = typer.Typer(no_args_is_help=True, help="The library.")


commands.command("check")(check)
commands.command("import")(import_files)
commands.command("review")(review_document)


@commands.command("list")
def list_documents(*, documents: Documents = None, data_dir: DataDir = None) -> None:
    """List the documents and how far each is reviewed.

    Exit code 1, and one line a fault, where the library cannot be read.
    """
    settings = settings_of(documents=documents, data_dir=data_dir)
    try:
        library = load_library(settings.documents)
    except BadLibrary as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(1) from error
    for document in library.documents:
        sections = sum(bool(section.blocks) for section in document.sections)
        review = review_for_staff(document.review, date.today())
        typer.echo(f"{document.id}: {document.title} ({sections} sections, {review})")
    for document_id, why in library.left_out.items():
        typer.echo(f"{document_id}: not served ({why})")
