"""Hand-made pieces: a library of one document, an answer from it, cases and results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.answer import Answer, Card, Citation, Contact, Quote, Status, Trace
from corpus.document import Block, BlockKind, Document, Review, ReviewState, Section
from corpus.library import Library
from eval.cases import Case
from eval.judge import CaseResult, JudgedCitation, JudgedQuote

TEXT = "Fever can be a warning.\nRest helps with fatigue.\n"
FEVER, REST = (0, 23), (24, 48)
SIDECAR = """\
fever:
  - "What does a fever mean?"
  - "is fever a warning"
rest:
  - "What helps with fatigue?"
"""
MARKDOWN = """\
---
id: care
title: "Care at home"
---

# Care at home

## Fever

Fever can be a warning sign of infection.

## Rest

Short rests help with fatigue. A walk helps too.
"""


def write_library(folder: Path) -> Path:
    """The library of `MARKDOWN` in files."""
    folder.mkdir()
    (folder / "care.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "care.asked.yaml").write_text(SIDECAR, encoding="utf-8")
    return folder


def library() -> Library:
    """One document, `care`, of the sections `fever` and `rest`."""
    sections = tuple(
        Section(name.lower(), name, (name,), 2, (Block(BlockKind.PARAGRAPH, *span),))
        for name, span in (("Fever", FEVER), ("Rest", REST))
    )
    review = Review(ReviewState.DRAFT)
    return Library((Document("care", "Care", "Us", "en", (), review, TEXT, sections, {}),))


def quote(section: str = "fever", span: tuple[int, int] = FEVER, **changed: Any) -> Quote:
    """A right quote, but for what is changed."""
    given = {"document": "care", "section": section, "start": span[0], "end": span[1]}
    return Quote(**(given | {"text": TEXT[slice(*span)], "citation": 1} | changed))


def citation(section: str = "fever", number: int = 1) -> Citation:
    """The citation of a section."""
    review = Review(ReviewState.DRAFT)
    return Citation(number, "care", "Care", section, section, (), "Us", (), review, TEXT, 0)


def answer(*quotes: Quote, **changed: Any) -> Answer:
    """An answer of these quotes, each cited from its own section, but for what is changed."""
    given: dict[str, Any] = {
        "status": Status.ANSWERED if quotes else Status.NOT_COVERED,
        "text": " ".join(quote.text for quote in quotes) or "Our library does not cover that.",
        "quotes": quotes,
        "citations": tuple(citation(quote.section, quote.citation) for quote in quotes),
        "said": "" if quotes else "Our library does not cover that.",
    }
    said = {"reminder": "Ask your care team.", "card": Card.NONE, "suggestions": ()}
    contact = Contact("Clinic", None, None, "911")
    return Answer(**(said | {"contact": contact, "trace": Trace()} | given | changed))


def case(**changed: Any) -> Case:
    """A case that the answer `answer(quote())` passes, but for what is changed."""
    return Case(**({"id": "one", "question": "Fever?", "expect": [Status.ANSWERED]} | changed))


def result(
    status: Status = Status.ANSWERED,
    *expect: Status,
    quoted: int = 0,
    exact: bool = True,
    placed: bool = True,
    **changed: Any,
) -> CaseResult:
    """The result of a case with so many quotes; keys of the case may be changed too."""
    one = JudgedQuote("care", "fever", "Fever", 0, 5, exact=exact, placed=placed, shown=True)
    made = {"expect": expect or (status,)}
    made |= {key: changed.pop(key) for key in [*changed] if key in Case.model_fields}
    cites = JudgedCitation("care", "fever", supports=placed)
    given: dict[str, Any] = {
        "case": case(**made),
        "status": status,
        "text": "",
        "quotes": (one,) * quoted,
        "citations": (cites,) if quoted else (),
        "seconds": 1.0,
        "facts": (),
        "forbidden": (),
        "cited": None,
        "reasons": (),
    }
    return CaseResult(**(given | changed))
