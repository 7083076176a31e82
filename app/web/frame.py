"""What stands around the conversation: the header, the standing reminder, the page without script.

Pure functions from settings and texts to HTML. Knows nothing of Gradio.
"""

from __future__ import annotations

import re
from html import escape

from app.answer import Contact
from app.texts import Texts

_PLACE = "\0"


def render_header(contact: Contact, texts: Texts) -> str:
    """The clinic's name and the way to a person."""
    call = escape(texts.say("page.call"))
    if contact.care_team_phone:
        number = escape(contact.care_team_phone)
        person = f'<a class="call" href="{tel(number)}"><b>{call}</b> <span>{number}</span></a>'
    else:
        person = (
            f'<p class="call"><b>{call}</b> <span>{escape(texts.say("page.no_number"))}</span></p>'
        )
    if contact.out_of_hours_phone:
        link = _phone_link(contact.out_of_hours_phone)
        person += f'<p class="hours">{_with_phone(texts, "page.out_of_hours", "phone", link)}</p>'
    return (
        f'<div class="masthead-band"><div class="masthead"><div>'
        f'<p class="clinic">{escape(contact.clinic)}</p>'
        f'<h1 class="about">{escape(texts.say("page.title"))}</h1></div>'
        f'<div class="person">{person}</div></div></div>'
    )


def render_reminder(contact: Contact, texts: Texts) -> str:
    """The reminder that never leaves the screen, with the emergency number."""
    link = _phone_link(contact.emergency_number)
    bar = _with_phone(texts, "page.reminder_bar", "emergency", link)
    return f'<p class="standing"><b>{escape(texts.say("page.reminder_short"))}</b> {bar}</p>'


def render_connection(contact: Contact, texts: Texts) -> str:
    """What the script shows when the connection breaks or comes back; hidden until then.

    And what it shows to whom leaves while there is no connection.
    """
    states = {
        "lost": "state.lost",
        "offline": "connection.offline",
        "restarted": "connection.restarted",
    }
    notices = "".join(
        f'<p class="notice" id="{name}" role="alert">'
        f"{escape(texts.say(key, emergency=contact.emergency_number))}</p>"
        for name, key in states.items()
    )
    return f'{notices}<template id="left-words">{render_left(contact, texts)}</template>'


def render_before(contact: Contact, texts: Texts) -> str:
    """What stands on the page until the script has built it, and where no script runs."""
    link = _phone_link(contact.emergency_number)
    script = _with_phone(texts, "page.no_script", "emergency", link)
    return (
        f'<div id="before">{render_header(contact, texts)}<div class="plain">'
        f'<h2 class="title-line">{escape(texts.say("page.heading"))}</h2>'
        f"<p>{escape(texts.say('page.what_it_is'))}</p>"
        f"<p>{escape(texts.say('page.what_it_is_not'))}</p>{render_reminder(contact, texts)}"
        f"<noscript><p><b>{script}</b></p></noscript></div></div>"
    )


def render_left(contact: Contact, texts: Texts) -> str:
    """The body of the page that says that all is cleared."""
    return (
        f'<div id="left">{render_header(contact, texts)}<main class="plain">'
        f'<h2 class="title-line">{escape(texts.say("left.name"))}</h2>'
        f"<p>{escape(texts.say('left.what'))}</p>"
        f"{render_reminder(contact, texts)}"
        f'<p><a class="again" href="/">{escape(texts.say("left.again"))}</a></p></main></div>'
    )


def render_call(contact: Contact, texts: Texts) -> str:
    """How to reach the care team, in one line: its numbers to tap, or where to find them."""
    phones = dict.fromkeys(p for p in (contact.care_team_phone, contact.out_of_hours_phone) if p)
    ways = ", ".join(_phone_link(phone) for phone in phones) or escape(texts.say("page.no_number"))
    return f"{escape(texts.say('page.call'))}: {ways}"


def _phone_link(phone: str) -> str:
    return f'<a href="{tel(phone)}">{escape(phone)}</a>'


def tel(phone: str) -> str:
    """The link that dials a number.

    Example: `tel("116 123")` gives `"tel:116123"`.
    """
    return f"tel:{re.sub(r'[^0-9+*#]', '', phone)}"


def _with_phone(texts: Texts, key: str, name: str, link: str) -> str:
    """The escaped text of `key` with a link in the place of its `{name}`."""
    return escape(texts.say(key, **{name: _PLACE})).replace(_PLACE, link)
