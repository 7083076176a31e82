"""The results of a run as JSON: what ran, on what, and what came of it. Knows nothing of asking.

Nothing in it depends on the machine but the times: two runs of one state can be compared.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from app.signals import load_weights
from eval.judge import CaseResult
from eval.metrics.measure import Measure
from eval.summary import Summary
from index.manifest import Manifest


class BadOutput(Exception):
    """A file of results cannot be written; the message says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a set. `created` is its ISO time, `index` the hash of the index's manifest."""

    set: str
    created: str
    index: str
    settings: Mapping[str, Any]
    summary: Summary
    results: Sequence[CaseResult]

    def as_dict(self) -> dict[str, Any]:
        """The run as JSON-ready data, in the keys of the format."""
        return {
            "set": self.set,
            "created": self.created,
            "index": self.index,
            "settings": dict(self.settings),
            "summary": {
                "overall": _figures(self.summary.overall),
                "tags": {tag: _figures(figures) for tag, figures in self.summary.tags.items()},
            },
            "cases": [_case(result) for result in self.results],
        }


def recorded_settings(manifest: Manifest, cases: Path) -> dict[str, Any]:
    """What shaped a run's results: set, library, encoder, reader, texts and versions.

    Args:
        manifest: of the generation that was searched.
        cases: the file of the set; only its hash is recorded.
    """
    weights = load_weights()
    texts = resources.files("app.texts").joinpath("en.yaml").read_bytes()
    return {
        "set_hash": _sha256(cases.read_bytes()),
        "library_hash": manifest.library_hash,
        "generation": manifest.name,
        "encoder": manifest.encoder,
        "splitting": dict(manifest.splitting),
        "reader": {
            "fitted_on": weights.fitted_on,
            "thresholds": {
                "known": weights.known.threshold,
                "unknown": weights.unknown.threshold,
            },
            "hash": _sha256(json.dumps(asdict(weights), sort_keys=True).encode()),
        },
        "texts_hash": _sha256(texts),
        "versions": {"immunoqa": metadata.version("immunoqa"), **manifest.versions},
    }


def check_writable(path: Path, *, spare: Path) -> None:
    """Find out now whether results can be written to `path` later; nothing is left behind.

    Args:
        path: where the results are to go.
        spare: the file of the set, which they must not replace.

    Raises:
        BadOutput: they cannot; the message says why.
    """
    if path.resolve() == spare.resolve():
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
    draft = _draft(path)
    text = json.dumps(run.as_dict(), indent=2, ensure_ascii=False) + "\n"
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


def _draft(path: Path) -> Path:
    """Where the file grows, beside its place. Devices and folders are never replaced by a file."""
    real = path.resolve()
    if real.exists() and not real.is_file():
        raise BadOutput(f"The results cannot be written to '{path}': it is not a file.")
    return real.with_name(f".{real.name}.{os.getpid()}.new")


def _sorry(path: Path, error: OSError) -> str:
    return f"The results cannot be written to '{path}' ({error.strerror})."


def _figures(figures: Sequence[Measure]) -> dict[str, Any]:
    return {figure.name: {"value": figure.value, "n": figure.n} for figure in figures}


def _case(result: CaseResult) -> dict[str, Any]:
    keys = ("document", "section", "quote", "start", "end")
    return {
        "id": result.id,
        "status": result.status.value,
        "text": result.text,
        "citations": [{key: getattr(quote, key) for key in keys} for quote in result.quotes],
        "seconds": result.seconds,
        "passed": result.passed,
        "reasons": list(result.reasons),
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
