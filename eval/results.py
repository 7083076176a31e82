"""A run and its file of JSON: what ran, on what, and what came of it. Knows nothing of asking.

Nothing in it depends on the machine but the times: two runs of one state can be compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from app.settings import Settings
from eval.judge import CaseResult
from eval.metrics.measure import Measure
from eval.output_files import write_whole
from eval.program import program_hash
from eval.result_json import BadResult, result_as_dict, result_of
from eval.set_files import EvalSet
from eval.summary import Summary, summarise
from index.manifest import Manifest


class BadResults(Exception):
    """A file of results cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A section of the library that an answer quotes: its own text, from `start` of its document.

    A quote stands in it at `[quote.start - start : quote.end - start]`.
    """

    heading: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a set.

    `created` is its ISO time, `index` the hash of the index's manifest. `sections` holds every
    section quoted, by `document#section`, and `passages` the text of every passage found, by its
    id. `faults` tells of lines of the set that are no cases and were not asked.
    """

    set: str
    created: str
    index: str
    settings: Mapping[str, Any]
    summary: Summary
    results: Sequence[CaseResult]
    sections: Mapping[str, Excerpt] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        """The run as JSON-ready data, in the keys of the format and a few more."""
        return {
            "set": self.set,
            "created": self.created,
            "index": self.index,
            "settings": dict(self.settings),
            "summary": {
                "overall": _figures(self.summary.overall),
                "tags": {tag: _figures(figures) for tag, figures in self.summary.tags.items()},
                "confusion": [
                    {"expected": [*row.expected], "counts": dict(row.counts)}
                    for row in self.summary.confusion
                ],
            },
            "faults": list(self.faults),
            "cases": [result_as_dict(result) for result in self.results],
            "sections": {name: asdict(excerpt) for name, excerpt in self.sections.items()},
            "passages": dict(self.passages),
        }


def recorded_settings(  # noqa: PLR0913 (what shapes a run)
    manifest: Manifest,
    reader: Mapping[str, Any],
    settings: Settings,
    asked: EvalSet,
    *,
    tags: Sequence[str],
    workers: int,
) -> dict[str, Any]:
    """What shaped a run's results: set, library, encoder, reader, texts, clinic and versions.

    Args:
        manifest: of the generation that was searched.
        reader: what it is and was fitted on.
        settings: of the pipeline; whom to call stands in its answers.
        asked: the set; only the hashes of its files are recorded.
        tags: by which its cases were chosen.
        workers: how many were asked side by side, which makes each slower.
    """
    texts = resources.files("app.texts").joinpath("en.yaml").read_bytes()
    return {
        "sets": dict(asked.hashes),
        "tags": list(tags),
        "workers": workers,
        "clinic": {**asdict(settings.contact()), "country": settings.country},
        "library_hash": manifest.library_hash,
        "generation": manifest.name,
        "encoder": manifest.encoder,
        "splitting": dict(manifest.splitting),
        "models": dict(manifest.models),
        "reader": {
            "name": reader["name"],
            "fitted_on": reader["fitted_on"],
            "hash": _sha256(json.dumps(reader, sort_keys=True).encode()),
        },
        "texts_hash": _sha256(texts),
        "program_hash": program_hash(),
        "versions": {"immunoqa": metadata.version("immunoqa"), **manifest.versions},
    }


def write_run(run: Run, path: Path) -> None:
    """Write a run's results: the whole file, or none of it.

    Raises:
        BadOutput: it cannot be written; what was there before is as it was.
    """
    write_whole(json.dumps(run.as_dict(), indent=2, ensure_ascii=False) + "\n", path)


def load_run(path: Path) -> Run:
    """The run that `write_run` wrote; its figures are taken anew from its cases.

    Raises:
        BadResults: the file cannot be read, or holds no results of this version.

    Example: `load_run(Path("overview.json")).results[0].passed`
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        results = [result_of(case) for case in data["cases"]]
        return Run(
            set=str(data["set"]),
            created=str(data["created"]),
            index=str(data["index"]),
            settings=dict(data["settings"]),
            summary=summarise(results),
            results=results,
            sections={name: Excerpt(**kept) for name, kept in data["sections"].items()},
            passages=dict(data["passages"]),
            faults=tuple(data["faults"]),
        )
    except OSError as error:
        raise BadResults(f"'{path}' cannot be read ({error.strerror}).") from error
    except (ValueError, TypeError, KeyError, AttributeError, BadResult) as error:
        raise BadResults(
            f"'{path}' holds no results of this version of `immunoqa eval run --json`."
        ) from error


def _figures(figures: Sequence[Measure]) -> dict[str, Any]:
    return {
        figure.name: {
            "value": figure.value,
            "n": figure.n,
            "unit": figure.unit.value,
            "low": figure.low,
            "high": figure.high,
        }
        for figure in figures
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
