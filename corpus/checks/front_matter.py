"""Rules on front matter: is it whole, does it name sources. Knows nothing of the text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.page import Page
from corpus.document import Source

FRONT_MATTER = Rule("front-matter", Severity.ERROR, "id, title, language and publisher are given")
SOURCES = Rule("sources", Severity.WARNING, "a page names the sources that it rests on")
SOURCE = Rule("source", Severity.WARNING, "a source has a publisher, a title, an address and a day")
ACCEPTS = Rule("accepts", Severity.ERROR, "what a page accepts are rules that only warn")
_NEEDED = ("id", "title", "language", "publisher")


def check_front_matter(page: Page, today: date) -> Iterator[Finding]:
    """What is missing from the front matter of a page.

    Args:
        page: any.
        today: no source can have been seen after it.
    """
    for key in _NEEDED:
        if (
            not str(getattr(page.front, key) or "").strip()
            or key not in page.front.model_fields_set
        ):
            yield page.about(FRONT_MATTER, key, f"The front matter has no '{key}'; add it.")
    if not page.document.sources:
        yield page.about(
            SOURCES, "sources", "The page names no source; add publisher, title, address and day."
        )
    for number, source in enumerate(page.document.sources, start=1):
        lacking = list(_lacking(source, today))
        if lacking:
            said = f"Source {number}, {source.title.strip() or 'without a title'}"
            yield page.about(SOURCE, "sources", f"{said}: {', '.join(lacking)}; complete it.")


def check_accepts(page: Page, warning: Collection[str]) -> Iterator[Finding]:
    """What a page accepts though it cannot be accepted.

    Args:
        page: any.
        warning: the names of the rules that may be accepted.
    """
    for name in page.front.accepts:
        if name not in warning:
            said = f"'{name}' cannot be accepted; remove it, or name a rule that warns."
            yield page.about(ACCEPTS, "accepts", said)


def _lacking(source: Source, today: date) -> Iterator[str]:
    if not source.publisher.strip():
        yield "the publisher is missing"
    if not source.title.strip():
        yield "the title is missing"
    if source.address is None or not source.address.startswith(("https://", "http://")):
        yield "an address that begins with https:// is missing"
    if source.seen is None:
        yield "the day on which it was seen is missing"
    elif source.seen > today:
        yield f"the day on which it was seen, {source.seen}, has not come yet"
