"""`immunoqa corpus check`: what is wrong with a library, one line a finding."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from app.options import DataDir, Documents, settings_of
from corpus.checks.check import RULES, Report, check_library
from corpus.checks.finding import Finding, Severity
from corpus.checks.limits import Limits
from corpus.errors import BadLibrary

_LIMITS = Limits()
Grade = Annotated[float, typer.Option(min=0, help="Highest reading grade of a page.")]
MedianGrade = Annotated[float, typer.Option(min=0, help="Highest median grade of all pages.")]
Words = Annotated[int, typer.Option(min=1, help="Most words of a sentence.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")]
Rules = Annotated[bool, typer.Option("--rules", help="List the rules, and stop.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]


def check(  # noqa: PLR0913 (each is an option of the command)
    *,
    documents: Documents = None,
    data_dir: DataDir = None,
    max_grade: Grade = _LIMITS.max_grade,
    median_grade: MedianGrade = _LIMITS.median_grade,
    max_sentence: Words = _LIMITS.max_sentence,
    strict: Strict = False,
    as_json: AsJson = False,
    rules: Rules = False,
) -> None:
    """Check the documents; exit code 1 where one has an error or, with --strict, a warning."""
    if rules:
        for rule in RULES:
            typer.echo(f"{rule.name} ({rule.severity}): {rule.asks}")
        return
    settings = settings_of(documents=documents, data_dir=data_dir)
    limits = replace(
        _LIMITS, max_grade=max_grade, median_grade=median_grade, max_sentence=max_sentence
    )
    try:
        report = check_library(settings.documents, date.today(), limits)
    except BadLibrary as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps(_as_data(report), ensure_ascii=False, indent=2))
    else:
        for severity in (
            Severity.FLAG,
            Severity.WARNING,
            Severity.ERROR,
        ):  # errors last, to be seen
            for finding in report.findings:
                if finding.rule.severity is severity:
                    typer.echo(_line(finding))
        typer.echo(_summary(report))
    if report.fails(strict=strict):
        raise typer.Exit(1)


def _line(finding: Finding) -> str:
    return f"{finding.file}:{finding.line}: {finding.rule.name}: {finding.message}"


def _summary(report: Report) -> str:
    counts = ", ".join(_counted(report.count(severity), severity) for severity in Severity)
    parts = [f"{_counted(report.documents, 'document')}: {counts}."]
    if report.accepted:
        parts.append(f"{_counted(len(report.accepted), 'warning')} accepted by their pages.")
    if report.median_grade is not None:
        hardest = max(report.grades, key=lambda file: report.grades[file])
        parts.append(
            f"Reading grade: median {report.median_grade:.1f}, "
            f"highest {report.grades[hardest]:.1f} ({hardest})."
        )
    if report.other_languages:
        count = _counted(report.other_languages, "page")
        parts.append(f"Wording and numbers of {count} not in English were not read.")
    if report.withdrawn:
        parts.append(f"{_counted(report.withdrawn, 'withdrawn page')} left out.")
    return " ".join(parts)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _as_data(report: Report) -> dict[str, Any]:
    return {
        "documents": report.documents,
        "withdrawn": report.withdrawn,
        "other_languages": report.other_languages,
        "median_grade": report.median_grade,
        "grades": report.grades,
        "findings": [_finding(finding) for finding in report.findings],
        "accepted": [_finding(finding) for finding in report.accepted],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.file,
        "line": finding.line,
        "document": finding.document,
        "section": finding.section,
        "rule": finding.rule.name,
        "severity": finding.rule.severity,
        "message": finding.message,
    }
