"""Which sentences a reader keeps, and when it says that none answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.reading.choosing import choose_sentences
from app.reading.signal_reader import SignalReader
from app.reading.signals import Decision, Weights, asked_similarity, read_signals
from corpus.document import Passage, Role, Sentence
from index.hit import Hit, HitVectors

WEIGHTS = Weights(
    known=Decision(-5.0, {"asked": 10.0, "foreign": -2.0, "asks_quantity": -3.0}, 0.5),
    unknown=Decision(-5.0, {"dense": 10.0}, 0.75),
    asked_offset=0.0,
    asked_slope=0.5,
    fitted_on="by hand",
)


def passage(*roles: Role, blocks: tuple[int, ...] | None = None, outline: bool = False) -> Passage:
    sentences = tuple(
        Sentence("part", 10 * n, 10 * n + 9, f"Words {n}.", role, blocks[n] if blocks else 0)
        for n, role in enumerate(roles)
    )
    return Passage("doc#part/1", "doc", "part", ("Doc", "Part"), "Words.", sentences, outline)


def hit(held: Passage, *sentences: float, asking: str = "side effects", asked: float = 0.9) -> Hit:
    return Hit(
        passage=held,
        dense=max(sentences, default=0.5),
        asked=asked,
        known=True,
        lexical=1.0,
        fused=0.03,
        sentences=sentences,
        asking=asking,
        completed=False,
        overlap=1.0,
        foreign=0.0,
        vectors=HitVectors(np.zeros(2, np.float32), np.zeros((0, 2), np.float32), (), ()),
    )


def kept(found: Hit) -> list[int]:
    return [
        sentence.start // 10
        for sentence in choose_sentences(found.passage, found.sentences, found.asking).sentences
    ]


def test_a_list_keeps_its_lead_in_every_item_and_what_opens_the_paragraph_above() -> None:
    held = passage(*[Role.PROSE] * 2, Role.LEAD, Role.ITEM, Role.ITEM, blocks=(0, 0, 1, 1, 1))
    assert kept(hit(held, 0.1, 0.1, 0.2, 0.1, 0.9)) == [0, 2, 3, 4]
    first = passage(Role.LEAD, Role.ITEM, Role.PROSE, blocks=(0, 0, 1))
    assert kept(hit(first, 0.1, 0.9, 0.2)) == [0, 1]


def test_a_short_paragraph_stays_whole() -> None:
    assert kept(hit(passage(*[Role.PROSE] * 6), 0.9, *[0.0] * 5)) == [0, 1, 2, 3, 4, 5]


def test_of_a_long_paragraph_only_the_nearest_sentences_stay_in_order() -> None:
    held = passage(*[Role.PROSE] * 7)
    assert kept(hit(held, 0.1, 0.8, 0.2, 0.9, 0.1, 0.75, 0.0)) == [1, 3, 5]
    assert kept(hit(held, 0.9, 0.9, 0.9, 0.9, 0.9, 0.89, 0.9)) == [0, 1, 2, 3]


def test_a_definition_keeps_its_whole_paragraph() -> None:
    held = passage(*[Role.PROSE] * 5)
    found = hit(held, 0.9, 0.1, 0.1, 0.1, 0.1, asking="what are cytokines")
    assert kept(found) == [0, 1, 2, 3, 4]


def test_an_outline_gives_all_its_openings() -> None:
    assert kept(hit(passage(*[Role.ITEM] * 5, outline=True), *[0.1] * 5)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("asked", "answers"), [(0.9, True), (0.4, False)])
def test_below_the_threshold_nothing_is_chosen(asked: float, answers: bool) -> None:
    reading = SignalReader(WEIGHTS).read([hit(passage(Role.PROSE), 0.3, asked=asked)])
    assert bool(reading.chosen) is answers
    assert (reading.score >= reading.threshold) is answers


def test_words_that_the_library_never_uses_speak_against_an_answer() -> None:
    known = hit(passage(Role.PROSE), 0.3, asked=0.6)
    foreign = replace(known, foreign=1.0)
    assert SignalReader(WEIGHTS).read([known]).chosen
    assert not SignalReader(WEIGHTS).read([foreign]).chosen


def test_asking_for_a_number_that_the_passage_does_not_hold_speaks_against_an_answer() -> None:
    found = hit(passage(Role.PROSE), 0.3, asking="how long does it take")
    assert read_signals(found, WEIGHTS)["asks_quantity"] == 1.0
    timed = replace(found, passage=replace(found.passage, text="It takes 30 minutes."))
    assert read_signals(timed, WEIGHTS)["asks_quantity"] == 0.0


def test_a_second_passage_that_is_almost_as_near_is_quoted_too_and_a_far_one_is_not() -> None:
    first = hit(passage(Role.PROSE), 0.9)
    other = replace(
        first.passage,
        id="doc#other/1",
        sentences=(Sentence("other", 90, 99, "Words 9.", Role.PROSE, 0),),
    )
    near = replace(first, passage=other, asked=0.88)
    far = replace(first, passage=other, asked=0.5)
    assert len(SignalReader(WEIGHTS).read([far, first]).chosen) == 1
    assert [one.passage.id for one in SignalReader(WEIGHTS).read([near, first]).chosen] == [
        "doc#part/1",
        "doc#other/1",
    ]


def test_where_no_way_of_asking_is_known_its_own_weights_decide() -> None:
    found = hit(passage(Role.PROSE), 0.58, asked=0.9)
    assert SignalReader(WEIGHTS).read([found]).chosen
    unknown = SignalReader(WEIGHTS).read([replace(found, known=False)])
    assert unknown.threshold == 0.75
    assert not unknown.chosen


def test_a_section_whose_ways_of_asking_are_unknown_is_not_worse_for_it() -> None:
    assert asked_similarity(hit(passage(Role.PROSE), 0.8, asked=-1.0), WEIGHTS) == 0.4
