"""The clinical vignettes of Semigran 2015. Parses the file; knows nothing of triage.

They are for measuring only (CC BY-NC): none is quoted in any report.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.bench.bench import MissingData

SEMIGRAN = "semigran-triage.jsonl"


class Urgency(StrEnum):
    """How urgent a vignette is, by its authors; the values are those of the file."""

    EMERGENCY = "em"
    NON_EMERGENCY = "ne"
    SELF_CARE = "sc"


@dataclass(frozen=True, slots=True)
class Vignette:
    """A case as a clinician describes it."""

    urgency: Urgency
    text: str


def load_vignettes(path: Path) -> tuple[Vignette, ...]:
    """The vignettes of a file of JSON Lines with urgency_level and case_description.

    Source: Semigran et al., BMJ 2015;351:h3480.

    Raises:
        MissingData: the file is missing, or a line of it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise MissingData(f"There is no file '{path}'.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise MissingData(f"'{path}' cannot be read ({error}).") from error
    found = tuple(
        _vignette(line, f"{path}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    if not found:
        raise MissingData(f"'{path}' holds no vignette.")
    return found


def _vignette(line: str, place: str) -> Vignette:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise MissingData(f"{place}: it is no JSON.") from error
    text = row.get("case_description") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise MissingData(f"{place}: there is no text under 'case_description'.")
    try:
        return Vignette(Urgency(row.get("urgency_level")), text)
    except ValueError as error:
        raise MissingData(f"{place}: 'urgency_level' is none of {', '.join(Urgency)}.") from error
