"""Paragraphs with questions that they answer or do not. Parses the file of SQuAD 2.0.

Knows nothing of how a question is answered. Source: Rajpurkar et al. 2018, SQuAD 2.0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench.bench import MissingData
from eval.bench.json_lines import json_lines, text_under
from eval.bench.pages import Page

SQUAD = "squad2-half-dev.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Span:
    """A right answer, as `context[start:end]` of its paragraph."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question on one paragraph; without spans, the paragraph does not answer it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the encyclopedia's article of that title, and what was asked of it."""

    title: str
    context: str
    questions: tuple[SquadQuestion, ...]


def load_squad(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a file of JSON Lines with title, context and questions.

    Raises:
        MissingData: the file is missing, a line of it is broken, or an answer does not stand where
            it is said to.
    """
    paragraphs = tuple(_paragraph(row, place) for place, row in json_lines(path))
    if not paragraphs:
        raise MissingData(f"'{path}' holds no paragraph.")
    return paragraphs


def taught(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Those that the trained reader may learn from: of every second title in alphabetical order."""
    titles = set(sorted({paragraph.title for paragraph in paragraphs})[::2])
    return tuple(paragraph for paragraph in paragraphs if paragraph.title in titles)


def as_pages(paragraphs: Sequence[Paragraph]) -> tuple[Page, ...]:
    """One page for each title, of its paragraphs in their order; the title is the page's id."""
    titled: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        titled.setdefault(paragraph.title, []).append(paragraph.context)
    return tuple(
        Page(title, title.replace("_", " "), tuple(texts)) for title, texts in titled.items()
    )


def _paragraph(row: dict[str, Any], place: str) -> Paragraph:
    context = text_under(row, "context", place)
    questions = row.get("questions")
    if not isinstance(questions, list) or not all(isinstance(q, dict) for q in questions):
        raise MissingData(f"{place}: there are no questions under 'questions'.")
    read = tuple(
        SquadQuestion(text_under(q, "question", place), _spans(q.get("answers"), context, place))
        for q in questions
    )
    return Paragraph(text_under(row, "title", place), context, read)


def _spans(answers: Any, context: str, place: str) -> tuple[Span, ...]:
    spans = []
    for answer in answers if isinstance(answers, list) else [answers]:
        match answer:
            case [int(start), str(text)] if text and context.startswith(text, start):
                spans.append(Span(start, start + len(text)))
            case _:
                raise MissingData(f"{place}: an answer does not stand where it is said to.")
    return tuple(spans)
