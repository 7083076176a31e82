"""Words of a quote that the library explains, as HTML: marked in it, their meaning aside.

The meaning stands in an element of its own, hidden, so that a quote's text is the quote and nothing
else. Pure functions.
"""

from __future__ import annotations

from html import escape

from app.glossary import Term
from app.web.view import View


class Explainer:
    """Marks the words of one answer, each but once.

    Args:
        name: of the answer, unique on the page; it begins the ids of the meanings.
        view: how the page is shown.
    """

    def __init__(self, name: str, view: View) -> None:
        self._name = name
        self._view = view
        self._explained: dict[tuple[str, str], Term] = {}

    def marked(self, text: str) -> str:
        """A text as HTML, its words that are explained for the first time marked."""
        html = ""
        done = 0
        for spot in self._view.glossary.spot(text):
            term = spot.term
            place = (term.document, term.section)
            if place in self._explained:
                continue
            self._explained[place] = term
            word = escape(text[spot.start : spot.end])
            html += (
                f"{escape(text[done : spot.start])}"
                f'<span class="term" role="button" tabindex="0" aria-expanded="false" '
                f'aria-describedby="{self._id(term)}">{word}</span>'
            )
            done = spot.end
        return html + escape(text[done:])

    def meanings(self) -> str:
        """What the marked words mean, in the library's words, hidden."""
        return "".join(
            f'<div class="meaning" id="{self._id(term)}" hidden>'
            f"<p{self._view.quoted}><b>{escape(term.names[0])}</b>: {escape(term.meaning)}</p>"
            f'<p class="hint">{self._view.say("terms.from", title=term.title)}</p></div>'
            for term in self._explained.values()
        )

    def _id(self, term: Term) -> str:
        return f"{self._name}-{escape(term.document)}-{escape(term.section)}"
