"""A rule on sentences that cannot stand alone, as a quote has to. Knows English only.

The words it goes by are data, in `standing.en.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from corpus.checks.finding import Finding, Rule, Severity
from corpus.checks.page import Page, plain, shown
from corpus.document import Role, Sentence

STANDS_ALONE = Rule("stands-alone", Severity.WARNING, "a sentence can be quoted without others")
_MODAL = r"(?:can|could|may|might|will|would|should|must|does)(?: not|n't)? |(?:also|often) "
_BE = rf"(?:'s| (?:is|isn't|was|wasn't|(?:{_MODAL})be))"


@dataclass(frozen=True, slots=True)
class _Words:
    leans: re.Pattern[str]
    stands: re.Pattern[str]
    points: re.Pattern[str]


@lru_cache
def _words() -> _Words:
    text = files("corpus.checks").joinpath("standing.en.yaml").read_text(encoding="utf-8")
    data: dict[str, list[str]] = yaml.safe_load(text)
    any_of = {key: _any(words) for key, words in data.items() if key != "pointing"}
    opener = rf"^(?:{any_of['openers']},? )*"
    one, more, few = any_of["singular"], any_of["plural"], any_of["quantities"]
    helps = any_of["auxiliaries"]
    singular = f"(?:{helps}|{any_of['singular_verbs']})"
    plural = f"(?:{helps}|{any_of['plural_verbs']})"
    end = r"(?![\w'-])"
    return _Words(
        leans=re.compile(
            rf"{opener}(?P<word>{any_of['pronouns']}{end}|it(?='s|'ll|[ ,])"
            rf"|{one}(?= {singular}{end})|{more}(?= {plural}{end})"
            rf"|{few} of {any_of['partitives']}(?= {plural}{end})|{few}(?= {helps}{end}))",
            re.IGNORECASE,
        ),
        stands=re.compile(
            rf"{opener}it(?:{_BE}(?: {any_of['plain_it_adverbs']})* {any_of['plain_it_is']}{end}"
            rf".*\b{any_of['plain_it_ends']}{end}| (?:{_MODAL})?{any_of['plain_it_verbs']}{end})",
            re.IGNORECASE,
        ),
        points=re.compile("|".join(data["pointing"]), re.IGNORECASE),
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def leaning_word(sentence: str) -> str | None:
    """The word at the beginning of a sentence that stands for something said before; None if none.

    Example: `leaning_word("This means rest.")` gives `"This"`, `leaning_word("This drug helps.")`
    and `leaning_word("It is common to feel tired.")` give None.
    """
    words = _words()
    said = sentence.replace("’", "'")
    found = words.leans.search(said)
    if found is None or words.stands.search(said):
        return None
    return found["word"]


def pointing_words(sentence: str) -> str | None:
    """The words of a sentence that point to another place of the page; None if none.

    Example: `pointing_words("See the list below.")` gives `"list below"`.
    """
    found = _words().points.search(sentence)
    return found[0] if found else None


def check_standing(page: Page) -> Iterator[Finding]:
    """Sentences of a page that lean on others.

    An item of a list with a lead-in is read with it, and may lean on it; so may a lead-in point to
    its own list.
    """
    for passage in page.passages:
        led = {s.block for s in passage.sentences if s.role is Role.LEAD}
        for sentence in passage.sentences:
            yield from _leans(page, sentence, led=sentence.block in led)


def _leans(page: Page, sentence: Sentence, *, led: bool) -> Iterator[Finding]:
    text = plain(sentence.text)
    word = leaning_word(text)
    if word and not (led and sentence.role is Role.ITEM):
        said = f"“{word}” stands for something in another sentence; name it: {shown(text)}"
        yield page.at(STANDS_ALONE, sentence, said)
        return
    where = pointing_words(text)
    if where and sentence.role is not Role.LEAD:
        said = f"“{where}” points to another place, which a quote lacks; name it: {shown(text)}"
        yield page.at(STANDS_ALONE, sentence, said)
