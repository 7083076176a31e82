"""Cases → judged answers, through the one pipeline. Knows nothing of sets, files or figures."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.errors import BadQuestion
from app.pipeline import Answerer
from corpus.library import Library
from eval.cases import Case
from eval.judge import CaseResult, judge, judge_refused
from index.errors import Unavailable
from index.manifest import Manifest

_FIRST = "What is in the library?"


@dataclass(frozen=True, slots=True)
class Opened:
    """The generation that a run is about: what it says of itself, and its documents."""

    manifest: Manifest
    library: Library


def open_answerer(answerer: Answerer) -> Opened:
    """Wait until the answerer has an index, built first where there is none.

    One question, judged by nobody, is asked for it: so the first case's time is like the others'.

    Raises:
        Unavailable: there is no index and none can be built; the message says why.
    """
    answer = answerer.ask(_FIRST)
    manifest, library = answerer.manifest(), answerer.library()
    if manifest is None or library is None:
        raise Unavailable(answer.trace.fault or "The index cannot be opened.")
    return Opened(manifest, library)


def run_cases(answerer: Answerer, opened: Opened, cases: Sequence[Case]) -> Iterator[CaseResult]:
    """Ask every case, one after another, and judge each as soon as it is answered.

    Raises:
        Unavailable: another generation than the opened one has answered: the index was lost and
            built anew, and figures over two of them would mean nothing.
    """
    for case in cases:
        turns = _ask_history(answerer, case.history)
        started = time.perf_counter()
        try:
            answer = answerer.ask(case.question, turns)
        except BadQuestion as error:
            yield judge_refused(case, str(error))
            continue
        seconds = time.perf_counter() - started
        if answer.trace.generation not in (None, opened.manifest.name):
            raise Unavailable("The index was built anew during the run; run the set again.")
        yield judge(case, answer, opened.library, seconds)


def _ask_history(answerer: Answerer, history: Sequence[str]) -> tuple[str, ...]:
    """Ask the earlier turns in order; those that are turned away leave no trace, as on the page."""
    turns: tuple[str, ...] = ()
    for turn in history:
        try:
            answerer.ask(turn, turns)
        except BadQuestion:
            continue
        turns += (turn,)
    return turns
