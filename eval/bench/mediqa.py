"""Consumers' health questions with answers that experts judged. Parses the files of MEDIQA 2019.

Task 3, question answering. Knows nothing of how an answer is ranked.
Source: Ben Abacha et al. 2019, Overview of the MEDIQA 2019 shared task.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench.bench import MissingData
from eval.bench.json_lines import json_lines, text_under
from eval.bench.pages import Page
from eval.matching import fold

NAMES = ("validation", "train-live", "train-alexa")
"""The three files; the first is for judging, the others for choosing."""

WORK = "mediqa-2019"
"""Name of the folder in which the index of its answers is kept, one for every benchmark."""

_RIGHT = 3
# An answer begins with the heading of the page that it is from.
_TITLED = re.compile(r"([^:]{1,150}):\s(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer that a system found; `page` is the id of its text, equal for equal texts."""

    page: str
    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its candidates; `id` is one of its own among the questions of all files."""

    id: str
    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Mediqa:
    """The questions of one file; `name` is one of `NAMES`."""

    name: str
    questions: tuple[Asked, ...]


def load_mediqa(data: Path) -> tuple[Mediqa, ...]:
    """The three files, in the order of `NAMES`.

    A question of a training file that stands in the validation file too is left out of the former,
    so that nothing is chosen on what is judged.

    Raises:
        MissingData: a file is missing or broken.
    """
    pages: dict[str, str] = {}
    sets = [_load(data / f"mediqa2019-qa-{name}.jsonl.gz", name, pages) for name in NAMES]
    judged = {fold(asked.text) for asked in sets[0].questions}
    trains = [
        Mediqa(one.name, tuple(a for a in one.questions if fold(a.text) not in judged))
        for one in sets[1:]
    ]
    return (sets[0], *trains)


def pool(sets: Sequence[Mediqa]) -> tuple[Page, ...]:
    """Every distinct answer of some files as a page: its heading and the rest."""
    texts = {c.page: c.text for one in sets for asked in one.questions for c in asked.candidates}
    return tuple(as_page(page, text) for page, text in texts.items())


def as_page(page: str, text: str) -> Page:
    """An answer as a page; one without a heading has no title.

    Example: `as_page("a", "Flu: It is a virus.").title` gives `"Flu"`.
    """
    titled = _TITLED.match(text)
    return Page(page, titled[1], (titled[2],)) if titled else Page(page, "", (text,))


def _load(path: Path, name: str, pages: dict[str, str]) -> Mediqa:
    questions = tuple(_asked(row, place, name, pages) for place, row in json_lines(path))
    if not questions:
        raise MissingData(f"'{path}' holds no question.")
    return Mediqa(name, questions)


def _asked(row: dict[str, Any], place: str, name: str, pages: dict[str, str]) -> Asked:
    answers = row.get("answers")
    if not isinstance(answers, list) or not answers:
        raise MissingData(f"{place}: there is no answer under 'answers'.")
    candidates: dict[str, Candidate] = {}
    for answer in answers:
        score = answer.get("score") if isinstance(answer, dict) else None
        if score not in (1, 2, 3, 4):
            raise MissingData(f"{place}: an answer has no 'score' from 1 to 4.")
        text = text_under(answer, "text", place)
        page = pages.setdefault(text, f"a{len(pages) + 1:05}")
        right = score >= _RIGHT or (page in candidates and candidates[page].right)
        candidates[page] = Candidate(page, text, right)
    question = text_under(row, "question", place)
    return Asked(f"{name}/{text_under(row, 'id', place)}", question, tuple(candidates.values()))
