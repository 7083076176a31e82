"""Eval cases: questions with what is expected. Knows nothing of files or answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.answer import Status

Phrase = Annotated[str, Field(pattern=r"\S")]
"""A string that is not blank: a blank one would stand in every text."""


class BadSet(Exception):
    """An eval set cannot be read; the message names file and line."""


class BadCase(Exception):
    """One line of an eval set is no case; the message says why, without a full stop."""


class Case(BaseModel):
    """One case of an eval set; the keys are those of the format.

    Each of `must_say` is one fact, given as the strings of which any one says it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Phrase
    question: str
    expect: Annotated[tuple[Status, ...], Field(min_length=1)]
    history: tuple[str, ...] = ()
    must_say: tuple[Annotated[tuple[Phrase, ...], Field(min_length=1)], ...] = ()
    must_not_say: tuple[Phrase, ...] = ()
    cite: tuple[Phrase, ...] = ()
    tags: tuple[Phrase, ...] = ()
    note: str = ""


def make_case(data: dict[str, Any]) -> Case:
    """A case of its keys.

    Raises:
        BadCase: a key is missing, unknown or holds something wrong.

    Example: `make_case({"id": "1", "question": "What?", "expect": ["answered"]})`
    """
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        raise BadCase(_what_is_wrong(error)) from error


def _what_is_wrong(error: ValidationError) -> str:
    """The first fault, in plain words."""
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0])
    plain = {
        "missing": f"the key '{key}' is missing",
        "extra_forbidden": f"there is no key '{key}' in the format",
        "string_pattern_mismatch": f"'{key}' holds a blank string",
        "string_type": f"'{key}' holds something that is not a string",
        "too_short": f"'{key}' holds an empty list",
        "tuple_type": f"'{key}' holds something that is not a list",
        "enum": f"{first['input']!r} in '{key}' is no status; use one of {', '.join(Status)}",
    }
    return plain.get(first["type"], f"'{key}': {first['msg']}")


def with_tags(cases: Sequence[Case], tags: Sequence[str]) -> list[Case]:
    """The cases that have every one of the tags.

    Raises:
        BadSet: there are none.
    """
    kept = [case for case in cases if set(tags) <= set(case.tags)]
    if not kept:
        raise BadSet(f"No case has {' and '.join(repr(tag) for tag in tags) or 'any tag'}.")
    return kept
