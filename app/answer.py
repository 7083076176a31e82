"""What a patient is told: the answer, its quotes and its citations.

Plain frozen data that serialises to JSON. Knows nothing of how an answer is found.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from corpus.document import Review, Source


class Status(StrEnum):
    """The outcome of a question. Six of them; `eval-set.md` says when each is right."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    PERSONAL_ADVICE = "personal_advice"
    URGENT = "urgent"
    CRISIS = "crisis"
    ERROR = "error"


class Card(StrEnum):
    """The card above an answer. Only `NONE` until triage sets the others."""

    NONE = "none"
    URGENT = "urgent"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence of the library, word for word.

    `start` and `end` are character offsets into the stored text of `document`, such that
    `library[document].text[start:end] == text`.
    """

    document: str
    section: str
    start: int
    end: int
    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Where quotes come from: one section of one document, numbered from 1 in order of appearance.

    `passage` is the section's own text, and `start` its offset in the document, so that a quote
    stands in it at `[quote.start - start : quote.end - start]`.
    """

    number: int
    document: str
    title: str
    section: str
    heading: str
    path: tuple[str, ...]
    publisher: str
    sources: tuple[Source, ...]
    review: Review
    passage: str
    start: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call. A phone that the clinic has not set is None."""

    clinic: str
    care_team_phone: str | None
    out_of_hours_phone: str | None
    emergency_number: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer was made, for staff and evaluators; never shown to a patient.

    `seconds` maps a stage to its duration. `score` is the reader's probability in [0, 1] that the
    library answers, None where the reader was not reached. `found` names the passages, best first.
    """

    seconds: Mapping[str, float] = field(default_factory=dict)
    score: float | None = None
    threshold: float | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    found: tuple[str, ...] = ()
    generation: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the same for the page, the terminal, the API and evaluation.

    `text` is what the patient reads in the answer itself, without the reminder and the sources.
    """

    status: Status
    text: str
    quotes: tuple[Quote, ...]
    citations: tuple[Citation, ...]
    reminder: str
    card: Card
    suggestions: tuple[str, ...]
    contact: Contact
    trace: Trace

    def as_dict(self, *, trace: bool = False) -> dict[str, Any]:
        """The answer as JSON-ready data; without its trace unless asked, for patients never see it.

        Example: `json.dumps(answer.as_dict())`
        """
        data = dataclasses.asdict(self, dict_factory=_with_iso_dates)
        if not trace:
            del data["trace"]
        return data


def _with_iso_dates(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in pairs}
