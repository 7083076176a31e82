"""The trained reader, with a network that knows what it is asked by heart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.reading.cross_encoder import Judgements
from app.reading.signals import Decision, load_weights
from app.reading.trained_reader import TrainedReader
from app.reading.trained_weights import Choice, TrainedWeights
from corpus.document import Passage, Role, Sentence
from index.search import Hit

WEIGHTS = TrainedWeights(
    network="by hand",
    passage=Decision(0.0, {"answers": 1.0}, 1.0),
    decision=Decision(0.0, {"answers": 1.0}, 0.5),
    choice=Choice(sentence=0.5, beside=0.5, second=0.9),
    fitted_on="by hand",
)


class ByHeart:
    """Takes a text for an answer where a word of the question stands in it."""

    def __init__(self, sure: float = 4.0) -> None:
        self._sure = sure
        self.read = 0

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgements:
        self.read += 1
        held = [any(w in text.split() for w in question.split()) for question, text in pairs]
        return np.array([[self._sure if one else -self._sure] * 2 for one in held]).reshape(-1, 2)


def hit(name: str, *texts: str, asking: str = "itching") -> Hit:
    at = 1000 * ord(name)
    sentences = tuple(
        Sentence(name, at + 50 * n, at + 50 * n + len(t), t, Role.PROSE, 0)
        for n, t in enumerate(texts)
    )
    held = Passage(f"d#{name}/1", "d", name, ("D", f"What about the {name}?"), "", sentences)
    near = tuple(0.9 if n == 0 else 0.1 for n in range(len(texts)))
    return Hit(held, 0.9, 0.5, True, 1.0, 0.03, near, asking, False, 0.5, 0.0)


def read(reader: TrainedReader, *hits: Hit) -> list[list[str]]:
    return [[s.text for s in one.sentences] for one in reader.read(hits).chosen]


def reader(network: ByHeart) -> TrainedReader:
    return TrainedReader(network, WEIGHTS, load_weights())


def test_the_passage_that_the_network_takes_for_an_answer_is_quoted() -> None:
    quoted = read(reader(ByHeart()), hit("a", "nothing here"), hit("b", "about itching so"))
    assert quoted == [["about itching so"]]


def test_nothing_is_quoted_where_no_passage_answers() -> None:
    reading = reader(ByHeart()).read([hit("a", "nothing here"), hit("b", "nothing there")])
    assert reading.chosen == ()
    assert reading.score < reading.threshold


def test_a_second_passage_that_answers_as_surely_is_quoted_after_the_first() -> None:
    hits = (hit("a", "on itching here"), hit("b", "nothing"), hit("c", "on itching there"))
    assert read(reader(ByHeart()), *hits) == [["on itching here"], ["on itching there"]]
    assert read(reader(ByHeart(sure=2.0)), *hits) == [["on itching here"]]


def test_of_a_longer_paragraph_only_what_says_it_is_quoted() -> None:
    texts = ("on itching here", *(f"thing {n}" for n in range(6)))
    assert read(reader(ByHeart()), hit("a", *texts)) == [["on itching here"]]


def test_a_refusal_reads_the_hits_once_and_an_answer_twice() -> None:
    network = ByHeart()
    reader(network).read([hit("a", "nothing")])
    assert network.read == 1
    reader(network).read([hit("a", "on itching")])
    assert network.read == 3


def test_it_says_what_it_is() -> None:
    about = reader(ByHeart()).about
    assert (about["name"], about["network"], about["fitted_on"]) == (
        "trained",
        "by hand",
        "by hand",
    )
