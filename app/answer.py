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
    """The card above an answer: whom to call now. Triage decides it."""

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
class Call:
    """One way to reach help: a number, None where the clinic has set none, and when to use it."""

    number: str | None
    words: str


@dataclass(frozen=True, slots=True)
class CardText:
    """What an urgent or crisis card says: action first, then whom to call. Fixed, never made."""

    heading: str
    body: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer was made, for staff and evaluators; never shown to a patient.

    `seconds` maps a stage to its duration. `why` is the rule or the classifier's score by which
    triage decided, `language` the message's. `score` is the reader's probability in [0, 1] that
    the library answers, None where the reader was not reached; `reasons` say in words what moved it
    most. `found` names the passages, best first.
    """

    seconds: Mapping[str, float] = field(default_factory=dict)
    why: str | None = None
    language: str | None = None
    score: float | None = None
    threshold: float | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    generation: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the same for the page, the terminal, the API and evaluation.

    Attributes:
        text: what the patient reads in the answer itself: the card, our own words, the quotes;
            without the reminder and the sources.
        said: our own words alone, for example that the library does not cover it; empty where
            there are none.
        understood: how a question that leans on earlier ones was taken; None where it stands
            alone.
        card_text: None where `card` is `Card.NONE`.
        for_visit: the question to take to the care team, where only they can answer it.
        language: ISO 639-1 code of our own words in it: the card, the reminder, `said`. Only what
            is `said` to a question in a language that we do not speak is in `trace.language`.
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
    said: str = ""
    understood: str | None = None
    card_text: CardText | None = None
    for_visit: str | None = None
    language: str = "en"

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
