"""Hits are the right passages, best first, with their quantities in range."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.hashing import HashingEncoder
from index.retriever import PassageRetriever
from index.search import Search


@pytest.fixture
def search(live: Path) -> Iterator[Search]:
    opened = Search.open(live, HashingEncoder())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("when does a fever need a call", "fever"),
        ("what soothes an itchy rash", "rash"),
        ("does walking help tiredness", "tired"),
        ("checkpiont drugs", "rash"),
        ("am I too hot", "fever"),
    ],
)
def test_a_question_finds_its_passage_first(search: Search, question: str, document: str) -> None:
    hits = search.find(question)
    assert hits[0].passage.document == document
    assert [hit.fused for hit in hits] == sorted((hit.fused for hit in hits), reverse=True)


def test_quantities_are_in_their_ranges(search: Search) -> None:
    for hit in search.find("Does an itchy rash in France need a call?"):
        assert all(-1.001 <= s <= 1.001 for s in (hit.dense, hit.asked, *hit.sentences))
        assert len(hit.sentences) == len(hit.passage.sentences)
        assert hit.lexical >= 0
        assert 0 <= hit.overlap <= 1
        assert hit.foreign > 0


def test_a_passages_own_text_is_nearest_to_it(search: Search) -> None:
    passage = search.passages[1]
    (hit,) = search.find(f"{passage.path[-1]}: {passage.text}", 1)
    assert hit.passage == passage
    assert hit.dense > 0.99


def test_no_more_hits_than_asked_for(search: Search) -> None:
    assert [len(search.find("rash fever", number)) for number in (1, 2, 20)] == [1, 2, 3]


def test_every_hit_leads_to_text_of_its_document(search: Search) -> None:
    for hit in search.find("rash"):
        text = search.library.document(hit.passage.document).text
        assert all(text[s.start : s.end] == s.text for s in hit.passage.sentences)


@given(question=st.text(min_size=1, max_size=200))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_asked_has_hits_and_no_fault(search: Search, question: str) -> None:
    assert len(search.find(question)) == 3


def test_langchain_gets_documents_nearest_first(search: Search) -> None:
    found = PassageRetriever(search=search, k=2).invoke("what soothes an itchy rash")
    assert [document.id for document in found] == [
        hit.passage.id for hit in search.find("what soothes an itchy rash", 2)
    ]
    assert found[0].page_content == (
        "An itchy rash is common with checkpoint drugs. A plain cream often soothes it."
    )
    assert found[0].metadata["document"] == "rash"
    assert found[0].metadata["path"] == ["About rash"]
    assert found[0].metadata["fused"] >= found[1].metadata["fused"]


def test_a_section_supports_the_words_that_it_uses(search: Search) -> None:
    passage = search.find("itchy rash", 1)[0].passage
    assert search.support(["itchy", "rash"], passage) == 1.0
    assert search.support(["zanzibar"], passage) == 0.0
    assert 0 < search.support(["rash", "zanzibar"], passage) < 0.5
    assert search.support([], passage) == 0.0


def test_a_section_is_named_by_a_word_of_its_heading_alone(search: Search) -> None:
    named = search.named(["rash"])
    assert named is not None
    assert named.document == "rash"
    assert search.named(["zanzibar"]) is None
