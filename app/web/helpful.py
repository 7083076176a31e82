"""What a patient may say of an answer, as HTML: helpful or not, why, and what would be kept of it.

Pure functions. The script sends it; see `app.web.feedback`.
"""

from __future__ import annotations

from app.answer import Contact
from app.feedback import Reason
from app.web.view import View


def render_helpful(number: int, contact: Contact, view: View) -> str:
    """The two buttons under an answer, and the form that they open, hidden.

    Args:
        number: of the answer's turn, from 1.
        contact: for the emergency number, which stands beside "Send".
        view: how the page is shown.
    """
    name = f"helpful-{number}"
    kept = view.say("feedback.kept", days=view.kept_days)
    no_help = view.say("feedback.no_help", emergency=contact.emergency_number)
    reasons = "".join(
        f'<label class="choice"><input type="checkbox" value="{reason.value}">'
        f"{view.say(f'feedback.{reason.value}')}</label>"
        for reason in Reason
    )
    buttons = "".join(
        f'<button type="button" class="button" value="{value}" aria-expanded="false" '
        f'aria-controls="{name}" aria-describedby="{name}-asked">'
        f"{view.say(f'feedback.{value}')}</button>"
        for value in ("yes", "no")
    )
    return (
        f'<div class="helpful" data-thanks="{view.say("feedback.thanks")}" '
        f'data-failed="{view.say("feedback.failed")}">'
        f'<p id="{name}-asked">{view.say("feedback.ask")}</p>{buttons}'
        f'<form class="why" id="{name}" hidden>'
        f"<fieldset><legend>{view.say('feedback.reasons')}</legend>{reasons}</fieldset>"
        f'<label for="{name}-comment">{view.say("feedback.comment")}</label>'
        f'<textarea class="comment" id="{name}-comment" rows="2" maxlength="1000" '
        'autocomplete="off"></textarea>'
        f'<p class="hint">{kept}</p><p class="hint">{no_help}</p><div class="buttons">'
        f'<button type="submit" class="button main">{view.say("feedback.send")}</button>'
        f'<button type="button" class="button cancel">{view.say("feedback.cancel")}</button>'
        '</div></form><p class="sent"></p></div>'
    )
