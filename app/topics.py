"""What an answer was about: sections and lists as topics that a next question may point to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.followup import Topic
from app.leaning import own_words
from app.reading.reader import Chosen
from app.suggesting import offer
from corpus.document import Passage, Role
from index.search import Search
from index.vocabulary import rarity

_LEAST = 2
_ITEM_WORDS = 12
_TELLING = 0.6


def topic_of(search: Search, passage: Passage) -> Topic:
    """The section of a passage: its heading (of a title what stands before a colon)."""
    return _of_section(search, passage.document, passage.section)


def listed_topics(search: Search, chosen: Sequence[Chosen]) -> tuple[Topic, ...]:
    """What was quoted as a list: sections, or the items of one; empty below two."""
    sections = dict.fromkeys((c.passage.document, s.section) for c in chosen for s in c.sentences)
    if len(sections) >= _LEAST:
        return tuple(_of_section(search, *section) for section in sections)
    items = [s.text for c in chosen for s in c.sentences if s.role is Role.ITEM]
    names = [" ".join(text.split()[:_ITEM_WORDS]) for text in items]
    return tuple(Topic(name, name) for name in names) if len(names) >= _LEAST else ()


def list_above(search: Search, passage: Passage) -> Topic | None:
    """The heading that groups a passage's section with others of its kind, if one does."""
    for outline in search.passages:
        held = {sentence.section for sentence in outline.sentences}
        if outline.outline and outline.document == passage.document and passage.section in held:
            return topic_of(search, outline)
    return None


def words_of(search: Search, question: str) -> Topic | None:
    """What a question that is not answered is about: its rare words, all known to the library."""
    own = own_words(question)
    if not own or search.vocabulary.foreign(" ".join(own)):
        return None
    telling = [word for word in own if rarity(word) >= _TELLING]
    name = " ".join(telling)
    return Topic(name, f"what is {name}") if telling else None


def _of_section(search: Search, document_id: str, section_id: str) -> Topic:
    document = search.library.document(document_id)
    section = document.section(section_id)
    name = re.split(r"\s*[:–—]\s*", section.heading)[0]
    return Topic(_within_a_sentence(name), offer(document, section))


def _within_a_sentence(heading: str) -> str:
    """Without capitals that only a heading has: "CAR T-Cell Therapy", "CAR T-Cell therapy"."""
    return " ".join(
        word.lower() if sum(letter.isupper() for letter in word) == 1 and len(word) > 1 else word
        for word in heading.split()
    )
