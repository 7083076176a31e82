"""Which of the library's questions the network may not learn, so that some are left to judge it.

All that is asked about a few pages, as a page that was added later would be; and a fifth of the
rest, chosen by the question's own letters, so that it stays the same whatever else is added.
"""

from __future__ import annotations

from hashlib import sha256

from eval.reader_training.own_lessons import Asked

PAGES = frozenset(
    {
        "car-t-step-by-step",
        "cost-and-help",
        "eye-side-effects",
        "tiredness",
        "vaccines-and-infections",
    }
)
_ONE_IN = 5


def held_out(asked: Asked) -> bool:
    """Whether a question is kept from training."""
    return bool(asked.pages & PAGES) or sha256(asked.text.encode()).digest()[0] % _ONE_IN == 0
