"""How the network is shown a question and a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from app.reading.pairs import (
    LONGEST,
    PairEncoder,
    leans,
    nearest_shown,
    question_shown,
    sentence_shown,
)
from corpus.document import Passage, Role, Sentence


def passage(*texts: str, path: tuple[str, ...] = ("Page", "Does it hurt at all?")) -> Passage:
    roles = {"Call if:": Role.LEAD, "it bleeds": Role.ITEM, "it burns": Role.ITEM}
    sentences = tuple(
        Sentence("part", 20 * n, 20 * n + len(text), text, roles.get(text, Role.PROSE), 0)
        for n, text in enumerate(texts)
    )
    return Passage("page#part/1", "page", "part", path, " ".join(texts), sentences)


def test_a_sentence_is_shown_with_its_heading() -> None:
    assert (
        sentence_shown(passage("Most feel\nlittle."), 0)
        == "Does it hurt at all?: Most feel little."
    )


def test_a_short_heading_takes_the_one_above_it_along() -> None:
    shown = sentence_shown(passage("Most feel little.", path=("Page", "Infusions", "Pain")), 0)
    assert shown == "Infusions / Pain: Most feel little."


def test_a_sentence_that_leans_on_the_one_before_it_is_shown_with_it() -> None:
    held = passage("The nurse numbs the skin.", "It takes a minute.", "Most people sit.")
    assert sentence_shown(held, 1).endswith(": The nurse numbs the skin. It takes a minute.")
    assert sentence_shown(held, 2).endswith(": Most people sit.")


def test_an_item_is_shown_after_its_lead_in() -> None:
    held = passage("Call if:", "it bleeds", "it burns")
    assert sentence_shown(held, 2).endswith(": Call if: it burns")


def test_a_passage_is_shown_by_its_sentence_nearest_the_question() -> None:
    held = passage("One thing.", "Another thing.")
    assert nearest_shown(held, np.array([0.1, 0.7], np.float32)).endswith(": Another thing.")


def test_of_a_long_story_the_end_is_shown() -> None:
    story = " ".join(["before"] * 200 + ["does", "it", "hurt"])
    shown = question_shown(story)
    assert shown.endswith("does it hurt")
    assert len(shown.split()) < 60


@pytest.mark.parametrize(
    ("sentence", "leaning"),
    [("It may itch.", True), ("However, few do.", True), ("Itching is common.", False)],
)
def test_which_sentences_lean_on_the_one_before_them(sentence: str, leaning: bool) -> None:
    assert leans(sentence) is leaning


def test_pairs_are_cut_and_padded_to_one_length_and_their_texts_told_apart() -> None:
    pieces = PairEncoder().pieces([("short", "pair"), ("long " * 300, "text " * 300)])
    assert pieces["ids"].shape == (2, LONGEST)
    assert pieces["mask"].sum(axis=1).tolist() == [5, LONGEST]
    assert pieces["kinds"][0, :5].tolist() == [0, 0, 0, 1, 1]
