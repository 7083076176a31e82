"""The packaged sets fit the library that each is about; none gives another's questions away."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from app.answer import Status
from app.settings import OVERVIEW_DOCUMENTS, PACKAGED_DOCUMENTS
from corpus.library import Library, load_library
from eval.cases import Case
from eval.matching import fold
from eval.set_files import load_cases

SETS = sorted((Path(__file__).parents[2] / "eval" / "sets").glob("*.jsonl"))
HELD_OUT = ("fresh", "overview", "overview-unseen", "patients", "library")
WHOLE_LIBRARY = frozenset({"fresh", "library", "library-development", "reading-development"})
"""The sets that are about all packaged pages; the others are about the overview alone."""


@cache
def library_of(name: str) -> Library:
    """The library that a set is about."""
    return load_library(PACKAGED_DOCUMENTS if name in WHOLE_LIBRARY else OVERVIEW_DOCUMENTS)


@pytest.fixture(scope="module")
def sets() -> dict[str, list[Case]]:
    return {path.stem: load_cases(path) for path in SETS}


def plain(question: str) -> str:
    """The question folded, punctuation aside unless there is nothing else."""
    return " ".join(re.findall(r"\w+", fold(question))) or fold(question)


def test_there_are_the_sets_that_we_mean(sets: dict[str, list[Case]]) -> None:
    assert {*HELD_OUT, "overview-development"} <= set(sets)
    assert len(sets["overview"]) == 60
    assert len(sets["patients"]) >= 250


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("patients", ("covered", "not-covered", "personal", "follow-up")),
        ("library", ("covered", "uncovered", "follow-up")),
    ],
)
def test_each_half_has_every_kind(
    name: str, kinds: tuple[str, ...], sets: dict[str, list[Case]]
) -> None:
    for half in ("tuned", "unseen"):
        tags = [set(case.tags) for case in sets[name] if half in case.tags]
        assert len(tags) >= 70
        for kind in kinds:
            assert any(kind in own for own in tags)


def test_the_library_set_asks_for_every_page(sets: dict[str, list[Case]]) -> None:
    asked = {place.split("#")[0] for case in sets["library"] for place in case.cite}
    assert {document.id for document in library_of("library").documents} <= asked


@pytest.mark.parametrize("name", [path.stem for path in SETS])
def test_cited_places_are_in_the_library(name: str, sets: dict[str, list[Case]]) -> None:
    library = library_of(name)
    places = {document.id for document in library.documents} | {
        f"{document.id}#{section.id}"
        for document in library.documents
        for section in document.sections
    }
    assert {place for case in sets[name] for place in case.cite} <= places


@pytest.mark.parametrize("name", [path.stem for path in SETS])
def test_what_must_be_said_is_in_the_library(name: str, sets: dict[str, list[Case]]) -> None:
    text = "\n".join(fold(document.text) for document in library_of(name).documents)
    missing = [
        (case.id, phrase)
        for case in sets[name]
        if Status.ANSWERED in case.expect
        for fact in case.must_say
        for phrase in fact
        if fold(phrase) not in text
    ]
    assert missing == []


@pytest.mark.parametrize("name", [path.stem for path in SETS])
def test_a_covered_case_can_be_judged(name: str, sets: dict[str, list[Case]]) -> None:
    assert [c.id for c in sets[name] if set(c.expect) == {Status.ANSWERED} and not c.cite] == []


def test_no_question_stands_in_two_sets(sets: dict[str, list[Case]]) -> None:
    places = defaultdict(set)
    for name, cases in sets.items():
        for case in cases:
            places[plain(" ".join((*case.history, case.question)))].add(name)
    shared = [
        question
        for question, names in places.items()
        if len(names) > 1 and not differ_rightly(names)
    ]
    assert shared == []


def differ_rightly(names: set[str]) -> bool:
    """Whether these are development sets of which each is about another library.

    What one page alone does not cover, all pages may.
    """
    one_each = len({name in WHOLE_LIBRARY for name in names}) == len(names)
    return one_each and all(name.endswith("-development") for name in names)


@pytest.mark.parametrize("name", HELD_OUT)
def test_no_held_out_question_is_a_known_way_of_asking(
    name: str, sets: dict[str, list[Case]]
) -> None:
    known = {
        plain(phrase)
        for document in library_of(name).documents
        for phrases in document.asked.values()
        for phrase in phrases
    }
    assert [case.id for case in sets[name] if plain(case.question) in known] == []


def test_the_guide_counts_the_cases_that_there_are(sets: dict[str, list[Case]]) -> None:
    guide = (SETS[0].parent / "README.md").read_text(encoding="utf-8")
    told = {
        name: int(number.replace(",", ""))
        for names, numbers in re.findall(r"^\| (`.*?) \| ([\d, ]+) \|", guide, re.MULTILINE)
        for name, number in zip(
            re.findall(r"`([^`]+)`", names), re.split(r", (?=\d)", numbers), strict=True
        )
    }
    developing = [name for name in sets if name.endswith("-development")]
    assert told.pop("*-development") == sum(len(sets[name]) for name in developing)
    assert told == {name: len(cases) for name, cases in sets.items() if name not in developing}
