"""Runs one command and says how long it took and how much memory it held.

Run as a process of its own, `python -m eval.bench.launch COMMAND…`, which imports nothing large: a
process that is started counts the memory of the one that starts it as its own at first.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Launch:
    """One run of a command: wall seconds, and the greatest resident set of any of its processes."""

    seconds: float
    mebibytes: float
    code: int


def launch(command: Sequence[str], folder: Path) -> Launch:
    """Run a command in a working folder, to its end; its output is dropped.

    Raises:
        OSError: it cannot be started.
    """
    done = subprocess.run(  # noqa: S603 (our own module)
        [sys.executable, "-P", "-m", "eval.bench.launch", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return Launch(**json.loads(done.stdout))


def main(command: Sequence[str]) -> None:
    """Run the command and write its `Launch` as JSON."""
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 (the command is the caller's)
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    seconds = time.perf_counter() - started
    # In KiB, but in bytes on macOS: getrusage(2).
    unit = 1 if sys.platform == "darwin" else 1024
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 2**20
    print(json.dumps(asdict(Launch(seconds, largest, done.returncode))))


if __name__ == "__main__":
    main(sys.argv[1:])
