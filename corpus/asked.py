"""The sidecar of a document: the ways in which patients ask for its sections."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from corpus.errors import BadDocument
from corpus.text_file import read_text

ASKED_SUFFIX = ".asked.yaml"


def read_asked(path: Path, sections: set[str]) -> dict[str, tuple[str, ...]]:
    """How patients ask for each section: a sidecar `NAME.asked.yaml`, section id → phrases."""
    sidecar = path.with_name(path.stem + ASKED_SUFFIX)
    if not sidecar.exists():
        return {}
    try:
        data = yaml.safe_load(read_text(sidecar))
    except (yaml.YAMLError, ValueError) as error:
        raise BadDocument(f"{sidecar.name}: it is not valid YAML.") from error
    problems = list(_problems(data, sections))
    if problems:
        raise BadDocument(*(f"{sidecar.name}: {problem}" for problem in problems))
    return {section: tuple(phrases) for section, phrases in data.items()}


def _problems(data: object, sections: set[str]) -> Iterator[str]:
    if not isinstance(data, dict):
        yield "it must map section ids to lists of phrases."
        return
    owner: dict[str, str] = {}
    for section, phrases in data.items():
        if section not in sections:
            yield f"there is no section '{section}'."
        if not isinstance(phrases, list) or not all(
            isinstance(p, str) and p.strip() for p in phrases
        ):
            yield f"'{section}' must be a list of phrases in quotes."
            continue
        for phrase in phrases:
            earlier = owner.setdefault(phrase.casefold(), section)
            if earlier != section:
                yield f"'{phrase}' stands under both '{earlier}' and '{section}'."
