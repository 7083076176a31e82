"""Answers, sources and the frame as HTML: exact marks, everything escaped, states in words."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from html import unescape

import pytest

from app.answer import Citation, Contact, Quote, Status
from app.suggesting import Example, Topic, TopicGroup
from app.texts import Texts, load_all
from app.web.frame import render_before, render_connection, render_header, render_reminder
from app.web.panels import render_sheet
from app.web.render import Turn, render_conversation, render_notice
from app.web.sources import (
    Part,
    date_in_words,
    mark_passage,
    part_holding,
    parts_of,
    render_source,
    review_tag,
)
from app.web.view import View
from app.web.welcome import render_welcome
from corpus.document import Review, ReviewState, Source
from tests.app.web.scripted import (
    EXAMPLES,
    GROUPS,
    REMINDER,
    answer_of,
    quotes_of,
    section,
    two_citations,
)

TODAY = date(2026, 3, 4)
VIEW = View(load_all(), TODAY)
HOSTILE = '<img src=x onerror="alert(1)">![p](http://evil.example/a.png)&'
HOSTILE_GROUP = TopicGroup(HOSTILE, (Topic(HOSTILE, (HOSTILE,)),))
CONTACT = Contact("St. <b>Mary</b>", "555-0100", None, "911")


def marks(html: str) -> list[str]:
    return [unescape(mark) for mark in re.findall(r"<mark>(.*?)</mark>", html, re.S)]


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def citation_of(passage: str, start: int = 100) -> Citation:
    return dataclasses.replace(section("Side Effects", 1), passage=passage, start=start)


def quote_at(citation: Citation, text: str) -> Quote:
    start = citation.start + citation.passage.index(text)
    return Quote(citation.document, citation.section, start, start + len(text), text, 1)


def test_parts_of_a_passage() -> None:
    assert parts_of("One.\n\n- two\n- three\n\nFour.") == (
        Part(0, 4, False),
        Part(8, 11, True),
        Part(14, 19, True),
        Part(21, 26, False),
    )
    assert parts_of("  \n\n ") == ()


def test_mark_is_the_quote_and_nothing_else() -> None:
    citation = section("Immune System Activation", 1)
    (quote,) = quotes_of(citation, 1)
    html = mark_passage(citation, [quote])
    assert marks(html) == [quote.text]
    assert words(html) == " ".join(citation.passage.split())


def test_neighbouring_quotes_share_one_mark() -> None:
    citation = section("Immune System Activation", 1)
    quotes = quotes_of(citation, 0, 1)
    assert marks(mark_passage(citation, quotes)) == [f"{quotes[0].text} {quotes[1].text}"]
    first_and_last = quotes_of(citation, 0, 2)
    assert marks(mark_passage(citation, first_and_last)) == [q.text for q in first_and_last]


def test_list_items_are_marked_one_by_one() -> None:
    citation = citation_of("Call for:\n\n- a rash\n- a cough & fever\n\nAny time.")
    quotes = [quote_at(citation, text) for text in ("Call for:", "a rash", "a cough & fever")]
    html = mark_passage(citation, quotes)
    assert marks(html) == ["Call for:", "a rash", "a cough & fever"]
    assert html.count("<li>") == 2
    assert html.endswith("</ul><p>Any time.</p>")


@pytest.mark.parametrize("shift", [-1, 1, -1000, 1000])
def test_quote_at_a_wrong_place_is_refused(shift: int) -> None:
    citation = section("Side Effects", 1)
    (quote,) = quotes_of(citation, 0)
    moved = dataclasses.replace(quote, start=quote.start + shift, end=quote.end + shift)
    with pytest.raises(ValueError, match="does not stand in"):
        part_holding(citation, moved)


def test_answer_quotes_word_for_word_in_order() -> None:
    answer = two_citations()
    html = render_conversation([Turn("why?", answer)], VIEW)
    shown = re.findall(r'<span class="quote">(.*?)</span>', html)
    assert [unescape(text) for text in shown] == [quote.text for quote in answer.quotes]
    assert re.findall(r'class="cite" href="#(.*?)"', html) == ["source-1-1", "source-1-2"]
    for number in (1, 2):
        assert f'id="source-1-{number}"' in html
    assert html.count(REMINDER) == 1
    assert "secret/path" not in html
    assert "0.9" not in html


def test_answer_shows_a_list_as_a_list() -> None:
    citation = citation_of("Call for:\n\n- a rash\n- a cough")
    quotes = tuple(quote_at(citation, text) for text in ("Call for:", "a rash", "a cough"))
    html = render_conversation(
        [Turn("when?", answer_of(Status.ANSWERED, "", quotes, citation))], VIEW
    )
    quoted = html.split("<blockquote>")[1].split("</blockquote>")[0]
    assert re.sub(r"<a .*?</a>", "[1]", quoted).replace(' class="quote"', "") == (
        "<p><span>Call for:</span></p>"
        "<ul><li><span>a rash</span></li><li><span>a cough</span> [1]</li></ul>"
    )


@pytest.mark.parametrize("status", [Status.NOT_COVERED, Status.ERROR])
def test_answer_without_quotes_says_its_text_and_the_reminder(status: Status) -> None:
    html = render_conversation([Turn("why?", answer_of(status, "We are <sorry>."))], VIEW)
    assert '<p class="ours">We are &lt;sorry&gt;.</p>' in html
    assert REMINDER in html
    assert "<blockquote>" not in html
    assert f'data-state="{status.value}"' in html


def test_only_the_last_answer_suggests() -> None:
    turn = Turn("why?", two_citations())
    assert render_conversation([turn, turn], VIEW).count("ask-this") == 3
    looking = render_conversation([turn, turn], VIEW, asking="and then?")
    assert "ask-this" not in looking
    assert 'data-turn="3" data-state="looking"' in looking
    assert "Looking in our library" in looking


def test_all_that_others_wrote_is_escaped(texts: Texts) -> None:
    citation = dataclasses.replace(
        citation_of(HOSTILE),
        title=HOSTILE,
        heading=HOSTILE,
        path=(HOSTILE,),
        publisher=HOSTILE,
        sources=(Source(HOSTILE, HOSTILE, "javascript:alert(1)"),),
        review=Review(ReviewState.APPROVED, HOSTILE, TODAY, TODAY),
    )
    answer = dataclasses.replace(
        answer_of(Status.ANSWERED, "", (quote_at(citation, HOSTILE),), citation),
        reminder=HOSTILE,
        suggestions=(HOSTILE,),
    )
    html = (
        render_conversation([Turn(HOSTILE, answer)], VIEW, asking=HOSTILE)
        + render_conversation([Turn(HOSTILE, answer)], VIEW)
        + render_conversation([Turn("?", answer_of(Status.ERROR, HOSTILE))], VIEW)
        + render_welcome([Example(HOSTILE, HOSTILE)], [HOSTILE_GROUP], HOSTILE, VIEW)
        + render_sheet(Contact(HOSTILE, HOSTILE, HOSTILE, HOSTILE), VIEW)
        + render_notice(HOSTILE)
        + render_header(Contact(HOSTILE, HOSTILE, HOSTILE, HOSTILE), texts)
        + render_before(Contact(HOSTILE, HOSTILE, HOSTILE, HOSTILE), texts)
    )
    assert "<img" not in html
    assert 'onerror="' not in html
    assert "javascript:" not in html
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", html)
    assert marks(html) == [HOSTILE, HOSTILE]


def test_source_says_where_from_and_who_reviewed() -> None:
    review = Review(ReviewState.APPROVED, "Dr. A. Ray", date(2026, 3, 3), date(2027, 3, 3))
    citation = section("Side Effects", 1, review)
    html = render_source(1, citation, quotes_of(citation, 0), VIEW)
    said = words(html)
    for phrase in (
        "1 · Where this comes from",
        "Immunotherapy: an overview",
        "Key points about immunotherapy",
        "Written by Patient education library",
        "National Cancer Institute: Immunotherapy",
        "Reviewed by Dr. A. Ray, March 3, 2026",
        "Next review March 3, 2027",
        "Back to the answer",
    ):
        assert phrase in said
    assert 'class="tag"' not in html
    assert 'rel="noopener noreferrer"' in html


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.WITHDRAWN])
def test_unreviewed_source_says_so(texts: Texts, state: ReviewState) -> None:
    assert "Not yet reviewed by a clinician" in review_tag(Review(state), texts)
    citation = section("Side Effects", 1, Review(state))
    turn = Turn("why?", answer_of(Status.ANSWERED, "", quotes_of(citation, 0), citation))
    html = render_conversation([turn], VIEW)
    assert html.count("Not yet reviewed by a clinician") == 2  # in the answer and in its source


def test_overdue_review_says_so() -> None:
    review = Review(ReviewState.APPROVED, None, date(2024, 3, 3), date(2026, 3, 3))
    citation = section("Side Effects", 1, review)
    said = words(render_source(1, citation, (), VIEW))
    assert "by a clinician, March 3, 2024" in said
    assert "Review was due on March 3, 2026" in said


def test_date_in_words(texts: Texts) -> None:
    assert date_in_words(date(2026, 12, 1), texts) == "December 1, 2026"


def test_first_view_offers_questions_by_topic_and_all_topics() -> None:
    examples = [Example("Basics", question) for question in EXAMPLES]
    html = render_welcome(examples, GROUPS, None, VIEW)
    asked = [question for group in GROUPS for topic in group.topics for question in topic.questions]
    assert re.findall(r'class="ask-this">(.*?)<', html) == [*EXAMPLES, *asked]
    assert '<p class="topic">Basics</p>' in html
    assert html.count('<details class="group">') == 2
    assert "<summary>Skin</summary>" in html
    assert "not a nurse" in html
    assert "waiting" not in html


def test_topics_of_a_library_without_folders_stand_alone() -> None:
    html = render_welcome((), [TopicGroup("", GROUPS[0].topics)], None, VIEW)
    assert 'class="group"><details class="topic"><summary>The immune system' in html


def test_first_view_says_why_it_waits() -> None:
    html = render_welcome((), (), "The library is being opened.", VIEW)
    assert '<p class="waiting">The library is being opened.</p>' in html
    assert "ask-this" not in html


def test_header_calls_or_says_where_the_number_is(texts: Texts) -> None:
    html = render_header(Contact("A", "+1 (555) 0100", "555 0199", "911"), texts)
    assert 'href="tel:+15550100"' in html
    assert 'Nights and weekends: <a href="tel:5550199">555 0199</a>' in html
    without = render_header(Contact("A", None, None, "911"), texts)
    assert "tel:" not in without
    assert "appointment letter" in without


def test_reminder_has_the_emergency_number_of_the_country(texts: Texts) -> None:
    html = render_reminder(Contact("A", None, None, "112"), texts)
    assert 'In an emergency call <a href="tel:112">112</a>.' in html
    assert "General information only." in html


def test_notice_is_nothing_without_a_sentence(texts: Texts) -> None:
    assert render_notice("") == ""
    assert render_notice("Busy.") == '<p class="notice" role="alert">Busy.</p>'
    contact = Contact("Clinic", None, None, "112")
    assert 'id="lost"' in render_connection(contact, texts)
    assert "call 112" in render_connection(contact, texts)
