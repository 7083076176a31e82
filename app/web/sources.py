"""Where a quote comes from, as HTML: the whole passage with the quoted words marked.

Pure functions. Knows nothing of the rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from app.answer import Citation, Quote
from app.review_words import review_words, unreviewed_words
from app.texts import Texts
from app.web.view import View
from corpus.document import Review, Source

_MARKER = r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+"
_BREAK = re.compile(rf"\n[ \t]*\n\s*|\n(?={_MARKER})")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or list item of a passage: `passage[start:end]`, its list mark left out."""

    start: int
    end: int
    is_item: bool


def parts_of(passage: str) -> tuple[Part, ...]:
    r"""The paragraphs and list items of a passage of Markdown, in order.

    Example: `parts_of("One.\n\n- two")` gives `(Part(0, 4, False), Part(8, 11, True))`.
    """
    parts = []
    begin = 0
    edges = [(m.start(), m.end()) for m in _BREAK.finditer(passage)]
    for end, following in [*edges, (len(passage), len(passage))]:
        marker = re.match(_MARKER, passage[begin:end])
        start = begin + (marker.end() if marker else 0)
        if passage[start:end].strip():
            parts.append(Part(start, end, marker is not None))
        begin = following
    return tuple(parts)


def part_holding(citation: Citation, quote: Quote) -> Part:
    """The paragraph or list item that a quote begins in.

    Raises:
        ValueError: the quote is not what stands in the passage at its place.
    """
    start, end = quote.start - citation.start, quote.end - citation.start
    if start < 0 or citation.passage[start:end] != quote.text:
        raise ValueError(f"quote at {quote.start} does not stand in {citation.document}")
    parts = parts_of(citation.passage)
    return next(part for part in reversed(parts) if part.start <= start)


def mark_passage(citation: Citation, quotes: Iterable[Quote]) -> str:
    """The passage as paragraphs and list items, with exactly the quoted characters in `<mark>`.

    Quotes with nothing but blanks between them share one mark, within a paragraph.
    """
    text = citation.passage
    spans = sorted((quote.start - citation.start, quote.end - citation.start) for quote in quotes)
    html = ""
    in_list = False
    for part in parts_of(text):
        if part.is_item != in_list:
            html += "<ul>" if part.is_item else "</ul>"
            in_list = part.is_item
        tag = "li" if part.is_item else "p"
        html += f"<{tag}>{_marked(text, part, spans)}</{tag}>"
    return html + ("</ul>" if in_list else "")


def _marked(text: str, part: Part, spans: Sequence[tuple[int, int]]) -> str:
    inside: list[tuple[int, int]] = []
    for span_start, span_end in spans:
        start, end = max(span_start, part.start), min(span_end, part.end)
        if start >= end:
            continue
        if inside and not text[inside[-1][1] : start].strip():
            inside[-1] = (inside[-1][0], max(end, inside[-1][1]))
        else:
            inside.append((start, end))
    html = ""
    done = part.start
    for start, end in inside:
        html += f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>"
        done = end
    return html + escape(text[done : part.end])


def source_id(turn: int, citation: Citation) -> str:
    """The HTML id of a source, unique on the page."""
    return f"source-{turn}-{citation.number}"


def render_source(turn: int, citation: Citation, quotes: Iterable[Quote], view: View) -> str:
    """The panel of one citation, hidden until it is opened."""
    texts = view.own
    panel = source_id(turn, citation)
    own = [quote for quote in quotes if quote.citation == citation.number]
    below_title = (heading for heading in citation.path if heading != citation.title)
    items = "".join(f"<li>{escape(heading)}</li>" for heading in below_title)
    path = f'<ol class="path"{view.quoted}>{items}</ol>' if items else ""
    facts = [(texts.say("page.written_by"), escape(citation.publisher))]
    if citation.sources:
        based_on = "".join(f"<li>{_reference(source)}</li>" for source in citation.sources)
        facts.append((texts.say("page.sources"), f'<ul class="references">{based_on}</ul>'))
    facts += _review_facts(citation.review, texts, view.today)
    details = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts)
    return (
        f'<section class="source card" id="{panel}" tabindex="-1" hidden="hidden" '
        f'aria-labelledby="{panel}-name"><h2 id="{panel}-name">{citation.number} · '
        f"{escape(texts.say('page.source'))}</h2>"
        f'<p class="title"{view.quoted}>{escape(citation.title)}</p>{path}'
        f'<div class="passage"{view.quoted}>{mark_passage(citation, own)}</div><dl>{details}</dl>'
        f'<a class="back" href="#answer-{turn}">{escape(texts.say("page.back"))}</a></section>'
    )


def review_tag(review: Review, texts: Texts) -> str:
    """The amber tag of a page that no clinician stands behind; nothing for others."""
    words = unreviewed_words(review, texts)
    return _tag(words, warning=True) if words else ""


def date_in_words(day: date, texts: Texts) -> str:
    """A day as people write it, such as `March 3, 2026`."""
    month = texts.say("page.months").split()[day.month - 1]
    return texts.say("page.date", day=day.day, month=month, year=day.year)


def _review_facts(review: Review, texts: Texts, today: date) -> list[tuple[str, str]]:
    """Who reviewed it and when, in words; the second of each pair is HTML."""
    words = review_words(review, texts, today, lambda day: date_in_words(day, texts))
    facts = [(texts.say("page.reviewed"), _tag(words.reviewed, warning=words.unreviewed))]
    if words.due:
        facts.append((texts.say("page.next_review"), _tag(words.due, warning=words.overdue)))
    return facts


def _tag(words: str, *, warning: bool) -> str:
    """Words as HTML, in amber where they are a warning."""
    return f'<span class="tag">{escape(words)}</span>' if warning else escape(words)


def _reference(source: Source) -> str:
    name = escape(f"{source.publisher}: {source.title}")
    if source.address and source.address.startswith(("https://", "http://")):
        link = escape(source.address)
        return f'<a href="{link}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return name
