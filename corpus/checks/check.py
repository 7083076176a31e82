"""All rules over a library: a folder → a report. Changes nothing; the day is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from corpus.checks import (
    asked,
    front_matter,
    loading,
    numbers,
    reading,
    repeats,
    review,
    standing,
)
from corpus.checks.finding import Finding, Severity, by_place
from corpus.checks.limits import Limits
from corpus.checks.page import Page
from corpus.document import ReviewState

RULES = (
    loading.UNREADABLE,
    loading.UNIQUE_ID,
    loading.LONE_SIDECAR,
    front_matter.FRONT_MATTER,
    front_matter.SOURCES,
    front_matter.SOURCE,
    front_matter.ACCEPTS,
    review.REVIEW_STATE,
    review.LAPSED_APPROVAL,
    review.OVERDUE_REVIEW,
    review.REVIEW_DATES,
    reading.READING_GRADE,
    reading.MEDIAN_GRADE,
    reading.LONG_SENTENCE,
    standing.STANDS_ALONE,
    repeats.SAME_PAGE,
    repeats.NEAR_PAGE,
    repeats.SAME_PASSAGE,
    repeats.NEAR_PASSAGE,
    repeats.SAME_SENTENCE,
    repeats.NEAR_SENTENCE,
    numbers.OTHER_NUMBER,
    asked.ASKED_TWICE,
)
"""Every rule there is."""
_WARNING = frozenset(rule.name for rule in RULES if rule.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and how hard each page is to read.

    `accepted` are warnings that their page accepts in its front matter: somebody has looked.
    `documents` counts the pages that were checked; of those withdrawn the ids alone are looked
    at. `grades` are Flesch-Kincaid grades by file, of English pages; `other_languages` counts the
    rest, whose wording and numbers are not read.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    documents: int
    withdrawn: int
    other_languages: int
    grades: Mapping[str, float]

    def count(self, severity: Severity) -> int:
        """How many findings are that grave."""
        return Counter(finding.rule.severity for finding in self.findings)[severity]

    @property
    def median_grade(self) -> float | None:
        """The median of the grades; None where no page has one."""
        return median(self.grades.values()) if self.grades else None

    def fails(self, *, strict: bool = False) -> bool:
        """Whether there is an error or, where strict, a warning."""
        grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(finding.rule.severity in grave for finding in self.findings)


def check_library(folder: Path, today: date, limits: Limits | None = None) -> Report:
    """Check every document of a folder, and the folder as a whole.

    Args:
        folder: of Markdown documents; what cannot be read in it is a finding.
        today: reviews that were due before it are overdue.
        limits: from which values on rules object; those of the project where none are given.

    Returns:
        The findings, by file, line and rule.

    Raises:
        BadLibrary: the folder is missing, or there is no document in it.

    Example: `check_library(Path("corpus/documents"), date(2026, 1, 1)).fails()` is False.
    """
    limits = limits or Limits()
    loaded = loading.load_pages(folder)
    pages = [p for p in loaded.pages if p.document.review.state is not ReviewState.WITHDRAWN]
    english = [page for page in pages if page.document.language == "en"]
    grades = {page: reading.grade_of(page) for page in english}
    found = sorted([*loaded.faults, *_check(pages, grades, today, limits)], key=by_place)
    accepts = {(p.file, rule) for p in pages for rule in _WARNING.intersection(p.front.accepts)}
    return Report(
        findings=tuple(one for one in found if (one.file, one.rule.name) not in accepts),
        accepted=tuple(one for one in found if (one.file, one.rule.name) in accepts),
        documents=len(pages),
        withdrawn=len(loaded.pages) - len(pages),
        other_languages=len(pages) - len(english),
        grades={page.file: grade for page, grade in grades.items()},
    )


def _check(
    pages: list[Page], grades: dict[Page, float], today: date, limits: Limits
) -> Iterator[Finding]:
    for page in pages:
        yield from front_matter.check_front_matter(page, today)
        yield from front_matter.check_accepts(page, _WARNING)
        yield from review.check_review(page, today)
        yield from reading.check_length(page, limits)
    for page, grade in grades.items():
        yield from reading.check_grade(page, grade, limits)
        yield from standing.check_standing(page)
    yield from reading.check_median(grades, limits)
    yield from repeats.check_repeats(pages, limits)
    yield from numbers.check_numbers(list(grades), limits)
    yield from asked.check_asked(pages)
