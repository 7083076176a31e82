"""Runs through the real pipeline on a tiny library; a broken pipeline does not get through."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import pytest

from app.answer import Answer, Status
from app.compose import build_answerer
from app.pipeline import Answerer
from app.settings import Settings
from eval.judge import CaseResult
from eval.metrics import content, outcome
from eval.metrics.measure import Metric
from eval.run import open_answerer, run_cases
from index.errors import Unavailable
from tests.eval.made import case

FEVER = case(question="What does a fever mean?", must_say=[["warning sign"]], cite=["care#fever"])
PARIS = case(question="What is the capital of France?", expect=["not_covered"])


class Recording(Answerer):
    """The real answerer, changed on the way out; it keeps what it was asked."""

    def __init__(self, real: Answerer, change: Callable[[Answer], Answer] = lambda a: a) -> None:
        self.real = real
        self.change = change
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        return self.change(self.real.ask(question, history))


def run_broken(real: Answerer, change: Callable[[Answer], Answer]) -> list[CaseResult]:
    return list(run_cases(Recording(real, change), open_answerer(real), [FEVER, PARIS]))


def shift(answer: Answer) -> Answer:
    """Every quote one character late."""
    quotes = [dataclasses.replace(q, start=q.start + 1, end=q.end + 1) for q in answer.quotes]
    return dataclasses.replace(answer, quotes=tuple(quotes))


def cite_elsewhere(answer: Answer) -> Answer:
    """Every quote and citation said to be of another section."""
    return dataclasses.replace(
        answer,
        quotes=tuple(dataclasses.replace(q, section="rest") for q in answer.quotes),
        citations=tuple(dataclasses.replace(c, section="rest") for c in answer.citations),
    )


def never_refuse(answer: Answer) -> Answer:
    return dataclasses.replace(answer, status=Status.ANSWERED)


def test_the_whole_pipeline_passes(answerer: Answerer) -> None:
    results = run_broken(answerer, lambda answer: answer)
    assert [result.reasons for result in results] == [(), ()]
    assert [result.status for result in results] == [Status.ANSWERED, Status.NOT_COVERED]
    assert content.QUOTE_FIDELITY(results).value == 1.0
    assert content.QUOTE_FIDELITY(results).n == 1


@pytest.mark.parametrize(
    ("change", "metric", "value", "passed"),
    [
        (shift, content.QUOTE_FIDELITY, 0.0, [False, True]),
        (cite_elsewhere, content.CITATION_RECALL, 0.0, [False, True]),
        (cite_elsewhere, content.CITATION_PRECISION, 0.0, [False, True]),
        (cite_elsewhere, content.CITATION_HIT_RATE, 0.0, [False, True]),
        (never_refuse, outcome.FALSE_ANSWER_RATE, 1.0, [True, False]),
    ],
)
def test_a_broken_pipeline_is_caught(
    answerer: Answerer,
    change: Callable[[Answer], Answer],
    metric: Metric,
    value: float,
    passed: list[bool],
) -> None:
    results = run_broken(answerer, change)
    assert metric(results).value == value
    assert [result.passed for result in results] == passed


def test_history_is_asked_in_order_and_the_last_question_alone_is_judged(
    answerer: Answerer,
) -> None:
    recording = Recording(answerer)
    turns = case(question=FEVER.question, history=["Is fever a warning?", " ", "And rest?"])
    (result,) = run_cases(recording, open_answerer(answerer), [turns])
    first, third = "Is fever a warning?", "And rest?"
    assert recording.asked == [
        (first, ()),
        (" ", (first,)),
        (third, (first,)),
        (FEVER.question, (first, third)),
    ]
    assert result.text.endswith("Fever can be a warning sign of infection. [1]")


@pytest.mark.parametrize("question", ["  ", "x" * 2001])
def test_a_question_turned_away_fails_its_case_and_the_run_goes_on(
    answerer: Answerer, question: str
) -> None:
    cases = [case(question=question), FEVER]
    refused, right = run_cases(answerer, open_answerer(answerer), cases)
    assert refused.reasons[0].startswith("The question was not taken: ")
    assert right.passed


def test_an_index_that_is_not_there_is_said(tiny: Settings) -> None:
    missing = tiny.model_copy(update={"documents": tiny.documents / "nowhere"})
    with pytest.raises(Unavailable, match=r"There is no folder of documents at .*nowhere"):
        open_answerer(build_answerer(missing))


def test_another_generation_in_mid_run_ends_it(answerer: Answerer) -> None:
    opened = open_answerer(answerer)
    older = dataclasses.replace(opened, manifest=dataclasses.replace(opened.manifest, name="old"))
    with pytest.raises(Unavailable, match="built anew during the run"):
        list(run_cases(answerer, older, [FEVER]))
