"""The whole pipeline, with the real encoder on the packaged library."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from app.answer import Answer, Card, Status
from app.compose import build_answerer
from app.errors import BadQuestion
from app.pipeline import Answerer
from app.settings import Settings

# Every topic of the source text, in wordings of its own.
TOPICS = {
    "immunotherapy-an-overview": [
        "What is immunotherapy?",
        "immunotherapy in simple words please",
        "my doctor said immunotherapy, what is that",
        "How is immunotherapy different from chemotherapy?",
        "whats the difference between this and chemo or radiation",
        "how does it compare with ordinary treatments like surgery",
    ],
    "immune-system-activation": [
        "How does the immune system recognize cancer cells?",
        "why didnt my imune system see the cancer",
        "how do cancer cells hide from the body",
    ],
    "types-of-immunotherapy": [
        "What types of immunotherapy are there?",
        "kinds of imunotherapy",
        "can you list the different immunotherapy treatments",
    ],
    "checkpoint-inhibitors": [
        "What are checkpoint inhibitors?",
        "how do chekpoint inhibitors work",
        "what do PD-1 and PD-L1 drugs do",
    ],
    "car-t-cell-therapy": [
        "What is CAR T-cell therapy?",
        "car t cells what are they",
        "my brother is having CAR-T, how does it work?",
    ],
    "monoclonal-antibodies": [
        "What do monoclonal antibodies do?",
        "monoclonal antibodys",
        "how do monoclonal antibodies help against cancer",
    ],
    "cytokines": [
        "What are cytokines?",
        "interleukins and interferons what are they",
        "what do cytokines do to the immune system",
    ],
    "cancer-vaccines": [
        "How do cancer vaccines work?",
        "is there a vaccine against cancer",
        "what are canser vaccines for",
    ],
    "indications": [
        "Which cancers is immunotherapy approved for?",
        "does it work for lung cancer or melanoma",
        "what cancers can be treated with it",
    ],
    "response-rates": [
        "How well does immunotherapy work?",
        "can it cure cancer",
        "does everyone respond the same way to immunotherapy",
    ],
    "side-effects": [
        "What are the side effects?",
        "does immunotherapy have fewer side effects than chemo",
    ],
    "combination-therapies": [
        "Can it be combined with chemotherapy?",
        "do they give immunotherapy together with radiation",
        "is immunotherapy used with other treatments",
    ],
    "ongoing-research": [
        "What research is being done?",
        "what are scientists working on in immunotherapy",
        "whats new in immunotherapy research",
    ],
    "personalized-medicine": [
        "Is immunotherapy tailored to the patient?",
        "do my genes matter for immunotherapy",
        "is the treatment personalised for me",
    ],
    "looking-ahead-and-whom-to-ask": [
        "who do i talk to about immunotherapy",
    ],
}
FIVE_TYPES = [
    "checkpoint-inhibitors",
    "car-t-cell-therapy",
    "monoclonal-antibodies",
    "cytokines",
    "cancer-vaccines",
]


def assert_exact(answer: Answer, product: Answerer) -> None:
    library = product.library()
    assert library is not None
    for quote in answer.quotes:
        assert library.document(quote.document).text[quote.start : quote.end] == quote.text
    assert {q.citation for q in answer.quotes} == {c.number for c in answer.citations}


REFUSED = {
    "how does it compare with ordinary treatments like surgery",
    "what do PD-1 and PD-L1 drugs do",
}
"""Covered, and refused all the same: a known shortfall of the reader on this page alone."""


@pytest.mark.parametrize(
    ("section", "question"),
    [
        pytest.param(
            section,
            question,
            marks=[pytest.mark.xfail(reason="refused, see README, Limits", strict=True)]
            if question in REFUSED
            else [],
        )
        for section, asked in TOPICS.items()
        for question in asked
    ],
)
def test_every_topic_is_answered_from_its_section(
    product: Answerer, section: str, question: str
) -> None:
    answer = product.ask(question)
    assert answer.status is Status.ANSWERED
    cited = [citation.section for citation in answer.citations]
    if section == "types-of-immunotherapy":
        assert cited == FIVE_TYPES
    else:
        assert section in cited
        assert len(cited) <= 2
    assert_exact(answer, product)
    assert "care team" in answer.reminder


@pytest.mark.parametrize(
    ("section", "question"),
    [
        ("side-effects", "what side efects can i get"),
        (
            "looking-ahead-and-whom-to-ask",
            "Who should I ask whether immunotherapy is right for me?",
        ),
        (
            "looking-ahead-and-whom-to-ask",
            "should i speak to my healthcare team about immunotherapy",
        ),
    ],
)
def test_a_question_taken_for_the_care_team_is_answered_from_its_section_below(
    product: Answerer, section: str, question: str
) -> None:
    answer = product.ask(question)
    assert answer.status is Status.PERSONAL_ADVICE
    assert section in [citation.section for citation in answer.citations]
    assert_exact(answer, product)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "How much does it cost?",
        "How long does an infusion take?",
        "will I lose my hair",
        "What is chemotherapy?",
        "who won the football on saturday",
        "hello",
    ],
)
def test_what_the_library_does_not_say_is_not_covered(product: Answerer, question: str) -> None:
    answer = product.ask(question)
    assert answer.status is Status.NOT_COVERED
    assert answer.quotes == ()
    assert answer.citations == ()
    assert answer.text.startswith("Our library does not cover that.")
    assert 1 <= len(answer.suggestions) <= 3


def test_a_definition_is_its_whole_paragraph_with_one_citation(product: Answerer) -> None:
    answer = product.ask("What are checkpoint inhibitors?")
    assert [quote.text for quote in answer.quotes] == [
        "These drugs block certain proteins (checkpoints) that inhibit the immune system, "
        "allowing it to mount a stronger attack against cancer cells.",
        "Examples include drugs targeting PD-1, PD-L1, and CTLA-4.",
    ]
    assert [citation.number for citation in answer.citations] == [1]


def test_every_suggestion_and_example_is_answered(product: Answerer) -> None:
    examples = {example.question for example in product.examples()}
    offered = examples | set(product.ask("How much does it cost?").suggestions)
    assert len(product.examples()) == 6
    assert {question: product.ask(question).status for question in offered} == dict.fromkeys(
        offered, Status.ANSWERED
    )


def test_an_answer_is_json_without_its_trace_unless_asked(product: Answerer) -> None:
    answer = product.ask("What are cytokines?")
    assert answer.card is Card.NONE
    patient = json.loads(json.dumps(answer.as_dict()))
    assert "trace" not in patient
    assert patient["status"] == "answered"
    assert set(answer.as_dict(trace=True)["trace"]["seconds"]) == {
        "triage",
        "open",
        "find",
    }


def test_a_bad_question_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    idle = build_answerer(Settings(data_dir=tmp_path / "data", encoder="hashing"))
    with pytest.raises(BadQuestion):
        idle.ask("   ")
    assert not (tmp_path / "data").exists()


def test_what_a_patient_typed_is_in_no_log(
    product: Answerer, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    product.ask("does the canary zanzibar sing about cytokines")
    (tmp_path / "data").write_text("no folder")
    build_answerer(Settings(data_dir=tmp_path / "data", encoder="hashing")).ask("zanzibar canary")
    assert caplog.records
    assert "zanzibar" not in caplog.text


def test_any_folder_of_documents_can_be_asked(pages: Path, tmp_path: Path) -> None:
    answerer = build_answerer(
        Settings(documents=pages, data_dir=tmp_path / "data", encoder="hashing")
    )
    answer = answerer.ask("When should I call about a fever with chills?")
    assert answer.status is Status.ANSWERED
    assert [quote.text for quote in answer.quotes][:3] == [
        "Call at once if you have one of these:",
        "a temperature of 38 C or more",
        "chills or shaking",
    ]
    assert [topic.title for topic in answerer.topic_groups()[0].topics] == [
        "When to call",
        "Tiredness",
    ]
    assert answerer.glossary().spot("An itchy rash") == ()
    assert answerer.glossary() is answerer.glossary()
    assert answerer.topic_groups() is answerer.topic_groups()
