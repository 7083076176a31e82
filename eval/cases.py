"""Eval cases: a JSON Lines file → questions with what is expected. Knows nothing of answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.answer import Status

Phrase = Annotated[str, Field(pattern=r"\S")]
"""A string that is not blank: a blank one would stand in every text."""


class BadSet(Exception):
    """An eval set cannot be read; the message names file and line."""


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


def load_cases(path: Path) -> list[Case]:
    """The cases of a set, in its order; blank lines and those that begin with `#` are skipped.

    Raises:
        BadSet: the file cannot be read, a line is no case, an id stands twice, or there is none.

    Example: `len(load_cases(Path("eval/sets/overview.jsonl")))` gives `60`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadSet(f"{path}: it cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadSet(f"{path}: it is not UTF-8 text.") from error
    cases = list(_read_lines(text, path))
    seen: dict[str, int] = {}
    for number, case in cases:
        earlier = seen.setdefault(case.id, number)
        if earlier != number:
            raise BadSet(f"{path}:{number}: the id '{case.id}' stands in line {earlier} already.")
    if not cases:
        raise BadSet(f"{path}: there is no case in it.")
    return [case for _, case in cases]


def _read_lines(text: str, path: Path) -> Iterator[tuple[int, Case]]:
    # Not `splitlines`: it also breaks at characters that may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadSet(f"{path}:{number}: it is not a JSON object.") from error
        if not isinstance(data, dict):
            raise BadSet(f"{path}:{number}: it is not a JSON object.")
        try:
            yield number, Case.model_validate(data)
        except ValidationError as error:
            raise BadSet(f"{path}:{number}: {_what_is_wrong(error)}.") from error


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
