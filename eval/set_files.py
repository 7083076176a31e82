"""Files of eval sets: JSON Lines, or CSV for spreadsheets. Knows nothing of answers.

A bad line is named by file and number with what is wrong, and takes no other case with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases import BadCase, BadSet, Case, make_case
from eval.output_files import write_whole
from eval.set_csv import read_rows, write_rows

CSV = ".csv"
_TOLD = 10


@dataclass(frozen=True, slots=True)
class EvalSet:
    """The cases of a set in their order; `faults` tells of each line that is none.

    `hashes` maps the name of each file that it comes from to its SHA-256.
    """

    name: str
    cases: tuple[Case, ...]
    faults: tuple[str, ...]
    hashes: dict[str, str]


def load_set(path: Path) -> EvalSet:
    """One file of cases; blank lines are skipped, and in JSON Lines those that begin with `#`.

    Raises:
        BadSet: the file cannot be read, or no line of it is a case.

    Example: `len(load_set(Path("eval/sets/overview.jsonl")).cases)` gives `60`.
    """
    data = _read(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        more = "; save it as 'CSV UTF-8'" if path.suffix.lower() == CSV else ""
        raise BadSet(f"{path}: it is not UTF-8 text{more}.") from error
    cases: dict[str, Case] = {}
    places: dict[str, int] = {}
    faults = []
    try:
        for number, read in _lines(text, path):
            try:
                case = make_case(_raised(read))
                if case.id in cases:
                    raise BadCase(f"the id '{case.id}' stands in line {places[case.id]} already")
            except BadCase as error:
                faults.append(f"{path}:{number}: {error}.")
                continue
            cases[case.id], places[case.id] = case, number
    except BadCase as error:
        raise BadSet(f"{path}:1: {error}.") from error
    if not cases:
        raise BadSet(_told(faults) or f"{path}: there is no case in it.")
    digest = hashlib.sha256(data).hexdigest()
    return EvalSet(path.stem, tuple(cases.values()), tuple(faults), {path.stem: digest})


def load_sets(paths: Sequence[Path]) -> EvalSet:
    """One set of several files. Each case's id is then `SET/id`, and `set:SET` one of its tags.

    A file beside others that cannot be read or holds no case is one of the faults.

    Raises:
        BadSet: no file of them holds a case, or two have one name.

    Example: `load_sets([Path("eval/sets/urgent.jsonl"), Path("eval/sets/crisis.jsonl")])`
    """
    sets, faults = [], []
    for path in paths:
        try:
            sets.append(load_set(path))
        except BadSet as error:
            if len(paths) == 1:
                raise
            faults += str(error).split("\n")
    if not sets:
        raise BadSet("\n".join(faults))
    if len(paths) == 1:
        return sets[0]
    for number, one in enumerate(sets):
        if one.name in {other.name for other in sets[:number]}:
            raise BadSet(f"Two of the sets have the name '{one.name}'.")
    return EvalSet(
        name="+".join(one.name for one in sets),
        cases=tuple(_named(case, one.name) for one in sets for case in one.cases),
        faults=(*faults, *(fault for one in sets for fault in one.faults)),
        hashes={name: digest for one in sets for name, digest in one.hashes.items()},
    )


def load_cases(path: Path) -> list[Case]:
    """The cases of one file in which no line is wrong.

    Raises:
        BadSet: the file cannot be read, or its first line that is wrong.
    """
    loaded = load_set(path)
    if loaded.faults:
        raise BadSet(loaded.faults[0])
    return list(loaded.cases)


def write_set(cases: Sequence[Case], path: Path) -> None:
    """Write cases to a new file, as CSV where its name ends so, else as JSON Lines.

    Raises:
        BadSet: the file is there already, or a case cannot stand in a sheet.
        BadOutput: it cannot be written.
    """
    if path.exists():
        raise BadSet(f"{path}: it is there already; choose another name.")
    if path.suffix.lower() == CSV:
        try:
            # A spreadsheet takes the byte order mark as the sign of UTF-8.
            text = "\ufeff" + write_rows(cases)
            text.encode()
        except BadCase as error:
            raise BadSet(f"{path}: it cannot be written: {error}.") from error
        except UnicodeEncodeError as error:
            raise BadSet(f"{path}: it cannot be written: a case holds half a character.") from error
    else:
        rows = (case.model_dump(mode="json", exclude_defaults=True) for case in cases)
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    write_whole(text, path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadSet(f"{path}: it cannot be read ({error.strerror}).") from error


def _lines(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any] | BadCase]]:
    return read_rows(text) if path.suffix.lower() == CSV else _json_lines(text)


def _json_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | BadCase]]:
    # Not `splitlines`: it also breaks at characters that may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            data = None
        yield number, data if isinstance(data, dict) else BadCase("it is not a JSON object")


def _raised(read: dict[str, Any] | BadCase) -> dict[str, Any]:
    if isinstance(read, BadCase):
        raise read
    return read


def _told(faults: Sequence[str]) -> str:
    more = [f"… and {len(faults) - _TOLD} more."] if len(faults) > _TOLD else []
    return "\n".join([*faults[:_TOLD], *more])


def _named(case: Case, name: str) -> Case:
    return case.model_copy(update={"id": f"{name}/{case.id}", "tags": (*case.tags, f"set:{name}")})
