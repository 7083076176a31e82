"""The notation of the rules: regular expressions with names for word lists, and gaps.

`{breath}` stands for a list of words, `cough*` for every word that begins so, ` .. ` for up to
four words between, ` & ` for both parts in either order with up to eight words between, `#` for a
number. All else is a regular expression over a sentence of plain words with one blank between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_NAME = re.compile(r"\{([a-z_]+)\}")
_STAR = re.compile(r"(?<=[a-z])\*")
# A gap holds no denial: in "eyes are not yellow" no sign is told.
_ANY_WORD = r"(?: (?!(?:no|not|never|without|zero|none|nor|nothing|free) )\S+)"
_GAP = rf"{_ANY_WORD}{{0,4}} "
_WIDE = rf"{_ANY_WORD}{{0,8}} "
_GROUP = re.compile(r"\((?!\?)")
_NUMBER = r"(\d+(?:\.\d+)?)(?:/\d+)?"


class BadRules(Exception):
    """A file of rules names something that is not defined, or is no expression."""


def expand(text: str, lists: Mapping[str, str]) -> str:
    r"""A pattern as a regular expression without names.

    Args:
        text: the pattern.
        lists: the words of every name, with commas between.

    Raises:
        BadRules: it names a list that is not there.

    Example: `expand("sore {part}", {"part": "arm*, leg"})` gives `r"sore (?:arm\w*|leg)"`.
    """
    parts = text.split(" & ")
    if len(parts) > 1:
        left, right = expand(parts[0], lists), expand(" & ".join(parts[1:]), lists)
        return f"(?:{left}{_WIDE}{right}|{right}{_WIDE}{left})"

    def words(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise BadRules(f"{{{match[1]}}} is not defined.")
        listed = [entry.strip() for entry in lists[match[1]].split(",")]
        return f"(?:{'|'.join(expand(entry, lists) for entry in listed if entry)})"

    grouped = _GROUP.sub("(?:", text)
    gap = _GAP.replace(r"\S+", r"[^\s\d]+") if "#" in text else _GAP
    starred = _STAR.sub(r"\\w*", grouped).replace(" .. ", gap)
    return _NAME.sub(words, starred.replace("#", _NUMBER))


def compiled(patterns: Iterable[str], lists: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    """Expressions that find the patterns at whole words: one for all, and one for each number.

    A number is their only group.

    Raises:
        BadRules: they are no expressions.
    """
    expanded = [expand(pattern, lists) for pattern in patterns]
    counting = [one for one in expanded if _NUMBER in one]
    plain = "|".join(one for one in expanded if _NUMBER not in one)
    try:
        return tuple(
            re.compile(rf"(?<!\S)(?:{one})(?!\S)") for one in ([plain] if plain else []) + counting
        )
    except re.error as error:
        raise BadRules(f"{list(patterns)!r} cannot be read: {error}.") from error


def listed_words(text: str) -> set[str]:
    """The words of a pattern or list that a misspelt word may be meant for.

    Example: `listed_words("(short|out) of breath*")` gives `short` and `breath`.
    """
    return set(re.findall(r"[a-z]{4,}", _NAME.sub(" ", text)))
