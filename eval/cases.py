"""Eval cases: a JSON Lines file → questions with what is expected. Knows nothing of answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.answer import Status


class BadSet(Exception):
    """An eval set cannot be read; the message names file and line."""


class Case(BaseModel):
    """One case of an eval set; the keys are those of the format."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    expect: tuple[Status, ...]
    history: tuple[str, ...] = ()
    must_say: tuple[tuple[str, ...], ...] = ()
    must_not_say: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""


def load_cases(path: Path) -> list[Case]:
    """The cases of a set, in its order; blank lines and those that begin with `#` are skipped.

    Raises:
        BadSet: the file cannot be read, a line is no case, an id stands twice, or there is none.

    Example: `len(load_cases(Path("eval/sets/overview.jsonl")))` gives `60`.
    """
    try:
        text = path.read_text(encoding="utf-8")
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
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            yield number, Case.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadSet(f"{path}:{number}: '{where}': {first['msg']}.") from error
        except ValueError as error:
            raise BadSet(f"{path}:{number}: it is not a JSON object.") from error
