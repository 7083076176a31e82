"""The parts that the script works: the tools, text and colors, the list to take along, its sheet.

Pure functions to HTML; the script fills in what the patient collects. Knows nothing of Gradio.
"""

from __future__ import annotations

from app.answer import Contact
from app.web.frame import render_call
from app.web.sources import date_in_words
from app.web.view import View

_SIZES = ("100", "125", "150", "200")
_COLORS = ("device", "light", "dark", "high")


def render_tools(view: View, other: str) -> str:
    """The row of tools, and the panel of text size and colors, closed.

    Args:
        view: how the page is shown.
        other: ISO 639-1 code of the language that the switch leads to.
    """
    say = view.say
    sizes = "".join(_radio("size", value, f"{value} %") for value in _SIZES)
    colors = "".join(_radio("colors", value, say(f"display.colors_{value}")) for value in _COLORS)
    return (
        f'<nav class="tools" aria-label="{say("tools.name")}">'
        f'<button type="button" class="button" id="tool-list" data-none="{say("tools.list")}" '
        f'data-number="{say("tools.list_number", number="{number}")}">{say("tools.list")}</button>'
        '<button type="button" class="button" id="tool-display" aria-expanded="false" '
        f'aria-controls="display">{say("tools.display")}</button>'
        f'<button type="button" class="button" id="tool-language" lang="{other}">'
        f"{say('tools.other_language')}</button>"
        '<button type="button" class="button" id="tool-leave">'
        f"{say('tools.leave')}</button></nav>"
        f'<section class="card" id="display" aria-label="{say("display.name")}" hidden>'
        f'<fieldset><legend>{say("display.size")}</legend><div class="choices">{sizes}</div>'
        "</fieldset>"
        f'<fieldset><legend>{say("display.colors")}</legend><div class="choices">{colors}</div>'
        '</fieldset><div class="buttons"><button type="button" class="button" id="display-close">'
        f"{say('display.close')}</button></div></section>"
    )


def render_list(view: View) -> str:
    """The list of questions for the care team, empty."""
    say = view.say
    return (
        '<section class="card" id="take-list" aria-labelledby="list-name" '
        f'data-with-answer="{say("list.with_answer")}" data-remove="{say("list.remove")}" '
        f'data-remove-this="{say("list.remove_this", question="{question}")}" '
        f'data-added="{say("list.added")}" data-removed="{say("list.removed")}">'
        f'<h2 id="list-name" tabindex="-1">{say("list.name")}</h2>'
        f'<p class="hint">{say("list.what")}</p>'
        f'<p id="list-empty">{say("list.empty")}</p><ul id="list-items"></ul>'
        f'<form id="list-form"><label for="list-new">{say("list.new")}</label>'
        '<input type="text" id="list-new" maxlength="2000" autocomplete="off">'
        f'<button type="submit" class="button">{say("list.new_add")}</button></form>'
        '<div class="keep"><label class="choice"><input type="checkbox" id="list-keep" '
        f'aria-describedby="list-keep-what">{say("list.keep")}</label>'
        f'<p class="hint" id="list-keep-what">{say("list.keep_what")}</p></div>'
        '<div class="buttons"><button type="button" class="button main" id="list-sheet" hidden>'
        f"{say('list.sheet')}</button></div></section>"
    )


def render_sheet(contact: Contact, view: View) -> str:
    """The page that is printed of the list, without its entries."""
    say = view.say
    reminder = say("page.reminder_bar", emergency=contact.emergency_number)
    call = render_call(contact, view.own)
    made = say("sheet.from", clinic=contact.clinic, date=date_in_words(view.today, view.own))
    return (
        f'<section id="sheet" aria-label="{say("sheet.name")}" '
        f'data-library="{say("sheet.library")}" data-source="{say("sheet.source")}" '
        f'data-notes="{say("sheet.notes")}">'
        '<div class="buttons"><button type="button" class="button main" id="sheet-print">'
        f'{say("sheet.print")}</button><button type="button" class="button" id="sheet-back">'
        f"{say('sheet.back')}</button></div>"
        f'<h2 class="title-line" tabindex="-1">{say("list.name")}</h2>'
        f'<p>{made}</p><ol id="sheet-items"></ol><p class="reach">{call}</p>'
        f"<p><b>{say('page.reminder_short')}</b> {reminder}</p></section>"
    )


def _radio(name: str, value: str, label: str) -> str:
    return (
        f'<label class="choice"><input type="radio" name="{name}" value="{value}">{label}</label>'
    )
