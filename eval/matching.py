"""Whether a text says a phrase, as the format of eval sets defines it. Knows nothing of cases."""

from __future__ import annotations

_SINGLE = "\u2018\u2019\u201a\u201b\u2032"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_STRAIGHT = str.maketrans(
    {**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_DASHES, "-")}
)


def fold(text: str) -> str:
    r"""The text case-folded, white space collapsed, curly quotes and dashes straightened.

    Example: `fold("The  body’s\nT–Cells")` gives `"the body's t-cells"`.
    """
    return " ".join(text.casefold().translate(_STRAIGHT).split())


def says(text: str, phrase: str) -> bool:
    """Whether the phrase stands anywhere in the text, both folded.

    Example: `says("It can’t cure.", "IT CAN'T")` gives `True`.
    """
    return fold(phrase) in fold(text)
