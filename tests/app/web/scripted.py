"""A scripted answerer over the real source text: real Answers, exact quotes, chosen outcomes."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from app.answer import Answer, Card, Citation, Contact, Quote, Status, Trace
from app.composing import Composer
from app.glossary import Glossary, Term
from app.question import clean_question
from app.settings import OVERVIEW_DOCUMENTS
from app.suggesting import Example, Topic, TopicGroup
from app.texts import ENGLISH, load_all, load_replies, texts_in
from corpus.document import Review, ReviewState, Source

TEXT = (OVERVIEW_DOCUMENTS / "immunotherapy-overview.md").read_text(encoding="utf-8")
EXAMPLES = (
    "What is immunotherapy?",
    "What are checkpoint inhibitors?",
    "What is CAR T-cell therapy?",
    "What are the side effects?",
    "Which cancers is it used for?",
    "Can it be given with chemotherapy?",
)
GROUPS = (
    TopicGroup("Basics", (Topic("The immune system", ("What is an immune response?",)),)),
    TopicGroup(
        "Side effects",
        (
            Topic("Skin", ("Is a rash common?", "Does it itch?")),
            Topic("Joints", ("Do they ache?",)),
        ),
    ),
)
TERMS = (
    Term(
        names=("Checkpoint",),
        meaning="A checkpoint is a brake of the immune system.",
        document="words",
        title="Words explained",
        section="checkpoint",
    ),
    Term(
        names=("Immune system",),
        meaning="The immune system is what fights <germs>.",
        document="words",
        title="Words explained",
        section="immune-system",
    ),
)
REMINDER = "Always talk with your care team about your own treatment. In an emergency call 911."
CONTACT = Contact("Your Cancer Center", "555-0100", "555-0199", "911")
SPOKEN = load_all()
COMPOSER = Composer(SPOKEN, load_replies(), CONTACT, "US")


def section(heading: str, number: int, review: Review | None = None) -> Citation:
    """The citation of one section of the overview."""
    found = re.search(rf"^#+ {re.escape(heading)}\n\n(.+?)(?=\n\n#|\Z)", TEXT, re.M | re.S)
    assert found is not None
    passage = found.group(1).rstrip()
    return Citation(
        number=number,
        document="immunotherapy-overview",
        title="Immunotherapy: an overview",
        section=heading.lower().replace(" ", "-"),
        heading=heading,
        path=("Key points about immunotherapy", heading),
        publisher="Patient education library",
        sources=(Source("National Cancer Institute", "Immunotherapy", "https://www.cancer.gov/"),),
        review=review or Review(ReviewState.DRAFT),
        passage=passage,
        start=found.start(1),
    )


def quotes_of(citation: Citation, *sentences: int) -> tuple[Quote, ...]:
    """The chosen sentences of a section, counted from 0."""
    spans = [m.span() for m in re.finditer(r"\S.*?[.](?=\s|\Z)", citation.passage, re.S)]
    return tuple(
        Quote(
            document=citation.document,
            section=citation.section,
            start=citation.start + spans[i][0],
            end=citation.start + spans[i][1],
            text=citation.passage[slice(*spans[i])],
            citation=citation.number,
        )
        for i in sentences
    )


def answer_of(
    status: Status, text: str = "", quotes: tuple[Quote, ...] = (), *citations: Citation
) -> Answer:
    """An answer around these quotes."""
    return Answer(
        status=status,
        text=text or " ".join(quote.text for quote in quotes),
        quotes=quotes,
        citations=citations,
        reminder=REMINDER,
        card=Card.NONE,
        suggestions=EXAMPLES[:3],
        contact=Contact("Your Cancer Center", None, None, "911"),
        trace=Trace(seconds={"search": 0.1}, score=0.9, fault="secret/path"),
        said="" if quotes else text,
    )


def two_citations() -> Answer:
    """An answer out of two sections, one reviewed and overdue."""
    review = Review(ReviewState.APPROVED, "Dr. A. Ray", date(2024, 3, 3), date(2025, 3, 3))
    first = section("Checkpoint Inhibitors", 1)
    second = section("Immune System Activation", 2, review)
    return answer_of(
        Status.ANSWERED, "", (*quotes_of(first, 0, 1), *quotes_of(second, 1)), first, second
    )


def carded(card: Card, message: str = ENGLISH, page: str = ENGLISH) -> Answer:
    """A card alone, as it is composed for these languages; its trace must reach nobody."""
    trace = Trace(why="rule secret-rule", language=message)
    return COMPOSER.carded(card, COMPOSER.language_for(message, page), None, trace)


def urgent(message: str = ENGLISH, page: str = ENGLISH) -> Answer:
    """A card, and below it what the library says."""
    cited = section("Side Effects", 1)
    card = carded(Card.URGENT, message, page)
    return replace(card, quotes=quotes_of(cited, 0), citations=(cited,))


def personal(asked: str, page: str = ENGLISH) -> Answer:
    """What only the care team can answer, and what the library says in general."""
    cited = section("Side Effects", 1)
    answer = answer_of(Status.PERSONAL_ADVICE, "", quotes_of(cited, 0), cited)
    said = COMPOSER.say("answer.personal", page)
    return in_words_of(page, replace(answer, said=said, for_visit=asked, contact=CONTACT))


def not_covered(page: str = ENGLISH) -> Answer:
    """That the library does not cover it."""
    said = SPOKEN[page].say("answer.not_covered", emergency=CONTACT.emergency_number)
    return in_words_of(page, answer_of(Status.NOT_COVERED, said))


def failed(page: str = ENGLISH) -> Answer:
    """The apology."""
    return in_words_of(page, answer_of(Status.ERROR, COMPOSER.say("answer.error", page)))


def in_words_of(page: str, answer: Answer) -> Answer:
    """The answer, with the reminder of a page in this language."""
    reminder = SPOKEN[page].say("answer.reminder", emergency=CONTACT.emergency_number)
    return replace(answer, reminder=reminder, language=page)


def alarm_of(question: str, page: str = ENGLISH) -> Answer | None:
    """The card of a question by its words, if it needs one."""
    lower = question.lower()
    if "kill" in lower:
        return carded(Card.CRISIS, page=page)
    if "respirar" in lower:
        return carded(Card.URGENT, "es", page)
    return carded(Card.URGENT, page=page) if "breath" in lower else None


# By a word of the question: what makes its answer, of the question and the page's language.
SCRIPT: dict[str, Callable[[str, str], Answer]] = {
    "breath": lambda _, page: urgent(page=page),
    "respirar": lambda _, page: urgent("es", page),
    "kill": lambda _, page: carded(Card.CRISIS, page=page),
    "should i": personal,
    "effets": lambda _, page: COMPOSER.other_language("fr", page, Trace(language="fr")),
    "fault": lambda _, page: failed(page),
    "france": lambda _, page: not_covered(page),
    "checkpoint": lambda _, page: in_words_of(page, two_citations()),
}


class ScriptedAnswerer:
    """Answers by words in the question; `hold` keeps every answer back until it is set."""

    def __init__(self) -> None:
        self.hold = threading.Event()
        self.hold.set()
        self.sentence: str | None = None
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.alarmed: list[str] = []
        self.forgotten = 0

    def ask(self, question: str, history: Sequence[str] = (), language: str = ENGLISH) -> Answer:
        """An answer fit for the question's words."""
        self.asked.append((clean_question(question), tuple(history)))
        self.hold.wait(60)
        lower, page = question.lower(), texts_in(SPOKEN, language).language
        if "explode" in lower:
            raise RuntimeError(f"cannot read {question}")
        for word, made in SCRIPT.items():
            if word in lower:
                return made(question, page)
        cited = section("Side Effects", 1)
        answer = answer_of(Status.ANSWERED, "", quotes_of(cited, 0), cited)
        answer = in_words_of(page, answer)
        if history and "how long" in lower:
            return replace(answer, understood=f"{question} ({history[-1]})")
        return answer

    def forget(self) -> None:
        """Counts how often it was told to."""
        self.forgotten += 1

    def alarm(self, question: str, language: str = ENGLISH) -> Answer | None:
        """A card at once, or none."""
        self.alarmed.append(question)
        if "no triage" in question:
            raise RuntimeError(f"cannot read {question}")
        return alarm_of(question, language)

    def fault(self, language: str = ENGLISH) -> str | None:
        """What a test has set."""
        return self.sentence

    def examples(self) -> tuple[Example, ...]:
        """Six questions, once ready."""
        return () if self.sentence else tuple(Example("Basics", one) for one in EXAMPLES)

    def topic_groups(self) -> tuple[TopicGroup, ...]:
        """Two groups, once ready."""
        return () if self.sentence else GROUPS

    def glossary(self) -> Glossary:
        """Two words, once ready."""
        return Glossary(()) if self.sentence else Glossary(TERMS)
