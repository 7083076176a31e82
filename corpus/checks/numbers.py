"""A rule on numbers: what two pages say of one subject, in one unit, should be one number.

A person has to look: the words alone do not tell whether two sentences speak of the same. English
only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.limits import Limits
from corpus.checks.page import Page, plain, shown
from corpus.checks.quantities import Quantity, contradict, quantities
from corpus.document import Sentence

OTHER_NUMBER = Rule("other-number", Severity.FLAG, "pages give one number for one subject")
_WORD = re.compile(r"[a-z]+")
_ROWS = 512


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence with quantities, and the stems of what it speaks of: its own count twice."""

    page: Page
    sentence: Sentence
    text: str
    quantities: tuple[Quantity, ...]
    subject: tuple[str, ...]


def check_numbers(pages: Sequence[Page], limits: Limits) -> Iterator[Finding]:
    """Sentences of two pages that speak of the same and give other numbers in the same measure.

    The subject of a sentence is its words and those of the headings above it, stemmed and weighted
    by tf-idf over all sentences with numbers; it is the same from `limits.same_subject` on. Of the
    later sentences that contradict one, the nearest is named.
    """
    claims = _claims(pages)
    measuring: defaultdict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for measure in sorted({q.measures for q in claim.quantities}):
            measuring[measure].append(place)
    nearest: dict[int, tuple[float, int]] = {}
    for left, right, cosine in _same_subject(claims, list(measuring.values()), limits):
        one, other = claims[left], claims[right]
        if one.page is other.page or not contradict(one.quantities, other.quantities):
            continue
        if cosine > nearest.get(left, (0.0, 0))[0]:
            nearest[left] = cosine, right
    for left, (_, right) in sorted(nearest.items()):
        yield _finding(claims[left], claims[right])


def _claims(pages: Sequence[Page]) -> list[_Claim]:
    import Stemmer
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    stem = Stemmer.Stemmer("english").stemWords

    def stems(text: str) -> list[str]:
        words = _WORD.findall(text.lower().replace("’s", ""))
        return list(stem([word for word in words if word not in ENGLISH_STOP_WORDS]))

    claims = []
    for page in pages:
        for passage in page.passages:
            above = stems(" ".join(passage.path))
            for sentence in passage.sentences:
                text = plain(sentence.text)
                found = quantities(text)
                if found:
                    said = stems(_without(text, found))
                    subject = (*said, *said, *dict.fromkeys(above))
                    claims.append(_Claim(page, sentence, text, found, subject))
    return claims


def _without(text: str, found: Sequence[Quantity]) -> str:
    for quantity in reversed(found):
        text = f"{text[: quantity.start]} {text[quantity.end :]}"
    return text


def _same_subject(
    claims: Sequence[_Claim], alike: Sequence[Sequence[int]], limits: Limits
) -> Iterator[tuple[int, int, float]]:
    """Pairs of claims of one measure on one subject, earlier first, with their cosine."""
    if not any(claim.subject for claim in claims):
        return
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer=lambda claim: claim.subject).fit_transform(claims)
    for places in alike:
        own = vectors[places]
        for start in range(0, len(places), _ROWS):
            block = (own[start : start + _ROWS] @ own.T).tocoo()
            near = block.data >= limits.same_subject
            rows, columns = block.row[near] + start, block.col[near]
            for row, column, cosine in zip(rows, columns, block.data[near], strict=True):
                if row < column:
                    yield places[row], places[column], float(cosine)


def _finding(one: _Claim, other: _Claim) -> Finding:
    pair = contradict(one.quantities, other.quantities)
    if pair is None:
        raise ValueError("the claims do not contradict each other")
    ours, theirs = (c.text[q.start : q.end] for c, q in zip((one, other), pair, strict=True))
    place = f"{other.page.file}:{other.page.line_at(other.sentence.start)}"
    said = f"Here {ours}, at {place} {theirs}; which is right? "
    return one.page.at(OTHER_NUMBER, one.sentence, f"{said}{shown(one.text)}, {shown(other.text)}")
