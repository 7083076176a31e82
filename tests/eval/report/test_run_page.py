"""The report's page: whole by itself, and everything in it shown as text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.answer import Status
from eval.judge import CaseResult
from eval.output_files import BadOutput
from eval.report import plots
from eval.report.run_page import report_of, write_report
from eval.results import Excerpt, Run
from eval.rules import check, read_rules
from eval.summary import summarise
from tests.eval.made import result

YES, NO = Status.ANSWERED, Status.NOT_COVERED
HOSTILE = '<img src=x onerror="alert(1)"> $x^2$ ]]> </script>'


def run_of(*results: CaseResult) -> Run:
    sections = {"care#fever": Excerpt("Fever", 0, "Fever <b>hot</b>")}
    return Run("small", "2026", "abc", {"tags": []}, summarise(results), results, sections)


MIXED = run_of(
    result(YES, quoted=1, score=0.9, tags=("lay",)),
    result(NO, YES, id="two", score=0.3, tags=(HOSTILE,), question=HOSTILE, reasons=(HOSTILE,)),
    result(NO, id="three", score=0.1, text=HOSTILE, note=HOSTILE, history=(HOSTILE,)),
)


def test_nothing_is_fetched_and_nothing_that_was_typed_is_markup() -> None:
    page = report_of(MIXED)
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
    assert not re.findall(r"url\((?!#)", page)
    assert "<img" not in page
    assert page.count("</script>") == 1
    assert "Fever <b>" not in page


def test_every_failed_case_stands_there_with_what_was_wrong_and_passed_ones_are_hidden() -> None:
    page = report_of(MIXED)
    articles = re.findall(r"<article[^>]*>", page)
    assert len(articles) == 3
    assert [" hidden" in article for article in articles] == [False, True, True]
    assert "1 failed" in page
    assert "2 of 3 cases passed" in page


def test_rules_and_bad_lines_stand_at_the_top(tmp_path: Path) -> None:
    verdicts = check(read_rules(["passed>=0.9"]), MIXED.summary.overall)
    path = tmp_path / "report.html"
    write_report(MIXED, verdicts, path)
    assert "passed&gt;=0.9 is broken: 66.7 % (0.666667) of 3." in path.read_text(encoding="utf-8")
    with pytest.raises(BadOutput):
        write_report(MIXED, verdicts, tmp_path / "nowhere" / "report.html")


def test_pictures_show_what_there_is() -> None:
    drawn = [
        plots.headline(MIXED.summary),
        plots.confusion(MIXED.summary),
        plots.selective(MIXED.results),
        plots.latency(MIXED.results),
        plots.by_tag(MIXED.summary),
    ]
    for svg in drawn:
        assert svg is not None
        assert svg.startswith("<svg")
        assert "<image" not in svg
        assert 'role="img"' in svg
    ids = [name for svg in drawn for name in re.findall(r'\bid="([^"]+)"', str(svg))]
    assert len(ids) == len(set(ids))
    assert "status accuracy" in str(drawn[0])
    assert "lay (1)" in str(drawn[4])


def test_an_outcome_that_all_cases_have_is_painted() -> None:
    svg = plots.confusion(run_of(result(YES), result(YES)).summary)
    cells = re.findall(r'<path[^>]*d="M ([^"]+)"[^>]*fill: #0b5c63', svg)
    xs = [float(point.split()[0]) for point in re.split(r"[LCQMz]", cells[0]) if point.split()]
    assert max(xs) - min(xs) > 100


def test_where_there_is_nothing_to_draw_the_page_says_so() -> None:
    bare = run_of(result(YES, seconds=None))
    assert plots.selective(bare.results) is None
    assert plots.latency(bare.results) is None
    assert plots.by_tag(bare.summary) is None
    page = report_of(bare)
    assert "Too few cases of this run have a score" in page
    assert "No case was timed." in page


def test_the_same_run_gives_the_same_page() -> None:
    assert report_of(MIXED) == report_of(MIXED)
