"""A run and its file of JSON: what ran, on what, and what came of it. Knows nothing of asking.

Nothing in it depends on the machine but the times: two runs of one state can be compared.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from app.signals import load_weights
from eval.judge import CaseResult
from eval.metrics.measure import Measure
from eval.program import program_hash
from eval.result_json import BadResult, result_as_dict, result_of
from eval.set_files import EvalSet
from eval.summary import Summary, summarise
from index.manifest import Manifest


class BadOutput(Exception):
    """A file of results cannot be written; the message says why."""


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


def recorded_settings(manifest: Manifest, asked: EvalSet, tags: Sequence[str]) -> dict[str, Any]:
    """What shaped a run's results: set, library, encoder, reader, texts and versions.

    Args:
        manifest: of the generation that was searched.
        asked: the set; only the hashes of its files are recorded.
        tags: by which its cases were chosen.
    """
    weights = load_weights()
    texts = resources.files("app.texts").joinpath("en.yaml").read_bytes()
    return {
        "sets": dict(asked.hashes),
        "tags": list(tags),
        "library_hash": manifest.library_hash,
        "generation": manifest.name,
        "encoder": manifest.encoder,
        "splitting": dict(manifest.splitting),
        "models": dict(manifest.models),
        "reader": {
            "fitted_on": weights.fitted_on,
            "thresholds": {
                "known": weights.known.threshold,
                "unknown": weights.unknown.threshold,
            },
            "hash": _sha256(json.dumps(asdict(weights), sort_keys=True).encode()),
        },
        "texts_hash": _sha256(texts),
        "program_hash": program_hash(),
        "versions": {"immunoqa": metadata.version("immunoqa"), **manifest.versions},
    }


def check_writable(path: Path, *, spare: Sequence[Path]) -> None:
    """Find out now whether a file can be written to `path` later; nothing is left behind.

    Args:
        path: where it is to go.
        spare: files that it must not replace, as those of the set.

    Raises:
        BadOutput: it cannot; the message says why.
    """
    if path.resolve() in {one.resolve() for one in spare}:
        raise BadOutput(f"The results cannot be written to '{path}': it is the set itself.")
    draft = _draft(path)
    try:
        draft.open("x").close()
        draft.unlink()
    except OSError as error:
        raise BadOutput(_sorry(path, error)) from error


def write_run(run: Run, path: Path) -> None:
    """Write a run's results: the whole file, or none of it.

    Raises:
        BadOutput: it cannot be written; what was there before is as it was.
    """
    write_whole(json.dumps(run.as_dict(), indent=2, ensure_ascii=False) + "\n", path)


def write_whole(text: str, path: Path) -> None:
    """Write a text file: the whole of it, or nothing.

    Raises:
        BadOutput: it cannot be written; what was there before is as it was.
    """
    draft = _draft(path)
    try:
        # A lone surrogate becomes its JSON escape.
        with draft.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path.resolve())
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadOutput(_sorry(path, error)) from error


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


def _draft(path: Path) -> Path:
    """Where the file grows, beside its place. Devices and folders are never replaced by a file."""
    real = path.resolve()
    if real.exists() and not real.is_file():
        raise BadOutput(f"The results cannot be written to '{path}': it is not a file.")
    return real.with_name(f".{real.name}.{os.getpid()}.new")


def _sorry(path: Path, error: OSError) -> str:
    return f"The results cannot be written to '{path}' ({error.strerror})."


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
