"""What every benchmark gives: rows of our figures, beside what was published. Measures nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.metrics.measure import Measure

DATA = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"
"""Where the public data stand where nobody says otherwise: beside the project's root."""


class MissingData(Exception):
    """Benchmark data are not there or cannot be read; the message says which, in one sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one system on one data set; `published` is empty where nothing is."""

    data: str
    system: str
    measure: Measure
    published: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """The rows of one benchmark, and what must be known to read them."""

    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
