"""A rule on the ways in which patients ask: one way leads to one section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.page import Page

ASKED_TWICE = Rule("asked-twice", Severity.WARNING, "no way of asking leads to two sections")


def check_asked(pages: Sequence[Page]) -> Iterator[Finding]:
    """Phrases that stand under two sections, of one page or of two.

    Letter case, punctuation and white space make no difference.

    Args:
        pages: of the whole library.
    """
    owner: dict[str, tuple[Page, str]] = {}
    for page in pages:
        for section, phrases in page.document.asked.items():
            for phrase in phrases:
                key = " ".join(re.findall(r"\w+", phrase.casefold()))
                first, place = owner.setdefault(key, (page, section))
                if (first, place) != (page, section):
                    said = f"“{phrase}” stands under '{first.document.id}#{place}' too; keep one."
                    yield Finding(ASKED_TWICE, page.file, 1, page.document.id, section, said)
