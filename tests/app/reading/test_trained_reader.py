"""The trained reader, with a network and an adapter that do what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.reading.adapter import Adapter
from app.reading.cross_encoder import Judgements
from app.reading.signals import Decision, load_weights
from app.reading.trained_reader import TrainedReader
from app.reading.trained_weights import TrainedWeights
from corpus.document import Passage, Role, Sentence
from index.hit import Hit, HitVectors

WEIGHTS = TrainedWeights(
    network="by hand",
    adapter="by hand",
    ranking={"adapted_text": 10.0},
    second=0.5,
    decision=Decision(0.0, {"answers": 1.0}, 0.5, {"answers": 0.0}),
    fitted_on="by hand",
)
ASKING = np.array([1.0, 0.0], np.float32)


class ByHeart:
    """Takes a text for an answer where a word of the question stands in it."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgements:
        self.read.append(len(pairs))
        held = [any(w in text.split() for w in question.split()) for question, text in pairs]
        return np.array([[4.0 if one else -4.0] * 2 for one in held]).reshape(-1, 2)


def hit(name: str, *texts: tuple[str, float], asked: float = 0.5) -> Hit:
    """A hit whose sentences lie so near to the question."""
    at = 1000 * ord(name)
    sentences = tuple(
        Sentence(name, at + 50 * n, at + 50 * n + len(t), t, Role.PROSE, 0)
        for n, (t, _) in enumerate(texts)
    )
    held = Passage(f"d#{name}/1", "d", name, ("D", f"What about the {name}?"), "", sentences)
    near = [-1.0, *(value for _, value in texts), -1.0]
    every = np.array([[value, (1 - value**2) ** 0.5] for value in near], np.float32)
    vectors = HitVectors(ASKING, every, range(len(near) - 1), [len(near) - 1])
    raw = tuple(value for _, value in texts)
    return Hit(held, 0.9, asked, True, 1.0, 0.03, raw, "itching", False, 0.5, 0.0, vectors)


def reader(network: ByHeart, weights: TrainedWeights = WEIGHTS) -> TrainedReader:
    plain = np.eye(2, dtype=np.float32)
    return TrainedReader(network, Adapter(plain, plain), weights, load_weights())


def read(*hits: Hit, weights: TrainedWeights = WEIGHTS) -> list[list[str]]:
    reading = reader(ByHeart(), weights).read(hits)
    return [[s.text for s in one.sentences] for one in reading.chosen]


def test_the_passage_that_lies_nearest_by_the_learned_maps_is_quoted() -> None:
    hits = hit("a", ("on itching", 0.2)), hit("b", ("about itching so", 0.9))
    assert read(*hits) == [["about itching so"]]
    turned = np.array([[0.0, 1.0], [1.0, 0.0]], np.float32)
    other = TrainedReader(ByHeart(), Adapter(np.eye(2), turned), WEIGHTS, load_weights())
    assert other.read(hits).chosen[0].sentences[0].text == "on itching"


def test_nothing_is_quoted_where_the_network_finds_no_answer() -> None:
    reading = reader(ByHeart()).read([hit("a", ("nothing here", 0.9)), hit("b", ("nor", 0.8))])
    assert reading.chosen == ()
    assert reading.score < reading.threshold


def test_who_asks_as_the_editor_wrote_is_answered_whatever_the_network_says() -> None:
    assert read(hit("a", ("nothing here", 0.9), asked=0.94)) == []
    assert read(hit("a", ("nothing here", 0.9), asked=0.96)) == [["nothing here"]]


def test_a_second_passage_that_is_nearly_as_likely_is_quoted_after_the_first() -> None:
    hits = (hit("a", ("on itching", 0.90)), hit("b", ("nothing", 0.5)), hit("c", ("more", 0.85)))
    assert read(*hits) == [["on itching"], ["more"]]
    assert read(*hits, weights=replace(WEIGHTS, second=0.7)) == [["on itching"]]


def test_a_paragraph_around_the_nearest_sentence_stays_whole() -> None:
    texts = [("on itching here", 0.9), *((f"thing {n}", 0.1) for n in range(5))]
    assert read(hit("a", *texts)) == [[text for text, _ in texts]]
    assert read(hit("a", *texts, ("one more", 0.1))) == [["on itching here"]]


def test_the_network_reads_only_the_best_in_one_go() -> None:
    network = ByHeart()
    reader(network).read([hit(name, ("on itching", 0.5)) for name in "abcdefghijkl"])
    assert network.read == [8]


def test_it_says_in_words_what_moved_it() -> None:
    reading = reader(ByHeart()).read([hit("a", ("on itching", 0.9))])
    assert reading.reasons == ("for: what the network reads (+4.0)",)


def test_it_says_what_it_is() -> None:
    about = reader(ByHeart()).about
    assert (about["name"], about["network"], about["adapter"]) == ("trained", "by hand", "by hand")
