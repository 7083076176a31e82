"""The conversation as HTML: an answer, the turns before it, the first view, a notice.

Pure functions from data to a string. Everything from a patient or from the library is escaped
here. Knows nothing of Gradio and nothing of how an answer is found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import groupby

from app.answer import Answer, Card, Citation, Quote, Status
from app.texts import Texts
from app.web.alarm import render_alarm
from app.web.frame import render_call
from app.web.sources import part_holding, render_source, review_tag, source_id

PAGE_LANGUAGE = "en"
_OPEN_TOPICS = 16
_LEADS = {
    Status.ANSWERED: "answer.lead",
    Status.PERSONAL_ADVICE: "answer.personal_below",
    Status.URGENT: "card.urgent.below",
}
_NO_REACH = frozenset({Status.ANSWERED, Status.URGENT, Status.CRISIS})


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the answer that it got."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class View:
    """How the page is shown: our texts, the day, our texts in other languages by ISO 639-1 code."""

    texts: Texts
    today: date
    spoken: Mapping[str, Texts] = field(default_factory=dict)


def render_welcome(
    examples: Sequence[str], topics: Sequence[str], fault: str | None, texts: Texts
) -> str:
    """The first view: what this is, what it is not, what may be asked; or why nothing can be."""
    parts = [
        f"<h1>{_say(texts, 'page.heading')}</h1>",
        f"<p>{_say(texts, 'page.what_it_is')}</p>",
        f"<p>{_say(texts, 'page.what_it_is_not')}</p>",
    ]
    if fault is not None:
        parts.append(f'<p class="waiting">{escape(fault)}</p>')
    if examples:
        parts.append(f"<h2>{_say(texts, 'page.examples')}</h2>{_questions(examples)}")
    if topics:
        items = "".join(f"<li>{escape(topic)}</li>" for topic in topics)
        listed = f'<ul class="topics">{items}</ul>'
        if len(topics) > _OPEN_TOPICS:
            number = _say(texts, "page.all_topics", number=str(len(topics)))
            listed = f"<details><summary>{number}</summary>{listed}</details>"
        parts.append(f'<div class="card"><h2>{_say(texts, "page.topics")}</h2>{listed}</div>')
    return f'<div class="welcome">{"".join(parts)}</div>'


def render_conversation(
    turns: Sequence[Turn], view: View, *, asking: str | None = None, fresh: bool = True
) -> str:
    """All turns, oldest first, and below them the question that is being looked up.

    Args:
        turns: oldest first.
        view: how the page is shown.
        asking: the question that is being looked up, if one is.
        fresh: whether the last turn is shown for the first time, so that its card is read out.
    """
    parts = []
    for number, turn in enumerate(turns, 1):
        last = number == len(turns) and asking is None
        parts.append(render_turn(number, turn, view, last=last, loud=last and fresh))
    if asking is not None:
        parts.append(
            f'<section class="turn" data-turn="{len(turns) + 1}" data-state="looking">'
            f'<div class="talk">{_question(asking, view.texts)}'
            f'<p class="looking">{_say(view.texts, "page.looking")}</p></div></section>'
        )
    return "".join(parts)


def render_turn(number: int, turn: Turn, view: View, *, last: bool, loud: bool = False) -> str:
    """A question, its answer, and where the answer comes from; the last one suggests more."""
    answer, texts = turn.answer, view.texts
    sources = "".join(
        render_source(number, citation, answer.quotes, texts, view.today)
        for citation in answer.citations
    )
    more = ""
    if last and answer.suggestions and answer.card is Card.NONE:
        heading = "answer.try_these" if answer.status is Status.NOT_COVERED else "page.next"
        more = (
            f'<div class="more"><h3>{_say(texts, heading)}</h3>'
            f"{_questions(answer.suggestions)}</div>"
        )
    return (
        f'<section class="turn" data-turn="{number}" data-state="{answer.status.value}">'
        f'<div class="talk">{_question(turn.question, texts)}'
        f"{render_answer(number, answer, view, loud=loud)}</div>"
        f'<div class="sources">{sources}</div>{more}</section>'
    )


def render_answer(number: int, answer: Answer, view: View, *, loud: bool = False) -> str:
    """One answer: its card first, then our few words, the library's quotes, the reminder.

    Args:
        number: of its turn, from 1.
        answer: of any status.
        view: how the page is shown.
        loud: whether a card is read out at once.
    """
    texts = view.texts
    language = answer.trace.language or PAGE_LANGUAGE
    ours = language if language in view.spoken else PAGE_LANGUAGE
    in_ours = _lang(ours)
    # A question in a language that we do not speak gets one sentence in it, and the rest in ours.
    in_said = in_ours if answer.card is not Card.NONE else _lang(language)
    parts = []
    if answer.understood:
        line = _say(texts, "answer.understood", question=answer.understood)
        parts.append(f'<p class="understood">{line}</p>')
    if answer.said:
        parts.append(f'<p class="ours"{in_said}>{escape(answer.said)}</p>')
    if answer.quotes and answer.status in _LEADS:
        lead = _say(view.spoken.get(ours, texts), _LEADS[answer.status])
        parts.append(f'<p class="lead"{in_ours}>{lead}</p>{_cited(number, answer, texts)}')
    if answer.for_visit:
        parts.append(_visit(answer.for_visit, texts))
    if answer.status not in _NO_REACH:
        parts.append(f'<p class="reach">{render_call(answer.contact, texts)}</p>')
    parts.append(f'<p class="reminder"{in_ours}>{escape(answer.reminder)}</p>')
    card = ""
    if answer.card_text is not None:
        card = render_alarm(answer.card, answer.card_text, in_ours, loud=loud)
    return (
        f'<article class="answer" id="answer-{number}" tabindex="-1" '
        f'aria-label="{_say(texts, "page.answer", number=number)}">'
        f'{card}<div class="words">{"".join(parts)}</div></article>'
    )


def render_notice(sentence: str) -> str:
    """A sentence above the question box; nothing where there is none to say."""
    return f'<p class="notice" role="alert">{escape(sentence)}</p>' if sentence else ""


def _cited(number: int, answer: Answer, texts: Texts) -> str:
    """The quotes, under the heading of the section that they are from."""
    cited = {citation.number: citation for citation in answer.citations}
    html = ""
    tagged: set[str] = set()
    for label, group in groupby(answer.quotes, key=lambda quote: quote.citation):
        citation = cited[label]
        tag = "" if citation.document in tagged else review_tag(citation.review, texts)
        tagged.add(citation.document)
        html += _quoted(number, citation, tuple(group), tag, texts)
    return html


def _quoted(
    number: int, citation: Citation, quotes: Sequence[Quote], tag: str, texts: Texts
) -> str:
    """The quotes of one citation: heading, sentences as they stand in the library, its number.

    `tag` is the mark of its document's review, said once for each document of an answer.
    """
    label = _say(texts, "page.open_source", number=citation.number, heading=citation.heading)
    cite = (
        f'<a class="cite" href="#{source_id(number, citation)}" aria-label="{label}">'
        f"{citation.number}</a>"
    )
    body = ""
    in_list = False
    parts = [(part_holding(citation, quote), quote) for quote in quotes]
    for part, group in groupby(parts, key=lambda pair: pair[0]):
        if part.is_item != in_list:
            body += "<ul>" if part.is_item else "</ul>"
            in_list = part.is_item
        spans = " ".join(f'<span class="quote">{escape(q.text)}</span>' for _, q in group)
        end = f" {cite}" if part == parts[-1][0] else ""
        body += f"<li>{spans}{end}</li>" if part.is_item else f"<p>{spans}{end}</p>"
    body += "</ul>" if in_list else ""
    return (
        f'<div class="cited"><h3>{escape(citation.heading)}</h3>'
        f"{tag}<blockquote>{body}</blockquote></div>"
    )


def _visit(question: str, texts: Texts) -> str:
    """The question to take to the care team, as it was asked."""
    return (
        f'<div class="visit"><h3>{_say(texts, "answer.for_visit")}</h3>'
        f'<p class="take" dir="auto">{escape(question)}</p></div>'
    )


def _lang(language: str) -> str:
    """The attributes of words in a language; nothing for the page's own."""
    return "" if language == PAGE_LANGUAGE else f' lang="{escape(language)}" dir="auto"'


def _question(question: str, texts: Texts) -> str:
    return (
        f'<p class="question"><span class="unseen">{_say(texts, "page.you_asked")}: </span>'
        f'<span class="asked" dir="auto">{escape(question)}</span></p>'
    )


def _questions(questions: Sequence[str]) -> str:
    items = "".join(
        f'<li><button type="button" class="ask-this">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="questions">{items}</ul>'


def _say(texts: Texts, key: str, **values: object) -> str:
    return escape(texts.say(key, **values))
