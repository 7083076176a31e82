"""`immunoqa eval …`: the evaluators' commands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.compose import build_answerer, place_of
from app.options import DataDir, Documents, settings_of
from app.pipeline import Answerer
from eval.cases import BadSet, Case, load_cases, with_tags
from eval.judge import CaseResult
from eval.results import BadOutput, Run, check_writable, recorded_settings, write_run
from eval.run import Opened, open_answerer, run_cases
from eval.summary import summarise
from eval.tables import figures_table, tags_table
from index.errors import Unavailable
from index.manifest import manifest_hash

commands = typer.Typer(no_args_is_help=True, help="Eval sets against the pipeline.")


@commands.callback()
def evaluate() -> None:
    """Eval sets against the pipeline."""


@commands.command()
def run(
    cases: Annotated[Path, typer.Argument(metavar="SET", help="File of the set, JSON Lines.")],
    *,
    out: Annotated[Path | None, typer.Option("--json", help="Where the results go.")] = None,
    tags: Annotated[
        list[str] | None, typer.Option("--tag", help="Only cases with this tag; repeatable.")
    ] = None,
    documents: Documents = None,
    data_dir: DataDir = None,
) -> None:
    """Ask every case of a set and say how well it went.

    Exit code 0 where the run was completed, whatever its figures; 1 where it could not be, 2 where
    the set or where the results are to go is wrong.
    """
    settings = settings_of(documents=documents, data_dir=data_dir)
    try:
        asked = with_tags(load_cases(cases), tags or ())
        if out is not None:
            check_writable(out, spare=cases)
    except (BadSet, BadOutput) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    created = datetime.now(UTC).isoformat(timespec="seconds")
    answerer = build_answerer(settings)
    try:
        opened = open_answerer(answerer)
        manifest = opened.manifest
        index = manifest_hash(place_of(settings).generations.folder(manifest.name))
        recorded = recorded_settings(manifest, cases)
        results = _with_progress(answerer, opened, asked)
        summary = summarise(results)
        console = Console()
        console.print(tags_table(summary))
        console.print(figures_table(summary))
        if out is not None:
            write_run(Run(cases.stem, created, index, recorded, summary, results), out)
    except (Unavailable, BadOutput) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _with_progress(answerer: Answerer, opened: Opened, asked: list[Case]) -> list[CaseResult]:
    columns = (TextColumn("Cases"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        return list(bar.track(run_cases(answerer, opened, asked), total=len(asked)))
