"""`immunoqa eval bench …`: the product's own parts on public data, beside published figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.options import DataDir, Documents, settings_of
from app.settings import Settings
from corpus.errors import CorpusError
from eval.bench.bench import DATA, Bench, MissingData
from eval.cases import BadSet
from eval.tables import bench_tables
from index.errors import IndexFault

commands = typer.Typer(
    no_args_is_help=True,
    help="The product on public benchmarks, beside published figures.",
)

_Data = Annotated[Path, typer.Option("--data", help="Folder of the benchmarks.")]
_Work = Annotated[
    Path | None,
    typer.Option("--work", help="Folder for indexes of benchmarks, kept for the next time."),
]


@commands.command()
def search(
    *,
    data: _Data = DATA,
    beir: Annotated[
        Path | None, typer.Option("--beir", help="A folder in BEIR's layout instead.")
    ] = None,
    work: _Work = None,
    data_dir: DataDir = None,
) -> None:
    """BM25, the encoder and the fused search: SciFact, MEDIQA 2019, or any BEIR folder.

    The first time the fused search's index of SciFact is built, which takes long.
    """
    from eval.bench.search import measure

    settings = settings_of(data_dir=data_dir)
    _show(lambda: measure(data, _folder(work, settings), _say, beir=beir))


@commands.command()
def answerability(*, data: _Data = DATA, work: _Work = None, data_dir: DataDir = None) -> None:
    """Whether the reader tells what a text answers: SQuAD 2.0, MEDIQA 2019."""
    from eval.bench.answerability import measure

    settings = settings_of(data_dir=data_dir)
    _show(lambda: measure(data, _folder(work, settings), _say))


@commands.command()
def reading(*, data: _Data = DATA, work: _Work = None, data_dir: DataDir = None) -> None:
    """What each signal gives the trained reader: unseen halves, SQuAD 2.0, MEDIQA 2019."""
    from eval.bench.reading import measure

    settings = settings_of(data_dir=data_dir)
    _show(lambda: measure(data, _folder(work, settings), _say))


@commands.command()
def groundedness(*, data: _Data = DATA) -> None:
    """Whether a claim is supported by its evidence: HealthVer, AttributionBench."""
    from eval.bench.groundedness import measure

    _show(lambda: measure(data, _say))


@commands.command()
def triage(*, data: _Data = DATA) -> None:
    """Which clinical vignettes get a card: Semigran 2015."""
    from eval.bench.triage import measure

    _show(lambda: measure(data, _say))


@commands.command()
def speed(
    *,
    made: Annotated[
        int, typer.Option("--documents-made", min=1, help="How many documents the built index has.")
    ] = 60,
    work: _Work = None,
    documents: Documents = None,
    data_dir: DataDir = None,
) -> None:
    """Stages of one answer, index building, start-up, memory; needs no benchmark data."""
    from eval.bench.speed import Sizes, measure

    settings = settings_of(documents=documents, data_dir=data_dir)
    _show(lambda: measure(_folder(work, settings), _say, settings=settings, sizes=Sizes(made)))


def _folder(work: Path | None, settings: Settings) -> Path:
    return settings.data_dir / "bench" if work is None else work


def _show(measured: Callable[[], Bench]) -> None:
    """Print a benchmark. Exit code 0 also where its data are missing, 1 where it failed."""
    try:
        bench = measured()
    except MissingData as error:
        typer.echo(str(error))
        return
    except (IndexFault, CorpusError, BadSet) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    console = Console()
    console.print(bench.title, style="bold")
    for table in bench_tables(bench):
        console.print(table)
    for note in bench.notes:
        console.print(note, markup=False, highlight=False)


def _say(line: str) -> None:
    typer.echo(line, err=True)
