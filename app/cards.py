"""The urgent and the crisis card: fixed words, and the numbers of the clinic and its country."""

from __future__ import annotations

from app.answer import Call, Card, CardText, Contact
from app.texts import Texts

# Crisis lines by country, ISO 3166. Sources: 988lifeline.org (US), 988.ca (Canada, call and text),
# samaritans.org (United Kingdom and Ireland). Elsewhere the emergency number is the one to call;
# 112 reaches help in the whole European Union.
_LINES = {"US": "988", "CA": "988", "GB": "116 123", "IE": "116 123"}
_CALL_OR_TEXT = frozenset({"US", "CA"})


def make_card(card: Card, contact: Contact, country: str, texts: Texts) -> CardText | None:
    """What a card says, in the language of `texts`; None for `Card.NONE`.

    Args:
        card: which.
        contact: the clinic's numbers.
        country: ISO 3166 code, for the crisis line.
        texts: of the language of the message.
    """
    if card is Card.NONE:
        return None
    name = card.value
    emergency = Call(contact.emergency_number, texts.say(f"card.{name}.emergency"))
    calls = [*_lines(country, texts), emergency] if card is Card.CRISIS else [emergency]
    heading, body = texts.say(f"card.{name}.heading"), texts.say(f"card.{name}.body")
    return CardText(heading, body, (*calls, *_care_team(name, contact, texts)))


def plain_card(card: CardText) -> str:
    """A card as plain text, one number a line."""
    rows = [f"{call.words}: {call.number}" if call.number else call.words for call in card.calls]
    return "\n".join((card.heading, card.body, *rows))


def _lines(country: str, texts: Texts) -> list[Call]:
    number = _LINES.get(country)
    if number is None:
        return []
    key = "card.crisis.line_us" if country in _CALL_OR_TEXT else "card.crisis.line"
    return [Call(number, texts.say(key))]


def _care_team(name: str, contact: Contact, texts: Texts) -> list[Call]:
    calls = []
    if contact.care_team_phone:
        calls.append(Call(contact.care_team_phone, texts.say(f"card.{name}.care_team")))
    if contact.out_of_hours_phone:
        calls.append(Call(contact.out_of_hours_phone, texts.say("card.urgent.out_of_hours")))
    return calls or [Call(None, texts.say(f"card.{name}.no_number"))]
