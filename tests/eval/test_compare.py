"""Two runs paired: what flipped, how sure that is, and what is not compared."""

from __future__ import annotations

import pytest

from app.answer import Status
from eval.compare import NothingToCompare, compare
from eval.judge import CaseResult
from eval.report.compare_page import comparison_page
from eval.results import Run
from eval.summary import summarise
from tests.eval.made import result


def case_result(number: int, *, passed: bool, **changed: object) -> CaseResult:
    return result(id=f"c{number}", reasons=() if passed else ("wrong",), **changed)


def run_of(*results: CaseResult, **settings: object) -> Run:
    return Run("small", "2026-01-01", "abc", settings, summarise(results), results)


def test_flips_are_found_both_ways() -> None:
    before = run_of(*(case_result(n, passed=n >= 2) for n in range(4)))
    after = run_of(*(case_result(n, passed=n != 3) for n in range(4)))
    compared = compare(before, after)
    assert [pair.after.id for pair in compared.fixed] == ["c0", "c1"]
    assert [pair.after.id for pair in compared.broken] == ["c3"]
    assert compared.mcnemar == 1.0
    passed = compared.differences[0]
    assert (passed.name, passed.change) == ("passed", pytest.approx(0.25))
    assert passed.sure == ""


@pytest.mark.parametrize(("mended", "sure"), [(True, "better"), (False, "worse")])
def test_a_change_that_chance_does_not_explain_is_sure(mended: bool, sure: str) -> None:
    good = run_of(*(case_result(n, passed=True) for n in range(30)))
    bad = run_of(*(case_result(n, passed=n >= 12) for n in range(30)))
    compared = compare(bad, good) if mended else compare(good, bad)
    assert compared.differences[0].sure == sure


def test_a_figure_that_should_fall_is_better_when_it_does() -> None:
    no = Status.NOT_COVERED
    before = run_of(
        *(case_result(n, passed=True, status=Status.ANSWERED, expect=(no,)) for n in range(20))
    )
    after = run_of(*(case_result(n, passed=True, status=no, expect=(no,)) for n in range(20)))
    by_name = {row.name: row for row in compare(before, after).differences}
    assert by_name["false_answer_rate"].change == -1.0
    assert by_name["false_answer_rate"].sure == "better"


def test_two_pairs_are_not_enough_and_times_are_never_tested() -> None:
    slow = run_of(*(case_result(n, passed=False, seconds=2.0) for n in range(2)))
    fast = run_of(*(case_result(n, passed=True, seconds=1.0) for n in range(2)))
    by_name = {row.name: row for row in compare(slow, fast).differences}
    assert (by_name["passed"].change, by_name["passed"].sure) == (1.0, "")
    assert (by_name["latency_p50"].change, by_name["latency_p50"].p) == (-1.0, None)


def test_only_the_same_cases_are_compared_and_the_others_are_named() -> None:
    before = run_of(case_result(1, passed=True), case_result(2, passed=True, question="Old?"))
    after = run_of(
        case_result(1, passed=True, tags=("new tag",)),
        case_result(2, passed=False, question="New?"),
        case_result(3, passed=False),
    )
    compared = compare(before, after)
    assert [pair.after.id for pair in compared.pairs] == ["c1"]
    assert compared.left_out == (
        "'c3' is in the second run alone.",
        "'c2' is not the same case in both.",
    )
    with pytest.raises(NothingToCompare):
        compare(run_of(case_result(1, passed=True)), run_of(case_result(2, passed=True)))


def test_what_shaped_the_runs_and_differs_is_told() -> None:
    one = case_result(1, passed=True)
    compared = compare(run_of(one, reader="a", sets="s"), run_of(one, reader="b", sets="s"))
    assert compared.settings == {"reader": ("a", "b")}


def test_the_page_shows_what_flipped_and_escapes_it() -> None:
    before = run_of(case_result(1, passed=True, question="<b>Why</b>?"))
    after = run_of(case_result(1, passed=False, question="<b>Why</b>?", text="<script>"))
    page = comparison_page(compare(before, after))
    assert "&lt;b&gt;Why&lt;/b&gt;?" in page
    assert "<b>Why" not in page
    assert page.count("<script>") == 1
    assert "Passed and fails now (1)" in page
