"""`immunoqa eval compare|export|convert|rank`: what is done with sets and results in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval.cases import BadSet
from eval.compare import Comparison, NothingToCompare, compare
from eval.interop import ragas_lines, trec_qrels, trec_run
from eval.intervals import mean_measure
from eval.output_files import BadOutput, check_outputs, write_whole
from eval.ranking import RANK_METRICS, BadRanking, load_qrels, load_run, rank_scores
from eval.results import BadResults
from eval.results import load_run as load_results
from eval.set_files import load_set, write_set
from eval.tables import comparison_table, measures_table

_Results = Annotated[Path, typer.Argument(help="File of `immunoqa eval run --json`.")]


def compare_runs(
    before: Annotated[Path, typer.Argument(metavar="A.json", help="The first run.")],
    after: Annotated[Path, typer.Argument(metavar="B.json", help="The second run.")],
    *,
    html: Annotated[Path | None, typer.Option("--html", help="Where the report goes.")] = None,
) -> None:
    """Compare two runs, case by case: what got better, what got worse, and how sure that is.

    Exit code 0 whatever came of it; 2 where a file cannot be read, written or compared.
    """
    try:
        check_outputs([html], spare=[before, after])
        compared = compare(load_results(before), load_results(after))
        if html is not None:
            from eval.report.compare_page import write_comparison

            write_comparison(compared, html)
    except (BadResults, BadOutput, NothingToCompare) as error:
        raise _wrong(error) from error
    _show(compared)


def export(
    results: _Results,
    *,
    trec: Annotated[
        Path | None, typer.Option("--trec", help="Where a TREC run file of the search goes.")
    ] = None,
    qrels: Annotated[
        Path | None, typer.Option("--qrels", help="Where TREC qrels of the cases go.")
    ] = None,
    ragas: Annotated[
        Path | None, typer.Option("--ragas", help="Where JSON Lines for RAGAS go.")
    ] = None,
) -> None:
    """Write a run's results for other tools: TREC run and qrels files, columns of RAGAS."""
    wanted = [(trec, trec_run), (qrels, trec_qrels), (ragas, ragas_lines)]
    if not any(path for path, _ in wanted):
        raise _wrong("Say what to write: --trec, --qrels or --ragas, each with a file.")
    try:
        check_outputs([path for path, _ in wanted], spare=[results])
        run = load_results(results)
        for path, form in wanted:
            if path is not None:
                write_whole(form(run), path)
    except (BadResults, BadOutput) as error:
        raise _wrong(error) from error


def convert(
    cases: Annotated[Path, typer.Argument(metavar="SET", help="File of cases.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="New file: .csv, or JSON Lines.")],
) -> None:
    """Write a set as CSV for a spreadsheet, or back as JSON Lines.

    Exit code 2 where a line of the set is no case; the others are written all the same.
    """
    try:
        loaded = load_set(cases)
        write_set(loaded.cases, out)
    except (BadSet, BadOutput) as error:
        raise _wrong(error) from error
    if loaded.faults:
        raise _wrong("\n".join(loaded.faults))


def rank(
    qrels: Annotated[Path, typer.Argument(metavar="QRELS", help="Judgements, of TREC or BEIR.")],
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A TREC run file.")],
) -> None:
    """Rank metrics of a run file against judgements, each with its interval and n."""
    try:
        judged, ranked = load_qrels(qrels), load_run(run)
    except BadRanking as error:
        raise _wrong(error) from error
    missing = judged.keys() - ranked.keys()
    if len(missing) == len(judged):
        raise _wrong(f"'{run}' ranks nothing for any query of '{qrels}'.")
    if missing:
        typer.echo(f"The run ranks nothing for {len(missing)} of {len(judged)} queries.", err=True)
    measures = [
        mean_measure(name, [*rank_scores(judged, ranked, name).values()]) for name in RANK_METRICS
    ]
    Console().print(measures_table(measures))


def _show(compared: Comparison) -> None:
    console = Console()
    console.print(comparison_table(compared))
    for line in _lines(compared):
        console.print(line, markup=False, highlight=False)


def _lines(compared: Comparison) -> Iterator[str]:
    for key, (old, new) in compared.settings.items():
        yield f"{key}: {old or 'none'} → {new or 'none'}"
    yield from compared.left_out
    for word, pairs in (("Fixed", compared.fixed), ("Broken", compared.broken)):
        for pair in pairs:
            status = f"{pair.before.status} → {pair.after.status}"
            yield f"{word}: {pair.after.id} ({status}) {pair.after.case.question}"
    flips = f"{len(compared.fixed)} fixed, {len(compared.broken)} broken"
    odds = "" if compared.mcnemar is None else f"; exact McNemar test: p = {compared.mcnemar:.3f}"
    yield f"{flips} of {len(compared.pairs)}{odds}."


def _wrong(error: Exception | str) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(2)
