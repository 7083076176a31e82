"""`immunoqa eval …`: the evaluators' commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.options import DataDir, Documents, settings_of
from app.settings import Settings
from eval.bench.cli import commands as bench_commands
from eval.cases import BadSet, with_tags
from eval.cli_results import compare_runs, convert, export, rank
from eval.evaluation import Plan, evaluate
from eval.journal import JournalFailed
from eval.output_files import BadOutput, check_outputs
from eval.results import Run, write_run
from eval.rules import BadRule, Verdict, check, read_rules
from eval.set_files import load_sets
from eval.tables import figures_table, tags_table
from index.errors import Unavailable

commands = typer.Typer(no_args_is_help=True, help="Eval sets against the pipeline.")
_FAULTS = 10


commands.add_typer(bench_commands, name="bench")
commands.command("compare")(compare_runs)
commands.command()(export)
commands.command()(convert)
commands.command()(rank)


@commands.command()
def run(  # noqa: PLR0913 (the options of the command)
    sets: Annotated[
        list[Path], typer.Argument(metavar="SET…", help="Files of cases: JSON Lines, or CSV.")
    ],
    *,
    out: Annotated[Path | None, typer.Option("--json", help="Where the results go.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Where the report goes.")] = None,
    tags: Annotated[
        list[str] | None, typer.Option("--tag", help="Only cases with this tag; repeatable.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many cases are asked side by side.")
    ] = 1,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under",
            metavar="RULES",
            help="Exit with 1 where a figure breaks a rule, as escalation_recall>=0.98; "
            "several with commas, or repeat it.",
        ),
    ] = None,
    documents: Documents = None,
    data_dir: DataDir = None,
) -> None:
    """Ask every case of one or more sets and say how well it went.

    A run that was ended half-way goes on where it was: start it again. Exit code 0 where it was
    completed; 1 where it could not be, or a rule is broken; 2 where a rule, a line of a set or
    where the results are to go is wrong. The cases of all other lines are asked all the same.
    """
    settings = settings_of(documents=documents, data_dir=data_dir)
    try:
        rules = read_rules(fail_under or ())
        asked = load_sets(sets)
        plan = Plan(asked, with_tags(asked.cases, tags or ()), tags or (), workers)
        check_outputs((out, html), spare=sets)
    except (BadRule, BadSet, BadOutput) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    for fault in asked.faults[:_FAULTS]:
        typer.echo(fault, err=True)
    if len(asked.faults) > _FAULTS:
        typer.echo(f"… and {len(asked.faults) - _FAULTS} more.", err=True)
    verdicts: tuple[Verdict, ...] = ()

    def keep(done: Run) -> None:
        nonlocal verdicts
        verdicts = check(rules, done.summary.overall)
        _show(done, verdicts)
        if out is not None:
            write_run(done, out)
        if html is not None:
            from eval.report.run_page import write_report

            write_report(done, verdicts, html)

    try:
        _with_progress(settings, plan, keep)
    except (Unavailable, JournalFailed, BadOutput) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if asked.faults:
        typer.echo(f"Lines that are no cases: {len(asked.faults)}; see above.", err=True)
        raise typer.Exit(2)
    if not all(verdict.kept for verdict in verdicts):
        raise typer.Exit(1)


def _with_progress(settings: Settings, plan: Plan, keep: Callable[[Run], None]) -> None:
    """Run a plan; its bar comes with the first word from the run, once the index is open."""
    columns = (TextColumn("Cases"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True))
    task = bar.add_task("Cases", total=len(plan.cases), start=False)

    def told(done: int, of: int) -> None:
        bar.start()
        bar.start_task(task)
        bar.update(task, completed=done, total=of)

    try:
        evaluate(settings, plan, told, keep)
    finally:
        if bar.live.is_started:
            bar.stop()


def _show(done: Run, verdicts: tuple[Verdict, ...]) -> None:
    console = Console()
    console.print(tags_table(done.summary))
    console.print(figures_table(done.summary))
    for verdict in verdicts:
        console.print(verdict.said, markup=False, highlight=False)
