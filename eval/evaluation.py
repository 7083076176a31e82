"""A whole run: open the index, ask what is not known yet, judge, sum up. The one way to evaluate.

Knows nothing of terminals or of where results go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.compose import build_answerer, place_of
from app.settings import Settings
from corpus.library import Library
from eval.cases import Case
from eval.journal import Journal, journal_key
from eval.judge import CaseResult
from eval.results import Excerpt, Run, recorded_settings
from eval.run import open_answerer, run_cases
from eval.set_files import EvalSet
from eval.summary import summarise
from index.manifest import manifest_hash
from index.passage_file import read_passages

Told = Callable[[int, int], None]
"""Told how many cases are judged, of how many."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask: the cases of a set, chosen by tags, so many at a time."""

    asked: EvalSet
    cases: Sequence[Case]
    tags: Sequence[str] = ()
    workers: int = 1


def evaluate(
    settings: Settings,
    plan: Plan,
    told: Told = lambda done, of: None,
    keep: Callable[[Run], None] = lambda run: None,
    generation: str | None = None,
) -> Run:
    """Ask every case of a plan that an earlier, unfinished run of the same plan has not, and judge.

    Args:
        settings: of the pipeline.
        plan: what to ask.
        told: called at the start with what an earlier run has judged, and after each case.
        keep: given the run before what was kept for taking it up again is removed, so that a file
            that cannot be written loses nothing.
        generation: the name of the one to ask; None for the one that is live.

    Raises:
        Unavailable: there is no index, or it was built anew in mid-run.
        JournalFailed: what is found cannot be kept.

    Example: `evaluate(Settings(), Plan(loaded, loaded.cases)).summary.overall[0].value`
    """
    created = datetime.now(UTC).isoformat(timespec="seconds")
    answerer = build_answerer(settings, generation=generation)
    opened = open_answerer(answerer)
    folder = place_of(settings).generations.folder(generation or opened.manifest.name)
    index = manifest_hash(folder)
    recorded = recorded_settings(
        opened.manifest,
        answerer.reader(),
        settings,
        plan.asked,
        tags=plan.tags,
        workers=plan.workers,
    )
    key = journal_key(plan.cases, index, recorded)
    with Journal(settings.data_dir / "eval" / "unfinished", key) as journal:
        told(len(journal.done), len(plan.cases))
        remaining = [case for case in plan.cases if case.id not in journal.done]
        for result in run_cases(answerer, opened, remaining, plan.workers):
            journal.add(result)
            told(len(journal.done), len(plan.cases))
        results = [journal.done[case.id] for case in plan.cases]
    run = Run(
        set=plan.asked.name,
        created=created,
        index=index,
        settings=recorded,
        summary=summarise(results),
        results=results,
        sections=_sections(opened.library, results),
        passages=_passages(folder, results),
        faults=plan.asked.faults,
    )
    keep(run)
    journal.remove()
    return run


def _sections(library: Library, results: Sequence[CaseResult]) -> dict[str, Excerpt]:
    """The sections that answers quote, as the generation holds them."""
    quoted = sorted({(q.document, q.section) for result in results for q in result.quotes})
    found = {}
    for document in library.documents:
        for section in document.sections:
            if (document.id, section.id) in quoted:
                text = document.text[section.start : section.end]
                excerpt = Excerpt(section.heading, section.start, text)
                found[f"{document.id}#{section.id}"] = excerpt
    return found


def _passages(folder: Path, results: Sequence[CaseResult]) -> dict[str, str]:
    found = {passage for result in results for passage in result.found}
    passages = read_passages(folder / "passages.jsonl")
    return {passage.id: passage.text for passage in passages if passage.id in found}
