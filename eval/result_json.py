"""One judged case ↔ JSON-ready data, in the keys of the format and a few more. Knows no files."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from app.answer import Status
from eval.cases import Case
from eval.judge import CaseResult, JudgedCitation, JudgedQuote


class BadResult(Exception):
    """Data are not those of a judged case."""


def result_as_dict(result: CaseResult) -> dict[str, Any]:
    """The case, what came of it, and why that is right or wrong.

    `citations` are the quotes, as the format of results has it; `sections` the citations shown.
    """
    return {
        **result.case.model_dump(mode="json"),
        "status": result.status.value,
        "text": result.text,
        "citations": [asdict(quote) for quote in result.quotes],
        "sections": [asdict(citation) for citation in result.citations],
        "seconds": result.seconds,
        "stages": dict(result.stages),
        "score": result.score,
        "found": list(result.found),
        "passed": result.passed,
        "facts": list(result.facts),
        "forbidden": list(result.forbidden),
        "cited": result.cited,
        "unsupported": list(result.unsupported),
        "reasons": list(result.reasons),
    }


def result_of(data: Any) -> CaseResult:
    """The judged case that `result_as_dict` gave.

    Raises:
        BadResult: the data are not of one.
    """
    try:
        return CaseResult(
            case=Case.model_validate({key: data[key] for key in Case.model_fields}),
            status=Status(data["status"]),
            text=str(data["text"]),
            quotes=tuple(JudgedQuote(**quote) for quote in data["citations"]),
            citations=tuple(JudgedCitation(**citation) for citation in data["sections"]),
            seconds=data["seconds"],
            facts=tuple(map(bool, data["facts"])),
            forbidden=tuple(map(bool, data["forbidden"])),
            cited=data["cited"],
            reasons=tuple(map(str, data["reasons"])),
            score=data["score"],
            found=tuple(map(str, data["found"])),
            unsupported=tuple(map(str, data["unsupported"])),
            stages={str(stage): float(seconds) for stage, seconds in data["stages"].items()},
        )
    except (TypeError, KeyError, ValueError, AttributeError, ValidationError) as error:
        raise BadResult("it is no judged case") from error
