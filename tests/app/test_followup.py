"""How a question is completed from the turns before it."""

from __future__ import annotations

import pytest

from app.followup import Topic, Turn, Way, understand

CYTOKINES = Topic("cytokines", "What are cytokines?")
VACCINES = Topic("cancer vaccines", "What are cancer vaccines?")
KINDS = Topic("kinds", "What kinds are there?")
LIST = Turn("What kinds are there?", KINDS, (CYTOKINES, VACCINES))
ONE = Turn("What are cytokines?", CYTOKINES, above=KINDS)


@pytest.mark.parametrize(
    ("question", "earlier", "taken"),
    [
        ("how do they work?", [ONE], "how do cytokines work?"),
        ("the second one", [LIST], "What are cancer vaccines?"),
        ("does the last one hurt?", [LIST], "does cancer vaccines hurt?"),
        ("and the next one?", [LIST, ONE], "What are cancer vaccines?"),
        ("are there others?", [ONE], "What kinds are there?"),
        ("tell me more", [LIST, ONE], "What are cytokines?"),
        ("why?", [ONE], "What are cytokines: why?"),
    ],
)
def test_it_is_taken_from_what_was_cited(question: str, earlier: list[Turn], taken: str) -> None:
    assert taken in [way.question for way in understand(question, earlier)]


def test_an_item_that_the_list_does_not_have_is_nowhere() -> None:
    assert [way.way for way in understand("what is the fifth one", [LIST])] == [Way.NOWHERE]


def test_what_the_question_names_itself_comes_before_the_earlier_topic() -> None:
    topics = [w.question for w in understand("and the vaccines?", [ONE], VACCINES)]
    assert topics.index("What are cancer vaccines?") < topics.index("cytokines: and the vaccines?")


def test_topics_go_back_to_the_last_turn_that_stood_alone() -> None:
    leaning = Turn("cytokines: side effects?", VACCINES, leaned=True)
    far = Turn("What kinds are there?", KINDS)
    ways = understand("does it hurt?", [far, ONE, leaning])
    assert [way.question for way in ways if way.way is Way.TOPIC] == [
        "does cancer vaccines hurt?",
        "does cytokines hurt?",
    ]


def test_a_question_taken_as_typed_says_nothing_of_how_it_was_taken() -> None:
    for way in understand("does it hurt?", [ONE]):
        assert (way.said is None) is (way.way is Way.ALONE)
