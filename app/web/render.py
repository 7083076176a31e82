"""The conversation as HTML: an answer, the turns before it, a notice.

Pure functions from data to a string. Everything from a patient or from the library is escaped
here. Knows nothing of Gradio and nothing of how an answer is found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from app.answer import Answer, Card, Citation, Quote, Status
from app.web.alarm import render_alarm
from app.web.explaining import Explainer
from app.web.frame import render_call
from app.web.helpful import render_helpful
from app.web.sources import part_holding, render_source, review_tag, source_id
from app.web.view import View
from app.web.welcome import render_questions

_LEADS = {
    Status.ANSWERED: "answer.lead",
    Status.PERSONAL_ADVICE: "answer.personal_below",
    Status.URGENT: "card.urgent.below",
}
_NO_REACH = frozenset({Status.ANSWERED, Status.URGENT, Status.CRISIS})
_NOT_JUDGED = frozenset({Status.URGENT, Status.CRISIS, Status.ERROR})


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the answer that it got."""

    question: str
    answer: Answer


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
            f'<div class="talk">{_question(asking, view)}'
            f'<p class="looking">{view.say("page.looking")}</p></div></section>'
        )
    return "".join(parts)


def render_turn(number: int, turn: Turn, view: View, *, last: bool, loud: bool = False) -> str:
    """A question, its answer, and where the answer comes from; the last one suggests more."""
    answer = turn.answer
    sources = "".join(
        render_source(number, citation, answer.quotes, view) for citation in answer.citations
    )
    more = ""
    if last and answer.suggestions and answer.card is Card.NONE:
        heading = "answer.try_these" if answer.status is Status.NOT_COVERED else "page.next"
        more = (
            f'<div class="more"><h3>{view.say(heading)}</h3>'
            f"{render_questions(answer.suggestions, view.quoted)}</div>"
        )
    return (
        f'<section class="turn" data-turn="{number}" data-state="{answer.status.value}">'
        f'<div class="talk">{_question(turn.question, view)}'
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
    ours = answer.language if answer.language in view.texts else view.language
    in_ours = view.lang(ours)
    # A question in a language that we do not speak gets one sentence in it, and the rest in ours.
    spoken = answer.trace.language
    other = answer.card is Card.NONE and spoken is not None and spoken not in view.texts
    in_said = view.lang(spoken) if other and spoken else in_ours
    explainer = Explainer(f"word-{number}", view)
    parts = []
    if answer.understood:
        line = view.say("answer.understood", question=answer.understood)
        parts.append(f'<p class="understood">{line}</p>')
    if answer.said:
        parts.append(f'<p class="ours"{in_said}>{escape(answer.said)}</p>')
    if answer.quotes and answer.status in _LEADS:
        lead = escape(view.texts[ours].say(_LEADS[answer.status]))
        quoted = _cited(number, answer, view, explainer)
        parts.append(f'<p class="lead"{in_ours}>{lead}</p>{quoted}')
    if answer.for_visit:
        parts.append(_visit(answer.for_visit, view))
    if answer.status not in _NO_REACH:
        parts.append(f'<p class="reach">{render_call(answer.contact, view.own)}</p>')
    parts.append(f'<p class="reminder"{in_ours}>{escape(answer.reminder)}</p>')
    parts += [_buttons(view) if answer.card is not Card.CRISIS else "", explainer.meanings()]
    if answer.status not in _NOT_JUDGED:
        parts.append(render_helpful(number, answer.contact, view))
    card = ""
    if answer.card_text is not None:
        card = render_alarm(answer.card, answer.card_text, in_ours, loud=loud)
    cited = escape(json.dumps([(one.document, one.section) for one in answer.citations]))
    return (
        f'<article class="answer" id="answer-{number}" tabindex="-1" data-cited="{cited}" '
        f'aria-label="{view.say("page.answer", number=number)}">'
        f'{card}<div class="words">{"".join(parts)}</div></article>'
    )


def render_notice(sentence: str) -> str:
    """A sentence above the question box; nothing where there is none to say."""
    return f'<p class="notice" role="alert">{escape(sentence)}</p>' if sentence else ""


def _buttons(view: View) -> str:
    """Reading aloud, shown where the device can, and the list to take along."""
    read, stop = view.say("aloud.read"), view.say("aloud.stop")
    add, added = view.say("list.add"), view.say("list.added")
    return (
        f'<div class="buttons"><button type="button" class="button read-aloud" data-read="{read}" '
        f'data-stop="{stop}" hidden>{read}</button>'
        f'<button type="button" class="button add-to-list" data-add="{add}" '
        f'data-added="{added}">{add}</button></div>'
    )


def _cited(number: int, answer: Answer, view: View, explainer: Explainer) -> str:
    """The quotes, under the heading of the section that they are from."""
    cited = {citation.number: citation for citation in answer.citations}
    html = ""
    tagged: set[str] = set()
    for label, group in groupby(answer.quotes, key=lambda quote: quote.citation):
        citation = cited[label]
        tag = "" if citation.document in tagged else review_tag(citation.review, view.own)
        tagged.add(citation.document)
        quotes = _quoted(number, citation, tuple(group), view, explainer)
        html += (
            f'<div class="cited"><h3{view.quoted}>{escape(citation.heading)}</h3>'
            f"{tag}<blockquote{view.quoted}>{quotes}</blockquote></div>"
        )
    return html


def _quoted(
    number: int, citation: Citation, quotes: Sequence[Quote], view: View, explainer: Explainer
) -> str:
    """The quotes of one citation: sentences as they stand in the library, and its number."""
    label = view.say("page.open_source", number=citation.number, heading=citation.heading)
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
        spans = " ".join(f'<span class="quote">{explainer.marked(q.text)}</span>' for _, q in group)
        end = f" {cite}" if part == parts[-1][0] else ""
        body += f"<li>{spans}{end}</li>" if part.is_item else f"<p>{spans}{end}</p>"
    return body + ("</ul>" if in_list else "")


def _visit(question: str, view: View) -> str:
    """The question to take to the care team, as it was asked."""
    return (
        f'<div class="visit"><h3>{view.say("answer.for_visit")}</h3>'
        f'<p class="take-this" dir="auto">{escape(question)}</p></div>'
    )


def _question(question: str, view: View) -> str:
    return (
        f'<h2 class="question"><span class="unseen">{view.say("page.you_asked")}: </span>'
        f'<span class="asked" dir="auto">{escape(question)}</span></h2>'
    )
