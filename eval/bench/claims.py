"""Claims, the evidence they are held against, and what people say of them.

Parses the files of HealthVer and AttributionBench; knows nothing of how a claim is judged.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench.bench import MissingData

HEALTHVER = "healthver-dev.csv.gz"
ATTRIBUTION = "attributionbench-dev.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim on its evidence.

    `group` is the question that it was made for, `source` the data set that it comes from, `label`
    what people say: one of its set's `labels`.
    """

    group: str
    source: str
    text: str
    evidence: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """The claims of one data set; the first of `labels` says that the evidence supports one."""

    name: str
    labels: tuple[str, ...]
    claims: tuple[Claim, ...]


def load_healthver(path: Path) -> ClaimSet:
    """The claims of HealthVer: CSV with the columns claim, evidence, label and question.

    Source: Sarrouti et al. 2021, HealthVer.

    Raises:
        MissingData: the file is missing, or a line of it cannot be read.
    """
    labels = ("Supports", "Refutes", "Neutral")
    reader = csv.DictReader(_text(path).splitlines(keepends=True))
    claims = []
    try:
        for row in reader:
            given: dict[str, Any] = {**row, "evidence": [row.get("evidence")]}
            names = ("question", "claim", "evidence", "label")
            claims.append(_claim(given, names, "HealthVer", labels, f"{path}:{reader.line_num}"))
    except csv.Error as error:
        raise MissingData(f"{path}:{reader.line_num}: it is no line of CSV ({error}).") from error
    return _not_empty(ClaimSet("HealthVer", labels, tuple(claims)), path)


def load_attribution(path: Path) -> ClaimSet:
    """The claims of AttributionBench: JSON Lines with claim, references and attribution_label.

    Source: Li et al. 2024, AttributionBench.

    Raises:
        MissingData: the file is missing, or a line of it cannot be read.
    """
    labels = ("attributable", "not attributable")
    names = ("question", "claim", "references", "attribution_label")
    claims = [
        _claim(row, names, row.get("src_dataset"), labels, place) for place, row in _lines(path)
    ]
    return _not_empty(ClaimSet("AttributionBench", labels, tuple(claims)), path)


def _claim(
    row: Mapping[str, Any],
    names: tuple[str, str, str, str],
    source: Any,
    labels: tuple[str, ...],
    place: str,
) -> Claim:
    """The claim of one line, whose keys are `names`: group, claim, evidence and label."""
    group, text, evidence, label = (row.get(name) for name in names)
    if not all(_said(value) for value in (group, text, source)):
        raise MissingData(f"{place}: a question, a claim or its source is missing.")
    if not isinstance(evidence, list) or not any(_said(one) for one in evidence):
        raise MissingData(f"{place}: there is no evidence under '{names[2]}'.")
    if label not in labels:
        raise MissingData(f"{place}: '{label}' is none of {', '.join(labels)}.")
    return Claim(
        str(group), str(source), str(text), tuple(one for one in evidence if _said(one)), label
    )


def _said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a file of JSON Lines, each with its place."""
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise MissingData(f"{path}:{number}: it is no JSON.") from error
        if not isinstance(row, dict):
            raise MissingData(f"{path}:{number}: it is no JSON object.")
        yield f"{path}:{number}", row


def _text(path: Path) -> str:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError as error:
        raise MissingData(f"There is no file '{path}'.") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise MissingData(f"'{path}' cannot be read ({error}).") from error


def _not_empty(claims: ClaimSet, path: Path) -> ClaimSet:
    if not claims.claims:
        raise MissingData(f"'{path}' holds no claim.")
    return claims
