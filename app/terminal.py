"""An answer as plain text for a terminal. Knows nothing of how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.answer import Answer, Card, Citation, Contact, Status
from app.review_words import review_words
from app.texts import Texts


def render_answer(answer: Answer, texts: Texts, *, explain: bool = False) -> str:
    """What a person reads: the answer, where it comes from, whom to call, the reminder.

    Args:
        answer: of any status.
        texts: what we say ourselves.
        explain: whether to add how the answer was made, for staff.
    """
    blocks = [answer.text]
    if answer.status is Status.ANSWERED:
        blocks.insert(0, texts.say("answer.lead"))
    if answer.understood:
        line = texts.say("answer.understood", question=answer.understood)
        blocks.insert(0 if answer.card is Card.NONE else 1, line)
    if answer.for_visit:
        blocks.append(f"{texts.say('answer.for_visit')}:\n{answer.for_visit}")
    if answer.citations:
        rows = [_source(citation, texts) for citation in answer.citations]
        blocks.append("\n".join([texts.say("page.source") + ":", *rows]))
    if answer.suggestions:
        rows = [f"- {question}" for question in answer.suggestions]
        blocks.append("\n".join([texts.say("answer.try_these") + ":", *rows]))
    blocks += [f"{answer.reminder}\n{_contact(answer.contact, texts)}"]
    if explain:
        blocks.append("\n".join(_made(answer)))
    return "\n\n".join(blocks)


def _source(citation: Citation, texts: Texts) -> str:
    path = " > ".join(dict.fromkeys((citation.title, *citation.path)))
    return f"[{citation.number}] {path}. {citation.publisher}. {_review(citation, texts)}."


def _review(citation: Citation, texts: Texts) -> str:
    words = review_words(citation.review, texts, date.today(), date.isoformat)
    if words.unreviewed:
        return words.reviewed
    return words.due if words.overdue else f"{texts.say('page.reviewed')} {words.reviewed}"


def _contact(contact: Contact, texts: Texts) -> str:
    phones = [phone for phone in (contact.care_team_phone, contact.out_of_hours_phone) if phone]
    numbers = " / ".join(phones) if phones else texts.say("page.no_number")
    return f"{texts.say('page.call')}: {numbers}"


def _made(answer: Answer) -> Iterator[str]:
    trace = answer.trace
    yield "How this answer was made:"
    if trace.fault is not None:
        yield f"  fault: {trace.fault}"
    if trace.language is not None:
        yield f"  language: {trace.language}"
    if trace.why is not None:
        yield f"  triage: {trace.why}"
    if answer.understood is not None:
        yield f"  understood as: {answer.understood}"
    if trace.score is not None:
        yield f"  the library answers: {trace.score:.3f} (threshold {trace.threshold:.3f})"
    for reason in trace.reasons:
        yield f"    {reason}"
    for name, value in trace.signals.items():
        yield f"    {name}: {value:.3f}"
    yield f"  found: {', '.join(trace.found[:5])}"
    for stage, seconds in trace.seconds.items():
        yield f"  {stage}: {1000 * seconds:.1f} ms"
    if trace.generation is not None:
        yield f"  index: {trace.generation}"
