"""Answers with a card, and those that are none or only the care team's: order, words, roles."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from html import unescape

import pytest

from app.answer import Answer, Call, Card, CardText, Status, Trace
from app.web.alarm import render_alarm
from app.web.render import Turn, render_conversation
from app.web.view import View
from tests.app.web.scripted import (
    COMPOSER,
    CONTACT,
    SPOKEN,
    answer_of,
    carded,
    personal,
    quotes_of,
    section,
    two_citations,
    urgent,
)

HOSTILE = '<img src=x onerror="alert(1)">![p](http://evil.example/a.png)&'


@pytest.fixture
def view() -> View:
    return View(SPOKEN, date(2026, 3, 4))


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def in_order(html: str, *phrases: str) -> None:
    places = [html.find(phrase) for phrase in phrases]
    assert -1 not in places, phrases[places.index(-1)]
    assert places == sorted(places)


def test_card_dials_every_number_and_says_when() -> None:
    calls = (Call("116 123", "Any <time>"), Call("+1 (555) 0100", "Team"), Call(None, "A letter"))
    html = render_alarm(Card.CRISIS, CardText("Talk & call.", "Now.", calls), loud=True)
    assert html == (
        '<div class="alarm crisis" role="alert"><h2>Talk &amp; call.</h2><p>Now.</p>'
        '<ul class="calls"><li><a href="tel:116123"><b>116 123</b> '
        "<span>Any &lt;time&gt;</span></a></li>"
        '<li><a href="tel:+15550100"><b>+1 (555) 0100</b> <span>Team</span></a></li>'
        "<li><span>A letter</span></li></ul></div>"
    )


def test_urgent_card_is_the_first_thing_of_its_answer(view: View) -> None:
    html = render_conversation([Turn("I am short of breath", urgent())], view)
    in_order(
        html,
        '<article class="answer"',
        '<div class="alarm urgent" role="alert"><h2>Call now. Do not wait.</h2>',
        'href="tel:911"',
        'href="tel:5550100"',
        "Tell them that you have immunotherapy.",
        "What our library says about this:",
        "<blockquote>",
        '<p class="reminder">',
        'class="source card"',
    )
    assert "From our library" not in html
    assert "ask-this" not in html
    assert "secret-rule" not in html


def test_crisis_card_stands_alone(view: View) -> None:
    html = render_conversation([Turn("I want to die", carded(Card.CRISIS))], view)
    in_order(html, '<div class="alarm crisis" role="alert">', 'href="tel:988"', 'href="tel:911"')
    for absent in (
        "<blockquote>",
        'class="source card"',
        'class="ours"',
        'class="lead"',
        "ask-this",
    ):
        assert absent not in html


def test_nothing_is_suggested_below_a_card(view: View) -> None:
    answer = dataclasses.replace(urgent(), suggestions=("What is CAR-T?",))
    assert "ask-this" not in render_conversation([Turn("?", answer)], view)


def test_card_is_read_out_once(view: View) -> None:
    alarmed, calm = Turn("I am short of breath", urgent()), Turn("why?", two_citations())
    assert render_conversation([calm, alarmed], view).count('role="alert"') == 1
    for html in (
        render_conversation([alarmed, calm], view),
        render_conversation([calm, alarmed], view, asking="and now?"),
        render_conversation([calm, alarmed], view, fresh=False),
    ):
        assert 'class="alarm urgent"' in html
        assert "role=" not in html
    assert render_conversation([alarmed, alarmed], view).count('role="alert"') == 1


def test_spanish_card_is_marked_as_spanish_and_its_quotes_are_not(view: View) -> None:
    html = render_conversation([Turn("no puedo respirar", urgent("es"))], view)
    for opening in (
        '<div class="alarm urgent" role="alert" lang="es" dir="auto">',
        '<p class="ours" lang="es" dir="auto">',
        '<p class="lead" lang="es" dir="auto">Lo que dice nuestra biblioteca',
        '<p class="reminder" lang="es" dir="auto">',
        "<blockquote><p>",
    ):
        assert opening in html


def test_card_for_a_message_in_a_language_that_we_do_not_speak_is_english(view: View) -> None:
    html = render_conversation([Turn("?", carded(Card.URGENT, "fr"))], view)
    assert "Call now." in html
    assert "lang=" not in html


def test_reply_in_another_language_is_marked_and_says_whom_to_call(view: View) -> None:
    answer = COMPOSER.other_language("fr", "en", Trace(language="fr"))
    html = render_conversation([Turn("Quels effets ?", answer)], view)
    assert '<p class="ours" lang="fr" dir="auto">Notre bibliothèque est en anglais.' in html
    assert '<p class="reminder">This is general' in html
    assert 'Call your care team: <a href="tel:5550100">' in html


def test_personal_question_is_for_the_care_team_and_the_visit(view: View) -> None:
    html = render_conversation([Turn(HOSTILE, personal(HOSTILE))], view)
    in_order(
        html,
        '<p class="ours">Only your care team can answer this for you.',
        '<p class="lead">What our library says in general:</p>',
        "<blockquote>",
        '<div class="visit"><h3>Take this question to your next visit',
        'Call your care team: <a href="tel:5550100">',
    )
    assert "From our library" not in html
    assert "<img" not in html
    box = html.split('<p class="take-this" dir="auto">')[1].split("</p>")[0]
    assert unescape(box) == HOSTILE


def test_personal_question_that_the_library_does_not_touch(view: View) -> None:
    answer = dataclasses.replace(personal("Should I stop?"), quotes=(), citations=())
    html = render_conversation([Turn("Should I stop?", answer)], view)
    assert 'class="lead"' not in html
    assert 'class="visit"' in html


def test_how_a_question_was_understood_stands_above_its_answer(view: View) -> None:
    answer = dataclasses.replace(two_citations(), understood=HOSTILE)
    html = render_conversation([Turn("how long?", answer)], view)
    in_order(html, '<p class="understood">We took this as: &lt;img', "From our library")
    assert "<img" not in html
    urgently = dataclasses.replace(urgent(), understood="Is it bad?")
    in_order(
        render_conversation([Turn("is it?", urgently)], view), 'class="alarm', 'class="understood"'
    )


def test_lead_stands_only_above_quotes_that_answer(view: View) -> None:
    cited = section("Side Effects", 1)
    near = answer_of(Status.NOT_COVERED, "It is not covered.", quotes_of(cited, 0), cited)
    for answer in (near, answer_of(Status.ERROR, "Sorry."), carded(Card.CRISIS)):
        html = render_conversation([Turn("?", answer)], view)
        assert "From our library" not in html
        assert "<blockquote>" not in html


@pytest.mark.parametrize(
    "answer",
    [
        answer_of(Status.NOT_COVERED, "It is not covered."),
        answer_of(Status.ERROR, "Sorry."),
        personal("Should I stop?"),
    ],
    ids=lambda answer: answer.status.value,
)
def test_answer_that_does_not_do_says_how_to_reach_a_person(view: View, answer: Answer) -> None:
    answer = dataclasses.replace(answer, contact=CONTACT)
    html = render_conversation([Turn("?", answer)], view)
    assert f'data-state="{answer.status.value}"' in html
    assert words(html).count("Call your care team: 555-0100 , 555-0199") == 1
    assert 'class="alarm' not in html
