"""Small libraries, checked on one day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.checks.check import Report, check_library
from corpus.checks.limits import Limits

Check = Callable[..., Report]
TODAY = date(2026, 6, 1)


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Check pages as a library: a whole file each, or what stands below sound front matter."""

    def check_pages(*texts: str, limits: Limits | None = None) -> Report:
        for number, text in enumerate(texts, start=1):
            sound = (
                f"---\nid: page-{number}\ntitle: Page {number}\nlanguage: en\npublisher: Clinic\n"
                "sources: [{publisher: NCI, title: Facts, address: 'https://a.example',"
                " seen: 2026-05-01}]\nreview: {state: draft}\n---\n"
            )
            whole = text if text.startswith("---\n") else sound + text
            (tmp_path / f"page-{number}.md").write_text(whole, encoding="utf-8")
        return check_library(tmp_path, TODAY, limits)

    return check_pages


@pytest.fixture
def found(check: Check) -> Callable[..., list[str]]:
    """What a check says of pages, as `FILE:LINE: RULE`."""

    def lines(*texts: str, limits: Limits | None = None) -> list[str]:
        findings = check(*texts, limits=limits).findings
        return [f"{f.file}:{f.line}: {f.rule.name}" for f in findings]

    return lines
