"""Cases → judged answers, through the one pipeline. Knows nothing of sets, files or figures."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
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


def run_cases(
    answerer: Answerer, opened: Opened, cases: Sequence[Case], workers: int = 1
) -> Iterator[CaseResult]:
    """Ask every case and judge each as soon as it is answered; results come as they are ready.

    Args:
        answerer: the pipeline.
        opened: the generation that is searched.
        cases: each is asked with its own history.
        workers: how many are asked side by side. Their threads share the models and the index; more
            of them than cores gain nothing.

    Raises:
        Unavailable: another generation than the opened one has answered: the index was lost and
            built anew, and figures over two of them would mean nothing.
    """
    if workers == 1:
        for case in cases:
            yield _run_case(answerer, opened, case)
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="eval") as pool:
        asked = [pool.submit(_run_case, answerer, opened, case) for case in cases]
        try:
            for done in as_completed(asked):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _run_case(answerer: Answerer, opened: Opened, case: Case) -> CaseResult:
    turns = _ask_history(answerer, case.history)
    started = time.perf_counter()
    try:
        answer = answerer.ask(case.question, turns)
    except BadQuestion as error:
        return judge_refused(case, str(error))
    seconds = time.perf_counter() - started
    if answer.trace.generation not in (None, opened.manifest.name):
        raise Unavailable("The index was built anew during the run; run the set again.")
    return judge(case, answer, opened.library, seconds)


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
