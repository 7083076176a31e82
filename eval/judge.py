"""One case and the answer to it → what was right and wrong. Knows nothing of how it was asked.

Beside what the case expects, every quote is held against the library: it must be its document's
own characters, stand in the section that its citation names, and be shown in the text. And nothing
else may be said than what is quoted, and our own fixed words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.answer import Answer, Citation, Quote, Status
from corpus.document import Document
from corpus.library import Library
from eval.cases import Case
from eval.matching import says
from eval.statements import unsupported


@dataclass(frozen=True, slots=True)
class JudgedQuote:
    """One quote of an answer, held against the library.

    `exact`: `document.text[start:end] == quote`. `placed`: the span lies in the section that the
    citation shown beside it names. `shown`: the answer's text holds it.
    """

    document: str
    section: str
    quote: str
    start: int
    end: int
    exact: bool
    placed: bool
    shown: bool

    @property
    def supported(self) -> bool:
        """Whether the section that is cited for it says it, word for word."""
        return self.exact and self.placed


@dataclass(frozen=True, slots=True)
class JudgedCitation:
    """One citation of an answer.

    `supports`: sentences stand by it, and the section that it names says each, word for word.
    """

    document: str
    section: str
    supports: bool


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case.

    `facts` tells of each of the case's `must_say` whether it was said, `forbidden` of each of its
    `must_not_say`; `cited` whether one of its `cite` was cited, None where it names none.
    `seconds` is how long the judged question took, None where it was not taken, and `stages` how
    long each stage of the pipeline did. `score` is the reader's probability in [0, 1] that the
    library answers, None where it was not reached, and `found` the passages found, nearest first.
    `unsupported` is what the text says that is neither quoted nor our own. `reasons` says why the
    case failed.
    """

    case: Case
    status: Status
    text: str
    quotes: tuple[JudgedQuote, ...]
    citations: tuple[JudgedCitation, ...]
    seconds: float | None
    facts: tuple[bool, ...]
    forbidden: tuple[bool, ...]
    cited: bool | None
    reasons: tuple[str, ...]
    score: float | None = None
    found: tuple[str, ...] = ()
    stages: Mapping[str, float] = field(default_factory=dict)
    unsupported: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The case's."""
        return self.case.id

    @property
    def tags(self) -> tuple[str, ...]:
        """The case's."""
        return self.case.tags

    @property
    def expect(self) -> tuple[Status, ...]:
        """The outcomes that are right."""
        return self.case.expect

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong."""
        return not self.reasons


def judge(case: Case, answer: Answer, library: Library, seconds: float) -> CaseResult:
    """Hold an answer against its case, and its quotes against the library it was made from.

    Args:
        case: what is expected.
        answer: to the case's question.
        library: the documents of the generation that was searched.
        seconds: how long the answer took.

    Example: `judge(case, answerer.ask(case.question), library, 0.1).reasons`
    """
    facts = tuple(any(says(answer.text, phrase) for phrase in fact) for fact in case.must_say)
    forbidden = tuple(says(answer.text, phrase) for phrase in case.must_not_say)
    quotes = tuple(_judge_quote(quote, answer, library) for quote in answer.quotes)
    names = _cited_names(answer)
    cited = any(name in names for name in case.cite) if case.cite else None
    alone = unsupported(answer)
    reasons = [
        *_status_reasons(case, answer),
        *(
            f"It does not say {_either(fact)}."
            for fact, said in zip(case.must_say, facts, strict=True)
            if not said
        ),
        *(
            f"It says '{phrase}', which it must not."
            for phrase, said in zip(case.must_not_say, forbidden, strict=True)
            if said
        ),
        *([f"It cites {_cited(answer)}, not {_either(case.cite)}."] if cited is False else []),
        *(reason for quote in quotes for reason in _quote_reasons(quote)),
        *_citation_reasons(answer),
        *(f"It says '{line}', which is neither quoted nor our own." for line in alone),
    ]
    return CaseResult(
        case=case,
        status=answer.status,
        text=answer.text,
        quotes=quotes,
        citations=tuple(_judge_citation(citation, answer, quotes) for citation in answer.citations),
        seconds=seconds,
        facts=facts,
        forbidden=forbidden,
        cited=cited,
        reasons=tuple(reasons),
        score=answer.trace.score,
        found=answer.trace.found,
        stages=dict(answer.trace.seconds),
        unsupported=alone,
    )


def judge_refused(case: Case, why: str) -> CaseResult:
    """The result of a case whose question was turned away at the door, which is never right."""
    return CaseResult(
        case=case,
        status=Status.ERROR,
        text=why,
        quotes=(),
        citations=(),
        seconds=None,
        facts=(False,) * len(case.must_say),
        forbidden=(False,) * len(case.must_not_say),
        cited=False if case.cite else None,
        reasons=(f"The question was not taken: {why}",),
    )


def _judge_quote(quote: Quote, answer: Answer, library: Library) -> JudgedQuote:
    document = next((d for d in library.documents if d.id == quote.document), None)
    exact = (
        document is not None
        and 0 <= quote.start < quote.end
        and document.text[quote.start : quote.end] == quote.text
    )
    return JudgedQuote(
        document=quote.document,
        section=quote.section,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        exact=exact,
        placed=document is not None and _is_placed(quote, answer, document),
        shown=says(answer.text, quote.text),
    )


def _judge_citation(
    citation: Citation, answer: Answer, quotes: Sequence[JudgedQuote]
) -> JudgedCitation:
    beside = [
        judged
        for quote, judged in zip(answer.quotes, quotes, strict=True)
        if quote.citation == citation.number
    ]
    supports = bool(beside) and all(judged.supported for judged in beside)
    return JudgedCitation(citation.document, citation.section, supports)


def _is_placed(quote: Quote, answer: Answer, document: Document) -> bool:
    """Whether the section that the patient is shown is the one that the quote stands in."""
    shown = next((c for c in answer.citations if c.number == quote.citation), None)
    if shown is None or (shown.document, shown.section) != (quote.document, quote.section):
        return False
    section = next((s for s in document.sections if s.id == quote.section), None)
    return section is not None and section.start <= quote.start and quote.end <= section.end


def _cited_names(answer: Answer) -> set[str]:
    """Every cited document, and every cited section as `document#section`."""
    documents = {citation.document for citation in answer.citations}
    return documents | {f"{c.document}#{c.section}" for c in answer.citations}


def _status_reasons(case: Case, answer: Answer) -> Iterator[str]:
    if answer.status not in case.expect:
        yield f"The outcome is '{answer.status}', not {_either(case.expect)}."
    if answer.status is Status.ANSWERED and not answer.quotes:
        yield "It claims to answer, and quotes nothing."


def _quote_reasons(quote: JudgedQuote) -> Iterator[str]:
    where = f"The quote at {quote.document}#{quote.section}, {quote.start} to {quote.end},"
    if not quote.exact:
        yield f"{where} is not what the document says there."
    if not quote.placed:
        yield f"{where} does not stand in the section that is cited for it."
    if not quote.shown:
        yield f"{where} is not in the text that is shown."


def _citation_reasons(answer: Answer) -> Iterator[str]:
    used = {quote.citation for quote in answer.quotes}
    for citation in answer.citations:
        if citation.number not in used:
            yield f"It cites '{citation.document}#{citation.section}', and quotes nothing of it."


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"'{name}'" for name in names)


def _cited(answer: Answer) -> str:
    if not answer.citations:
        return "nothing"
    return ", ".join(f"'{c.document}#{c.section}'" for c in answer.citations)
