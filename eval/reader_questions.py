"""Cases asked of a library by themselves: what its search finds, and what is right of it.

For fitting and for measuring readers. Knows nothing of triage, nor of earlier turns.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.answer import Status
from app.compose import open_index
from app.reading.reader import Chosen
from app.settings import Settings
from eval.cases import Case
from eval.matching import fold
from eval.reader_training.held_out import held_out
from eval.reader_training.own_lessons import asked_in_cases
from eval.set_files import load_cases
from index.hit import Hit

SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class Question:
    """One case on one library, with its hits in the search's order."""

    case: Case
    hits: tuple[Hit, ...]

    @property
    def covered(self) -> bool:
        return Status.ANSWERED in self.case.expect

    def right(self, hit: Hit) -> bool:
        """Whether a hit is of a section that answers."""
        return f"{hit.passage.document}#{hit.passage.section}" in self.case.cite


def found_in(documents: Path, cases: Sequence[Case], data_dir: Path) -> list[Question]:
    """What a library finds for each case.

    Args:
        documents: the library.
        cases: whose last questions are asked, each by itself.
        data_dir: of its index, which is built there where there is none.
    """
    search = open_index(Settings(documents=documents, data_dir=data_dir))
    questions = [Question(case, tuple(search.find(case.question))) for case in cases]
    search.close()
    return questions


def without_asked(documents: Path, work: Path) -> Path:
    """A copy of a library's pages without their ways of asking, as nobody has tended them.

    Args:
        documents: the library.
        work: folder that the copy is made in.
    """
    bare = work / "without-asked"
    bare.mkdir(parents=True, exist_ok=True)
    for page in documents.glob("*.md"):
        shutil.copy(page, bare)
    return bare


def held_out_cases() -> list[Case]:
    """The cases of `reading-development.jsonl` that the network has not learnt."""
    cases = load_cases(SETS / "reading-development.jsonl")
    return [case for case in cases if any(held_out(one) for one in asked_in_cases([case]))]


def facts_said(case: Case, chosen: Sequence[Chosen]) -> float:
    """The share in [0, 1] of a case's facts that chosen sentences say; NaN where it names none."""
    text = fold(" ".join(sentence.text for one in chosen for sentence in one.sentences))
    said = [any(fold(phrase) in text for phrase in fact) for fact in case.must_say]
    return sum(said) / len(said) if said else float("nan")
