"""Which sentences of a passage are quoted, by how likely each says the answer."""

from __future__ import annotations

import pytest

from app.reading.trained_choice import choose
from app.reading.trained_weights import Choice
from corpus.document import Passage, Role, Sentence

CHOICE = Choice(sentence=0.3, beside=0.5, second=0.5)


def passage(*texts: str, roles: str = "", blocks: str = "", outline: bool = False) -> Passage:
    kinds = {"p": Role.PROSE, "l": Role.LEAD, "i": Role.ITEM}
    sentences = tuple(
        Sentence(
            "part",
            100 * n,
            100 * n + len(text),
            text,
            kinds[roles[n]] if roles else Role.PROSE,
            int(blocks[n]) if blocks else 0,
        )
        for n, text in enumerate(texts)
    )
    return Passage("d#part/1", "d", "part", ("D", "Part"), "", sentences, outline)


def kept(held: Passage, *says: float) -> list[int]:
    return [sentence.start // 100 for sentence in choose(held, says, CHOICE).sentences]


PLAIN = passage(*[f"Number {n} is so." for n in range(7)])


def test_of_a_longer_paragraph_the_sentences_that_say_it_are_quoted_in_its_order() -> None:
    assert kept(PLAIN, 0.1, 0.2, 0.9, 0.1, 0.6, 0.0, 0.0) == [2, 4]


def test_the_best_sentence_is_quoted_however_unlikely() -> None:
    assert kept(PLAIN, 0.01, 0.02, *[0.01] * 5) == [1]


def test_a_short_paragraph_stays_whole() -> None:
    assert kept(passage("One.", "Two.", "Three."), 0.0, 0.9, 0.0) == [0, 1, 2]


def test_a_sentence_takes_along_what_it_leans_on_and_what_limits_it() -> None:
    rest = ("Rest.", "Walk.", "Sleep.", "Eat.")
    held = passage("Some tire.", "It passes.", "However, call if not.", *rest)
    assert kept(held, 0.0, 0.9, *[0.0] * 5) == [0, 1, 2]
    assert kept(held, 0.9, *[0.0] * 6) == [0]
    assert kept(held, 0.0, 0.0, 0.9, *[0.0] * 4) == [0, 1, 2]


def test_a_list_stays_whole_with_its_lead_in_and_what_opens_the_paragraph_above() -> None:
    held = passage("About.", "More.", "Call if:", "a", "b", roles="pplii", blocks="00111")
    assert kept(held, 0.0, 0.0, 0.0, 0.1, 0.9) == [0, 2, 3, 4]


def test_no_more_than_six_sentences_of_prose_are_quoted() -> None:
    held = passage(*[f"Number {n} is so." for n in range(9)])
    assert kept(held, *[0.9] * 4, 0.99, *[0.9] * 4) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("says", [(), (0.1, 0.2)])
def test_an_outline_is_quoted_whole(says: tuple[float, ...]) -> None:
    assert kept(passage("A.", "B.", outline=True), *says) == [0, 1]
