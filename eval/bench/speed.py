"""How fast the product is on this machine: an answer, an index, starting up; and its memory.

Times what a user would run; knows nothing of whether an answer is right. Figures of another
machine, or of a busy one, cannot be held against these.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from app.compose import build_answerer
from app.errors import BadQuestion
from app.pipeline import Answerer
from app.settings import Settings
from eval.bench.bench import Bench, Row
from eval.bench.building import Built
from eval.bench.grouped import grouped_measure
from eval.bench.launch import launch
from eval.bench.made_library import write_made_library
from eval.metrics.measure import Measure, Unit, percentile
from eval.run import open_answerer
from eval.set_files import load_set
from index.errors import BuildFailed, Unavailable

SET = Path(__file__).resolve().parents[1] / "sets" / "overview-unseen.jsonl"
_QUESTION = "What are checkpoint inhibitors?"
_WHOLE = "answer"
_EDIT = "This sentence was added to the page, and nothing else was changed."

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is timed: documents of the made library, and starts of the program."""

    documents: int = 60
    starts: int = 3


_SIZES = Sizes()


def measure(
    work: Path,
    say: Say = lambda _: None,
    *,
    settings: Settings,
    asked: Path = SET,
    sizes: Sizes = _SIZES,
) -> Bench:
    """Time one answer, starting up, and building the index of a made library.

    Args:
        work: a folder in which files may be made; all are removed again.
        say: told of each stage in one line.
        settings: of the library that is asked; its index is built first where there is none.
        asked: the eval set whose questions are asked.
        sizes: how much is built and started.

    Raises:
        BadSet: the set cannot be read.
        BuildFailed, Unavailable: an index cannot be built or opened, or the program fails.
    """
    load = os.getloadavg()[0]
    questions = [case.question for case in load_set(asked).cases]
    answerer = build_answerer(settings)
    say("opening the index")
    open_answerer(answerer)
    say(f"asking {len(questions)} questions")
    rows = time_answers(answerer, questions, asked.stem, settings.encoder)
    work.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=work, prefix="speed-") as made:
        rows += time_starts(settings, Path(made), sizes.starts, say)
        rows += time_builds(settings.encoder, Path(made), sizes.documents, say)
    return Bench("Speed and memory", tuple(rows), _notes(load, sizes))


def time_answers(
    answerer: Answerer, questions: Sequence[str], data: str, encoder: str
) -> list[Row]:
    """Of each stage, and of the whole, the median and the 95th percentile over questions."""
    seconds: dict[str, list[float]] = {_WHOLE: []}
    for question in questions:
        started = time.perf_counter()
        try:
            answer = answerer.ask(question)
        except BadQuestion:
            continue  # turned away at the door: there is no answer to time
        seconds[_WHOLE].append(time.perf_counter() - started)
        for stage, spent in answer.trace.seconds.items():
            seconds.setdefault(stage, []).append(spent)
    return [
        Row(data, encoder, _percentile(f"{stage}_p{percent}", spent, percent))
        for stage, spent in seconds.items()
        for percent in (50, 95)
    ]


def _percentile(name: str, seconds: Sequence[float], percent: int) -> Measure:
    each = [str(number) for number in range(len(seconds))]
    return grouped_measure(name, np.asarray(seconds), each, percentile(percent), Unit.SECONDS)


def time_starts(settings: Settings, folder: Path, starts: int, say: Say) -> list[Row]:
    """Whole runs of `immunoqa ask` in fresh processes, the index built already."""
    # The command has no option for the encoder; it reads this file of its working folder.
    (folder / "immunoqa.toml").write_text(f'encoder = "{settings.encoder}"\n', encoding="utf-8")
    command = [sys.executable, "-P", "-m", "app", "ask", _QUESTION]
    command += ["--documents", str(settings.documents.resolve())]
    command += ["--data-dir", str(settings.data_dir.resolve())]
    runs = []
    for number in range(1, starts + 1):
        say(f"starting the program, {number} of {starts}")
        runs.append(launch(command, folder))
        if runs[-1].code:
            raise Unavailable(f"'immunoqa ask' ended with {runs[-1].code}; run it to see why.")
    middle = median(run.seconds for run in runs) if runs else None
    largest = max((run.mebibytes for run in runs), default=None)
    started = Measure("start_to_answer", middle, starts, Unit.SECONDS)
    held = Measure("peak_memory", largest, starts, Unit.MEBIBYTES)
    return [Row("one question", settings.encoder, one) for one in (started, held)]


def time_builds(encoder: str, folder: Path, documents: int, say: Say) -> list[Row]:
    """Builds of a made library: the first, one of it unchanged, and one after a page was edited.

    Raises:
        BuildFailed: one fails.
    """
    library = write_made_library(folder / "library", documents)
    rows = []
    for kind in ("build", "rebuild", "edit"):
        say(f"building the index of {documents} made documents ({kind})")
        if kind == "edit":
            page = min(library.iterdir())
            page.write_text(f"{page.read_text(encoding='utf-8')}\n{_EDIT}\n", encoding="utf-8")
        rows += _time_build(kind, encoder, folder, documents)
    return rows


def _time_build(kind: str, encoder: str, folder: Path, documents: int) -> list[Row]:
    out = folder / f"{kind}.json"
    command = [sys.executable, "-P", "-m", "eval.bench.building"]
    command += [str(folder / "library"), str(folder / "data"), encoder, str(out)]
    run = launch(command, folder)
    if run.code:
        raise BuildFailed(f"The {kind} of the made library ended with {run.code}.")
    built = Built(**json.loads(out.read_text(encoding="utf-8")))
    return [
        Row(f"made library ({documents} documents)", encoder, one)
        for one in (
            Measure(f"{kind}_seconds", built.seconds, 1, Unit.SECONDS),
            Measure(
                f"{kind}_passages", built.passages / built.seconds, built.passages, Unit.PER_SECOND
            ),
            Measure(
                f"{kind}_entries", built.entries / built.seconds, built.entries, Unit.PER_SECOND
            ),
            Measure(f"{kind}_memory", run.mebibytes, 1, Unit.MEBIBYTES),
        )
    ]


def _notes(load: float, sizes: Sizes) -> tuple[str, ...]:
    return (
        f"{os.cpu_count()} cores; load average {load:.2f} when it began. On a busy machine the "
        "figures are provisional.",
        "Every question is asked once, one after another, after a warm-up; n of a stage is the "
        "number of questions that came to it.",
        f"start_to_answer is the median of {sizes.starts} whole runs of `immunoqa ask`, from the "
        "start of the process to its end, with the files in the system's cache; peak_memory is "
        "the greatest resident set of any of their processes.",
        f"The made library is {sizes.documents} documents of re-combined words, built once with "
        "the model loaded: splitting, encoding, storing, verifying in a process of its own, "
        "flushing. The rebuild is of the same library, unchanged; before the edit a sentence was "
        "added to one document. The memory is the greatest resident set of any process of a build.",
        "What was timed once, or a few times, has no interval.",
    )
