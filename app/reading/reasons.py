"""Why a reader decided as it did, in words for staff: which signals spoke for an answer."""

from __future__ import annotations

from collections.abc import Mapping

from app.reading.signals import Decision

_LEAST = 0.2
_MOST = 5

_NAMES = {
    "dense": "nearness in meaning of the passage",
    "asked": "nearness in meaning of a known way of asking",
    "overlap": "words of the question that the section uses",
    "lexical": "words shared with the passage (BM25)",
    "foreign": "words that the whole library never uses",
    "asks_quantity": "a number or time asked for that the passage does not hold",
    "asks_who": "who or where asked for",
    "asks_how": "how asked for",
    "completed": "a subject that the question left unsaid",
    "length": "number of words that name a subject",
    "adapted_text": "learned nearness of the passage",
    "adapted_asked": "learned nearness of its ways of asking",
    "lead": "lead of the passage over the next section",
    "nearest_text": "learned nearness of any passage",
    "nearest_asked": "learned nearness of any way of asking",
    "answers": "the network, on whether the passage answers",
    "says": "the network, on whether the sentence says it",
    "answers_best": "the network, on any passage",
    "answers_lead": "the network, on this section beside the others",
}


def reasons(decision: Decision, signals: Mapping[str, float]) -> tuple[str, ...]:
    """The signals that moved a decision most, the strongest first.

    A signal speaks for an answer where it moves the log-odds above what they would be with its
    typical value. None is told where the typical values are not known.

    Args:
        decision: that was taken.
        signals: by which.

    Example: `"for: learned nearness of the passage 0.71, typically 0.48 (+1.3)"`
    """
    pushes = {
        name: decision.signals[name] * (signals[name] - typical)
        for name, typical in decision.typical.items()
    }
    strongest = sorted(pushes, key=lambda name: (-abs(pushes[name]), name))[:_MOST]
    return tuple(
        f"{'for' if pushes[name] > 0 else 'against'}: {_NAMES.get(name, name)} "
        f"{signals[name]:.2f}, typically {decision.typical[name]:.2f} ({pushes[name]:+.1f})"
        for name in strongest
        if abs(pushes[name]) >= _LEAST
    )
