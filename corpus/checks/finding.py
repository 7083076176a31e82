"""What a check says: rules, how grave they are, and findings. Knows no rule by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    """Wrong without doubt; the check fails."""
    WARNING = "warning"
    """A measured weakness; the check fails where it is strict."""
    FLAG = "flag"
    """May well be right: a person has to look. Never fails."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that is looked for: its name in a finding, how grave it is, and what it asks."""

    name: str
    severity: Severity
    asks: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that a rule objects to.

    `file` is the path inside the library, `line` counts from 1 in that file. `document` and
    `section` are ids; None where the file cannot be read, or no section is meant. `message` is one
    sentence that says what is wrong and what to do.
    """

    rule: Rule
    file: str
    line: int
    document: str | None
    section: str | None
    message: str


def by_place(finding: Finding) -> tuple[str, int, str, str]:
    """Sorts findings by file, line and rule."""
    return finding.file, finding.line, finding.rule.name, finding.message
