"""Builds one index and writes how long that took. Run as a process of its own, to be measured.

Knows nothing of what the library holds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.build import build_and_publish
from index.encoder import load_encoder
from index.generations import Generations


@dataclass(frozen=True, slots=True)
class Built:
    """One build: wall seconds with the model loaded, and what came of it."""

    seconds: float
    passages: int
    entries: int


def main(arguments: Sequence[str]) -> None:
    """`python -m eval.bench.building DOCUMENTS DATA_DIR ENCODER OUT`: write a `Built` to OUT."""
    documents, data_dir, encoder, out = arguments
    model = load_encoder(encoder)
    model.encode(["The build should not wait for the model to load."])
    generations = Generations.of(Path(data_dir), Path(documents))
    started = time.perf_counter()
    manifest = build_and_publish(generations, Path(documents), model)
    built = Built(time.perf_counter() - started, manifest.passages, manifest.entries)
    Path(out).write_text(json.dumps(asdict(built)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
