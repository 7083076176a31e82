"""The conversation as HTML: an answer, the turns before it, the first view, a notice.

Pure functions from data to a string. Everything from a patient or from the library is escaped
here. Knows nothing of Gradio and nothing of how an answer is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from app.answer import Answer, Citation, Quote, Status
from app.texts import Texts
from app.web.frame import render_call
from app.web.sources import part_holding, render_source, review_tag, source_id


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the answer that it got."""

    question: str
    answer: Answer


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
        parts.append(
            f'<div class="card"><h2>{_say(texts, "page.topics")}</h2>'
            f'<ul class="topics">{items}</ul></div>'
        )
    return f'<div class="welcome">{"".join(parts)}</div>'


def render_conversation(
    turns: Sequence[Turn], texts: Texts, today: date, *, asking: str | None = None
) -> str:
    """All turns, oldest first, and below them the question that is being looked up."""
    parts = [
        render_turn(number, turn, texts, today, last=number == len(turns) and asking is None)
        for number, turn in enumerate(turns, 1)
    ]
    if asking is not None:
        parts.append(
            f'<section class="turn" data-turn="{len(turns) + 1}" data-state="looking">'
            f'<div class="talk">{_question(asking, texts)}'
            f'<p class="looking">{_say(texts, "page.looking")}</p></div></section>'
        )
    return "".join(parts)


def render_turn(number: int, turn: Turn, texts: Texts, today: date, *, last: bool) -> str:
    """A question, its answer, and where the answer comes from; the last one suggests more."""
    answer = turn.answer
    sources = "".join(
        render_source(number, citation, answer.quotes, texts, today)
        for citation in answer.citations
    )
    more = ""
    if last and answer.suggestions:
        heading = "answer.try_these" if answer.status is Status.NOT_COVERED else "page.next"
        more = (
            f'<div class="more"><h3>{_say(texts, heading)}</h3>'
            f"{_questions(answer.suggestions)}</div>"
        )
    return (
        f'<section class="turn" data-turn="{number}" data-state="{answer.status.value}">'
        f'<div class="talk">{_question(turn.question, texts)}'
        f"{render_answer(number, answer, texts)}</div>"
        f'<div class="sources">{sources}</div>{more}</section>'
    )


def render_answer(number: int, answer: Answer, texts: Texts) -> str:
    """The card of one answer: our few words, the library's quotes, the reminder."""
    if answer.quotes:
        cited = {citation.number: citation for citation in answer.citations}
        parts = [f'<p class="lead">{_say(texts, "answer.lead")}</p>']
        tagged: set[str] = set()
        for label, group in groupby(answer.quotes, key=lambda quote: quote.citation):
            citation = cited[label]
            tag = "" if citation.document in tagged else review_tag(citation.review, texts)
            tagged.add(citation.document)
            parts.append(_quoted(number, citation, tuple(group), tag, texts))
    else:
        call = render_call(answer.contact, texts)
        parts = [f'<p class="ours">{escape(answer.text)}</p><p class="reach">{call}</p>']
    parts.append(f'<p class="reminder">{escape(answer.reminder)}</p>')
    return (
        f'<article class="answer" id="answer-{number}" tabindex="-1" '
        f'aria-label="{_say(texts, "page.answer", number=number)}">{"".join(parts)}</article>'
    )


def render_notice(sentence: str) -> str:
    """A sentence above the question box; nothing where there is none to say."""
    return f'<p class="notice" role="alert">{escape(sentence)}</p>' if sentence else ""


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


def _question(question: str, texts: Texts) -> str:
    return (
        f'<p class="question"><span class="unseen">{_say(texts, "page.you_asked")}: </span>'
        f'<span class="asked">{escape(question)}</span></p>'
    )


def _questions(questions: Sequence[str]) -> str:
    items = "".join(
        f'<li><button type="button" class="ask-this">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="questions">{items}</ul>'


def _say(texts: Texts, key: str, **values: object) -> str:
    return escape(texts.say(key, **values))
