"""The command `immunoqa`: parse, compose, call, and turn errors into exit codes."""

from __future__ import annotations

import json
import logging
from importlib.metadata import entry_points
from typing import Annotated

import typer

from app.answer import Status
from app.cli_corpus import commands as corpus_commands
from app.cli_index import commands as index_commands
from app.compose import build_answerer
from app.errors import BadQuestion
from app.options import DataDir, Documents, settings_of
from app.served_pages import served_pages
from app.terminal import render_answer
from app.texts import load_texts
from app.vendors import quiet_vendors
from corpus.errors import NothingServed

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(index_commands, name="index")
app.add_typer(corpus_commands, name="corpus")


@app.callback()
def immunoqa() -> None:
    """Patients' questions about cancer immunotherapy, answered word for word from a library."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    quiet_vendors()


@app.command()
def ask(
    question: str,
    *,
    documents: Documents = None,
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say how it was made.")] = False,
) -> None:
    """Answer one question. Exit code 1 where the program failed, 2 where the question did."""
    settings = settings_of(documents=documents, data_dir=data_dir)
    try:
        answer = build_answerer(settings).ask(question)
    except BadQuestion as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(json.dumps(answer.as_dict(trace=explain), indent=2))
    else:
        typer.echo(render_answer(answer, load_texts("en"), explain=explain))
    raise typer.Exit(1 if answer.status is Status.ERROR else 0)


@app.command()
def serve(
    *,
    documents: Documents = None,
    data_dir: DataDir = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the patients' page, the JSON API and the health checks."""
    settings = settings_of(documents=documents, data_dir=data_dir, host=host, port=port)
    missing = settings.missing_for_serving()
    if missing:
        names = ", ".join(f"IMMUNOQA_{name.upper()}" for name in missing)
        typer.echo(f"Serving beyond this computer needs the clinic's settings: {names}.", err=True)
        raise typer.Exit(2)
    try:
        pages = served_pages(settings.documents, settings.selection())
    except NothingServed as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    import uvicorn

    from app.web.server import create_app

    answerer = build_answerer(settings)
    answerer.start()
    web = create_app(settings, answerer)
    typer.echo(f"immunoqa is at http://{settings.host}:{settings.port} (Ctrl+C ends it). {pages}")
    uvicorn.run(
        web,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
    )


def main() -> None:
    """Run the command line, with the commands that other packages of the project add to it."""
    for entry in entry_points(group="immunoqa.commands"):
        app.add_typer(entry.load(), name=entry.name)
    app()
