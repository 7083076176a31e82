"""The report of a run: figures, pictures, and every case with why it failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from eval.metrics import BY_NAME
from eval.output_files import write_whole
from eval.report import plots
from eval.report.case_view import contexts
from eval.report.pages import picture, render
from eval.results import Run
from eval.rules import Verdict
from eval.tables import show, show_interval


def write_report(run: Run, verdicts: Sequence[Verdict], path: Path) -> None:
    """Write a run's report: the whole file, or none of it.

    Args:
        run: what to report.
        verdicts: on the rules that it was to keep.
        path: the HTML file.

    Raises:
        BadOutput: it cannot be written.
    """
    write_whole(report_of(run, verdicts), path)


def report_of(run: Run, verdicts: Sequence[Verdict] = ()) -> str:
    """A run's report as an HTML page that needs no other file."""
    ordered = sorted(run.results, key=lambda result: result.passed)
    tags = Counter(tag for result in run.results for tag in result.tags)
    return render(
        "run.html",
        title=f"{run.set}: results",
        run=run,
        verdicts=verdicts,
        passed=sum(result.passed for result in run.results),
        figures=[
            (measure, show(measure), show_interval(measure), BY_NAME[measure.name])
            for measure in run.summary.overall
        ],
        headline=picture(plots.headline(run.summary)),
        confusion=picture(plots.confusion(run.summary)),
        selective=picture(plots.selective(run.results)),
        latency=picture(plots.latency(run.results)),
        by_tag=picture(plots.by_tag(run.summary)),
        cases=[(result, contexts(result, run.sections)) for result in ordered],
        statuses=sorted({result.status.value for result in run.results}),
        tags=sorted(tags.items()),
        tag_rows=[
            (tag, show(figure), show_interval(figure), figure.n)
            for tag, figure in run.summary.passed_by_tag().items()
        ],
    )
