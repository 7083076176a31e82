"""The card of an urgent or crisis message as HTML: what to do first, then whom to call.

Pure functions. Knows nothing of the answer below it.
"""

from __future__ import annotations

from html import escape

from app.answer import Call, Card, CardText
from app.web.frame import tel


def render_alarm(card: Card, text: CardText, attributes: str = "", *, loud: bool = False) -> str:
    """A card, each number of which is dialled by one press.

    Args:
        card: which; it sets the colour.
        text: what it says.
        attributes: HTML for the language of `text`, such as ` lang="es"`.
        loud: whether a screen reader says it at once, whatever it is saying.
    """
    role = ' role="alert"' if loud else ""
    calls = "".join(f"<li>{_call(call)}</li>" for call in text.calls)
    return (
        f'<div class="alarm {card.value}"{role}{attributes}><h2>{escape(text.heading)}</h2>'
        f'<p>{escape(text.body)}</p><ul class="calls">{calls}</ul></div>'
    )


def _call(call: Call) -> str:
    words = f"<span>{escape(call.words)}</span>"
    if call.number is None:
        return words
    return f'<a href="{tel(call.number)}"><b>{escape(call.number)}</b> {words}</a>'
