"""What an answer says that is neither quoted nor our own fixed words. Knows nothing of cases.

An answer that quotes leaves nothing over; whatever else stands in it, nobody has approved.
"""

from __future__ import annotations

import re
from functools import cache

from app.answer import Answer
from app.cards import plain_card
from app.texts import load_all

_LEAD_INS = ("card.urgent.below", "answer.personal_below")
_MARKER = re.compile(r"\[\d+\]")


def unsupported(answer: Answer) -> tuple[str, ...]:
    """The pieces of an answer's text that no quote, heading or fixed text accounts for.

    Example: of an answer that quotes "Rest helps." and goes on "Stop it.", `("Stop it.",)`
    """
    text = answer.text
    card = plain_card(answer.card_text) if answer.card_text else ""
    pieces = [answer.said, card, *_lead_ins(), *(quote.text for quote in answer.quotes)]
    for piece in sorted(filter(str.strip, pieces), key=len, reverse=True):
        text = re.sub(r"\s+".join(map(re.escape, piece.split())), "\n", text)
    headings = {citation.heading for citation in answer.citations}
    left = [line.strip() for line in _MARKER.sub("\n", text).split("\n")]
    return tuple(line for line in left if line not in headings and any(map(str.isalnum, line)))


@cache
def _lead_ins() -> tuple[str, ...]:
    """The fixed lines between our words and the library's, in every language that has them."""
    return tuple(texts.say(key) for texts in load_all().values() for key in _LEAD_INS)
