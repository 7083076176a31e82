"""Rules on what two pages say alike: whole pages, passages and sentences.

What is said of pages is not said again of their passages, nor of a passage's sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.checks.alike import groups_alike, words_of
from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.limits import Limits
from corpus.checks.page import Page, plain, shown
from corpus.document import Sentence

SAME_PAGE = Rule("same-page", Severity.ERROR, "no page stands in the library twice")
NEAR_PAGE = Rule("near-page", Severity.WARNING, "no two pages say nearly the same")
SAME_PASSAGE = Rule("same-passage", Severity.WARNING, "no passage stands on two pages")
NEAR_PASSAGE = Rule("near-passage", Severity.WARNING, "no two pages share nearly one passage")
SAME_SENTENCE = Rule("same-sentence", Severity.FLAG, "a sentence stands on two pages for a reason")
NEAR_SENTENCE = Rule(
    "near-sentence", Severity.FLAG, "nearly one sentence on two pages has a reason"
)


@dataclass(frozen=True, eq=False)
class _Text:
    """A page, passage or sentence: where it begins, its words, and the text that it is part of."""

    page: Page
    first: Sentence
    words: tuple[str, ...]
    within: _Text | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is compared: its name, its rules, and from how many words on it counts."""

    name: str
    same: Rule
    near: Rule
    least: int


def check_repeats(pages: Sequence[Page], limits: Limits) -> Iterator[Finding]:
    """What stands on two pages or more, one finding for each group of texts alike.

    Args:
        pages: of the whole library.
        limits: from how many words on a text counts, and how much alike is nearly the same.
    """
    whole = [_text(page, page.sentences) for page in pages]
    passages = [_text(of.page, p.sentences, of) for of in whole for p in of.page.passages]
    groups = (p.sentences for page in pages for p in page.passages)
    sentences = [
        _text(of.page, [sentence], of)
        for of, group in zip(passages, groups, strict=True)
        for sentence in group
    ]
    told: dict[_Text, _Text] = {}  # the first of the group that a text was told of with
    for texts, kind in (
        (whole, _Kind("page", SAME_PAGE, NEAR_PAGE, 1)),
        (passages, _Kind("passage", SAME_PASSAGE, NEAR_PASSAGE, limits.min_repeated_passage)),
        (sentences, _Kind("sentence", SAME_SENTENCE, NEAR_SENTENCE, limits.min_repeated_sentence)),
    ):
        told |= {t: told[t.within] for t in texts if t.within in told}
        for group in _groups(texts, kind.least, limits.alike):
            if len({told.get(text, text) for text in group}) > 1:
                yield _finding(group, kind)
                told |= dict.fromkeys(group, group[0])


def _text(page: Page, sentences: Sequence[Sentence], within: _Text | None = None) -> _Text:
    words = words_of("\n".join(plain(sentence.text) for sentence in sentences))
    return _Text(page, sentences[0], words, within)


def _groups(texts: Sequence[_Text], least: int, alike: float) -> Iterator[list[_Text]]:
    """Groups of long enough texts that stand on two pages at least, in their order."""
    long = [text for text in texts if len(text.words) >= least]
    for places in groups_alike([text.words for text in long], alike):
        group = [long[place] for place in places]
        if len({text.page for text in group}) > 1:
            yield group


def _finding(group: Sequence[_Text], kind: _Kind) -> Finding:
    first, *others = group
    same = all(text.words == first.words for text in others)
    other = next(text for text in others if text.page is not first.page)
    place = f"{other.page.file}:{other.page.line_at(other.first.start)}"
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    said = f"{'The same' if same else 'Nearly the same'} {kind.name} is at {place}{more}"
    told = said + "; keep one" if kind.name != "sentence" else said + "; is that meant?"
    words = (
        shown(first.first.text) if same else f"{shown(first.first.text)}, {shown(other.first.text)}"
    )
    return first.page.at(kind.same if same else kind.near, first.first, f"{told}: {words}")
