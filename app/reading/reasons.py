"""Why a reader decided as it did, in words for staff: what spoke for an answer, what against."""

from __future__ import annotations

from collections.abc import Mapping

from app.reading.signals import Decision

_LEAST = 0.2

_KINDS = {
    "nearness in meaning": (
        "dense",
        "asked",
        "asked_close",
        "adapted_text",
        "adapted_asked",
        "nearest_text",
        "nearest_asked",
        "lead",
    ),
    "what the network reads": ("answers", "says", "answers_best", "answers_lead"),
    "shared words": ("overlap", "lexical"),
    "words that the whole library never uses": ("foreign",),
    "a number or time asked for that the passage does not hold": ("asks_quantity",),
    "the kind of question": ("asks_who", "asks_how", "length"),
    "a subject that the question left unsaid": ("completed",),
}


def reasons(decision: Decision, signals: Mapping[str, float]) -> tuple[str, ...]:
    """What moved a decision, the strongest first: kinds of signals, and for or against an answer.

    A kind speaks for an answer where it moves the log-odds above what they would be with typical
    values. None is told where the typical values are not known.

    Args:
        decision: that was taken.
        signals: by which.

    Example: `("for: nearness in meaning (+1.9)", "against: shared words (-0.4)")`
    """
    pushes = {
        kind: sum(
            decision.signals[name] * (signals[name] - decision.typical[name])
            for name in names
            if name in decision.typical
        )
        for kind, names in _KINDS.items()
    }
    strongest = sorted(pushes, key=lambda kind: (-abs(pushes[kind]), kind))
    return tuple(
        f"{'for' if pushes[kind] > 0 else 'against'}: {kind} ({pushes[kind]:+.1f})"
        for kind in strongest
        if abs(pushes[kind]) >= _LEAST
    )
