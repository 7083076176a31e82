"""Train the reader's network: `python -m eval.reader_training --work FOLDER`.

First on public data, then on the library's own ways of asking, last on the questions of
`reading-development.jsonl`, mixed with as many of the former. What `held_out` names is kept back;
by it the best epoch is chosen, and `python -m eval.fit_trained_reader`, which must follow, weighs
what the network says. About an hour on two cores; a run that was stopped goes on where it was.
Writes `app/reading/cross_encoder.onnx`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from app.reading.cross_encoder import FILE
from app.reading.pairs import PairEncoder
from app.settings import PACKAGED_DOCUMENTS
from corpus.library import load_library
from eval.bench.bench import DATA
from eval.reader_questions import SETS
from eval.reader_training.export import export
from eval.reader_training.held_out import PAGES, held_out
from eval.reader_training.lessons import Lesson, ordered
from eval.reader_training.loop import Course, learn, separation
from eval.reader_training.model import CrossEncoder
from eval.reader_training.own_lessons import (
    Asked,
    Pages,
    asked_in_cases,
    asked_in_sidecars,
    own_lessons,
)
from eval.reader_training.public_lessons import public_lessons
from eval.set_files import load_cases
from index.encoder import load_encoder

_SEED = 0
_OUT = Path(__file__).parents[2] / "app" / "reading" / FILE
_EPOCHS = {"public": 1, "asked": 1, "questions": 2}
_RATES = {"public": 1.5e-4, "asked": 1e-4, "questions": 8e-5}


def main() -> None:
    """Train, say how well it separates, and write the network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder of the state")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the benchmarks")
    given = parser.parse_args()
    courses = _courses(given.data)
    torch.manual_seed(_SEED)
    encoder, model = PairEncoder(), CrossEncoder()
    for course in courses:
        _say(f"{course.name}: {len(course.lessons)} lessons, {len(course.held)} held out")
        learn(model, encoder, course, given.work, seed=_SEED, say=_say)
    strange = [lesson for lesson in courses[-1].held if lesson.source.partition("#")[0] in PAGES]
    _say(f"AUROC of pairs, pages never learnt: {separation(model, encoder, strange):.4f}")
    export(model, _OUT)
    _say(f"wrote {FILE}; now run python -m eval.fit_trained_reader")


def _courses(data: Path) -> list[Course]:
    """What is learnt, in this order."""
    library = load_library(PACKAGED_DOCUMENTS)
    pages = Pages(library, load_encoder("minilm"))
    asked = _lessons(pages, asked_in_sidecars(library))
    questions = _lessons(pages, asked_in_cases(load_cases(SETS / "reading-development.jsonl")))
    order = np.random.default_rng(_SEED).permutation(len(asked.taught))
    again = [asked.taught[number] for number in order[: len(questions.taught)]]
    return [
        _course("public", ordered(public_lessons(data, _SEED)), ()),
        _course("asked", asked.taught, asked.held),
        _course("questions", [*questions.taught, *again], questions.held),
    ]


@dataclass(frozen=True, slots=True)
class _Lessons:
    taught: list[Lesson]
    held: list[Lesson]


def _lessons(pages: Pages, asked: Sequence[Asked]) -> _Lessons:
    taught = own_lessons(pages, [one for one in asked if not held_out(one)], _SEED)
    held = own_lessons(pages, [one for one in asked if held_out(one)], _SEED)
    return _Lessons(ordered([*taught]), ordered([*held]))


def _course(name: str, lessons: Sequence[Lesson], held: Sequence[Lesson]) -> Course:
    return Course(name, lessons, held, _EPOCHS[name], _RATES[name])


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
