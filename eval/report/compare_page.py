"""The report of two runs compared: what differs in how they were made, figures, what flipped."""

from __future__ import annotations

from pathlib import Path

from eval.compare import Comparison
from eval.output_files import write_whole
from eval.report.pages import render
from eval.tables import show, show_change, show_p


def write_comparison(comparison: Comparison, path: Path) -> None:
    """Write the report of a comparison: the whole file, or none of it.

    Raises:
        BadOutput: it cannot be written.
    """
    write_whole(comparison_page(comparison), path)


def comparison_page(comparison: Comparison) -> str:
    """The report of a comparison as an HTML page that needs no other file."""
    return render(
        "compare.html",
        title=f"{comparison.before.set}: two runs compared",
        comparison=comparison,
        figures=[
            (row, show(row.before), show(row.after), *show_change(row), show_p(row))
            for row in comparison.differences
            if row.before.n or row.after.n
        ],
    )
