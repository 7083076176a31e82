"""What was found, as the answer that a patient reads: our few words around the library's own.

Knows nothing of how it was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.answer import Answer, Card, Contact, Status, Trace
from app.cards import make_card, plain_card
from app.quoting import quote, text_of
from app.reading.reader import Reading
from app.suggesting import suggestions, topic_headings
from app.texts import ENGLISH, Texts, texts_in
from corpus.library import Library
from index.hit import Hit

_SUGGESTED = 3
_TOPICS = 8
_NEAR_TOPICS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a search and a reading of the library gave for one question."""

    library: Library
    hits: Sequence[Hit]
    reading: Reading
    understood: str | None = None

    @property
    def covered(self) -> bool:
        """Whether the library answers."""
        return bool(self.reading.chosen)


class Composer:
    """Makes answers of every status, in the language that it is told where we speak it.

    Args:
        texts: what we say ourselves, by ISO 639-1 code, English among them.
        replies: the plain reply in languages that we do not speak.
        contact: whom a patient can call.
        country: ISO 3166 code, for the crisis line.
    """

    def __init__(
        self,
        texts: Mapping[str, Texts],
        replies: Mapping[str, str],
        contact: Contact,
        country: str,
    ) -> None:
        self._texts = dict(texts)
        self._replies = dict(replies)
        self._contact = contact
        self._country = country

    def say(self, key: str, language: str) -> str:
        """One of our own sentences."""
        return self._in(language).say(key)

    def language_for(self, message: str, page: str) -> str:
        """The language of our words to a message.

        Its own where we speak it. The page's for one in English, in which everybody has to ask, and
        for one in a language that we do not speak.
        """
        return message if message != ENGLISH and message in self._texts else page

    def carded(self, card: Card, language: str, below: Found | None, trace: Trace) -> Answer:
        """The card, and under an urgent one what the library says on the symptom."""
        texts = self._in(language)
        made = make_card(card, self._contact, self._country, texts)
        if made is None:
            raise ValueError("There is no card to show.")
        said = texts.say("card.urgent.tell") if card is Card.URGENT else ""
        found = self._quoted(below, texts) if below is not None and below.covered else None
        blocks = [plain_card(made), said]
        if found is not None:
            blocks += [texts.say("card.urgent.below"), found.text]
        return replace(
            found or self._blank(texts),
            status=Status(card.value),
            text="\n\n".join(block for block in blocks if block),
            said=said,
            card=card,
            card_text=made,
            suggestions=(),
            trace=trace,
        )

    def answered(self, found: Found, language: str, trace: Trace) -> Answer:
        """The library's own words, and what else may be asked."""
        quoted = self._quoted(found, self._in(language))
        return replace(quoted, status=Status.ANSWERED, trace=trace)

    def personal(self, asked: str, found: Found, language: str, trace: Trace) -> Answer:
        """That only the care team can answer it, and what the library says in general."""
        texts = self._in(language)
        said = texts.say("answer.personal")
        quoted = self._quoted(found, texts)
        blocks = [said]
        if found.covered:
            blocks += [texts.say("answer.personal_below"), quoted.text]
        return replace(
            quoted,
            status=Status.PERSONAL_ADVICE,
            text="\n\n".join(blocks),
            said=said,
            for_visit=asked,
            trace=trace,
        )

    def not_covered(self, found: Found, language: str, trace: Trace) -> Answer:
        """That the library does not cover it, what it covers, and what may be asked instead."""
        texts = self._in(language)
        many = len(found.library.documents) > _TOPICS
        key = "answer.covered_topics_near" if many else "answer.covered_topics"
        topics = topic_headings(found.library, found.hits)[: _NEAR_TOPICS if many else _TOPICS]
        said = "\n".join(
            (
                texts.say("answer.not_covered", emergency=self._contact.emergency_number),
                texts.say(key, topics=", ".join(topics)),
            )
        )
        return replace(self._quoted(found, texts), text=said, said=said, trace=trace)

    def other_language(self, message: str, language: str, trace: Trace) -> Answer:
        """The plain reply that the library is in English, in the language of the message."""
        texts = self._in(language)
        said = self._replies.get(message) or texts.say("answer.other_language")
        return replace(self._blank(texts), text=said, said=said, trace=trace)

    def sorry(self, said: str, language: str, trace: Trace) -> Answer:
        """The apology for a fault of ours."""
        blank = self._blank(self._in(language))
        return replace(blank, status=Status.ERROR, text=said, said=said, trace=trace)

    def _quoted(self, found: Found, texts: Texts) -> Answer:
        quotes, citations = quote(found.library, found.reading.chosen)
        shown = {(one.document, one.section) for one in quotes}
        return replace(
            self._blank(texts),
            text=text_of(quotes, citations),
            quotes=quotes,
            citations=citations,
            suggestions=suggestions(found.library, found.hits, shown, _SUGGESTED),
            understood=found.understood,
        )

    def _blank(self, texts: Texts) -> Answer:
        return Answer(
            status=Status.NOT_COVERED,
            text="",
            quotes=(),
            citations=(),
            reminder=texts.say("answer.reminder", emergency=self._contact.emergency_number),
            card=Card.NONE,
            suggestions=(),
            contact=self._contact,
            trace=Trace(),
            language=texts.language,
        )

    def _in(self, language: str) -> Texts:
        return texts_in(self._texts, language)
