"""Follow-ups on the packaged library with the real encoder."""

from __future__ import annotations

import pytest

from app.compose import open_index
from app.conversation import Conversation
from app.reading.opening import open_reader
from app.reading.signal_reader import SignalReader
from app.reading.signals import load_weights
from app.settings import Settings

CAR = "car-t-cell-therapy"
TYPES = "What are the types of immunotherapy?"


@pytest.fixture(scope="module")
def conversation(product_settings: Settings) -> Conversation:
    weights = load_weights()
    return Conversation(open_index(product_settings), SignalReader(weights), weights)


def cited(conversation: Conversation, question: str, *history: str) -> set[str]:
    chosen = conversation.find(question, history).reading.chosen
    return {sentence.section for one in chosen for sentence in one.sentences}


@pytest.mark.parametrize(
    ("history", "question", "section"),
    [
        (["what is car t"], "and how does it work", CAR),
        (["what is car t"], "n side efects?", "side-effects"),
        (["what are monoclonal antibodies"], "what do they stick to", "monoclonal-antibodies"),
        ([TYPES], "tell me about the second one", CAR),
        ([TYPES], "how does the fith one work", "cancer-vaccines"),
        ([TYPES, "explain the first"], "and the next one?", CAR),
        (["what is CAR T?"], "are there others?", "cytokines"),
        (["Can immunotherapy be combined with chemo?"], "what for", "combination-therapies"),
        (["does immunotherapy work for lung cancer"], "and bladder", "indications"),
        (["does immunotherapy work for lung cancer"], "how well does it work?", "response-rates"),
        (["how do cytokines work"], "tell me more", "cytokines"),
        (["how do cytokines work"], "i dont get it", "cytokines"),
        (["what are the side effects of immunotherapy"], "can they be managed", "side-effects"),
        (["can immunotherapy cure cancer"], "for everyone?", "response-rates"),
        (["is immunotherapy tailored to each person"], "how so?", "personalized-medicine"),
        (["what are checkpoint inhibitors"], "and CAR T?", CAR),
        (
            ["what are checkpoint inhibitors", "thanks"],
            "what do they block",
            "checkpoint-inhibitors",
        ),
        (["what are checkpoint inhibitors"], "what research is going on?", "ongoing-research"),
    ],
)
def test_a_question_that_leans_is_answered_from_what_went_before(
    conversation: Conversation, history: list[str], question: str, section: str
) -> None:
    assert section in cited(conversation, question, *history)


@pytest.mark.parametrize(
    ("history", "question"),
    [
        (["what is CAR T-cell therapy"], "what about older people"),
        (["what is CAR T-cell therapy"], "who invented it"),
        (["what is CAR T-cell therapy"], "does it hurt?"),
        (["what are CAR T cells"], "how much do they cost to make"),
        (["what are cancer vaccines"], "how often do you get them"),
        (["what are cancer vaccines"], "what do they serve for lunch at the hospital"),
        (["does immunotherapy work for lung cancer"], "and for a broken leg?"),
        (["what are the side effects of immunotherapy"], "how long do they last"),
        (["what are checkpoint inhibitors"], "whats the weather like"),
        (["how tall is the eiffel tower"], "and how old is it"),
        (["how tall is the eiffel tower"], "tell me more"),
        ([TYPES], "what is the sixth one"),
    ],
)
def test_a_covered_turn_does_not_lend_its_answer_to_what_is_not_covered(
    conversation: Conversation, history: list[str], question: str
) -> None:
    assert not cited(conversation, question, *history)


def test_the_patient_is_told_how_it_was_taken(conversation: Conversation) -> None:
    found = conversation.find("how do they work", ["what are cytokines"])
    assert found.understood == "how do cytokines work"
    assert conversation.find("how do cytokines work", ["what is CAR T"]).understood is None


def test_a_message_that_asks_two_things_gets_both_answers(conversation: Conversation) -> None:
    both = cited(conversation, "What are cytokines, and how well does immunotherapy work?")
    assert both == {"cytokines", "response-rates"}


def test_of_two_things_the_second_may_lean_on_the_first(conversation: Conversation) -> None:
    both = cited(conversation, "what are checkpoint inhibitors and what do they block")
    assert both == {"checkpoint-inhibitors"}


def test_where_one_of_two_things_is_not_covered_the_message_is_read_whole(
    conversation: Conversation,
) -> None:
    whole = "What are cytokines and what does the parking cost?"
    found = conversation.find(whole)
    alone = conversation.find("what does the parking cost?")
    assert not alone.covered
    assert len(found.reading.chosen) <= 1


def test_what_was_asked_is_remembered_until_it_is_forgotten(conversation: Conversation) -> None:
    canary = "does the zebrafish9731 have side effects"
    conversation.find(canary)
    assert "zebrafish9731" in repr(vars(conversation._found))
    conversation.forget()
    assert "zebrafish9731" not in repr([vars(conversation._found), vars(conversation._searched)])


def test_the_same_question_has_the_same_answer_ten_times(product_settings: Settings) -> None:
    search, reader = open_index(product_settings), open_reader(trained=True)
    found = [
        Conversation(search, reader, load_weights()).find("is it as bad as chemo? side effects")
        for _ in range(10)  # each remembers nothing of the others
    ]
    assert found[0].covered
    assert {one.reading.score for one in found} == {found[0].reading.score}
    assert all(one.reading.chosen == found[0].reading.chosen for one in found)
