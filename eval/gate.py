"""The gate before an index goes live: the settings' eval sets, held against the settings' rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.publishing import GateFailed, Tried
from app.settings import Settings
from eval.cases import BadSet
from eval.evaluation import Plan, evaluate
from eval.journal import JournalFailed
from eval.output_files import BadOutput
from eval.results import write_run
from eval.rules import BadRule, check, read_rules
from eval.set_files import load_sets


def results_of_last(settings: Settings) -> Path:
    """Where the results of the last generation that was tried are kept."""
    return settings.data_dir / "eval" / "gate.json"


def try_generation(
    settings: Settings, generation: str, told: Callable[[int, int], None] = lambda done, of: None
) -> tuple[Tried, ...]:
    """Ask a generation every case of the settings' sets and hold its figures against their rules.

    Args:
        settings: with `publish_sets` and `publish_rules`.
        generation: its name.
        told: how many cases are judged, of how many.

    Returns:
        What became of each rule. A line of a set that is no case breaks the gate too: what was not
        asked cannot have been answered well.

    Raises:
        GateFailed: a set or a rule cannot be read, or the results cannot be kept.
        Unavailable: the generation cannot be opened.
    """
    try:
        rules = read_rules([settings.publish_rules or ""])
        asked = load_sets(settings.publish_sets or ())
        run = evaluate(
            settings,
            Plan(asked, asked.cases),
            told,
            lambda done: write_run(done, results_of_last(settings)),
            generation,
        )
    except (BadRule, BadSet, JournalFailed, BadOutput) as error:
        raise GateFailed(str(error)) from error
    verdicts = check(rules, run.summary.overall)
    where = f"Its {len(run.results)} cases: {results_of_last(settings)}"
    return (
        *(Tried(False, fault) for fault in asked.faults),
        *(Tried(verdict.kept, verdict.said) for verdict in verdicts),
        Tried(True, where),
    )
