"""Rules on how hard a page is to read: its grade, and long sentences. English alone is graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.limits import Limits
from corpus.checks.page import Page, plain, shown
from corpus.reading_grade import reading_grade

READING_GRADE = Rule("reading-grade", Severity.WARNING, "no page is too hard to read")
MEDIAN_GRADE = Rule("median-grade", Severity.WARNING, "the pages together are easy to read")
LONG_SENTENCE = Rule("long-sentence", Severity.WARNING, "no sentence is too long")


def grade_of(page: Page) -> float:
    """The Flesch-Kincaid grade of what can be quoted of a page: paragraphs and items, no headings.

    An item of a list without a full stop is a sentence of its own.
    """
    text = page.document.text
    blocks = (block for section in page.document.sections for block in section.blocks)
    return reading_grade("\n".join(plain(text[block.start : block.end]) for block in blocks))


def check_grade(page: Page, grade: float, limits: Limits) -> Iterator[Finding]:
    """Whether a page of that grade is too hard."""
    if grade > limits.max_grade:
        said = (
            f"The reading grade of the page is {grade:.1f}, above {limits.max_grade:g}; "
            "use shorter words and sentences."
        )
        yield page.at(READING_GRADE, page.sentences[0], said)


def check_median(grades: Mapping[Page, float], limits: Limits) -> Iterator[Finding]:
    """Whether the pages together are too hard; the hardest is where to begin."""
    if grades and median(grades.values()) > limits.median_grade:
        hardest = max(grades, key=lambda page: grades[page])
        said = (
            f"The median reading grade of the library is {median(grades.values()):.1f}, above "
            f"{limits.median_grade:g}; begin with this page, the hardest ({grades[hardest]:.1f})."
        )
        yield hardest.at(MEDIAN_GRADE, hardest.sentences[0], said)


def check_length(page: Page, limits: Limits) -> Iterator[Finding]:
    """Sentences with more words than the limit."""
    for sentence in page.sentences:
        words = len(plain(sentence.text).split())
        if words > limits.max_sentence:
            said = f"The sentence has {words} words, above {limits.max_sentence}; part it: "
            yield page.at(LONG_SENTENCE, sentence, said + shown(sentence.text))
