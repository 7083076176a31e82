"""No pair of texts alike is missed, and ten thousand take seconds."""

from __future__ import annotations

import random
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from corpus.checks.alike import groups_alike, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call at 38.5 °C!", ("call", "at", "38.5", "c")),
        ("PD-1, T-cells.", ("pd", "1", "t", "cells")),
        ("", ()),
        ("Fièvre – ÉTÉ", ("fièvre", "été")),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_groups_are_chained_and_in_order() -> None:
    texts = ["a b c d e f g h i j", "x y", "a b c d e f g h i k", "a b c d e f g h l k", "x y"]
    assert groups_alike([t.split() for t in texts], 0.9) == [[0, 2, 3], [1, 4]]
    assert groups_alike([t.split() for t in texts], 1.0) == [[1, 4]]
    assert groups_alike([], 0.9) == []


@given(
    st.lists(st.text("abcdefg", min_size=1, max_size=30).map(tuple), max_size=12),
    st.sampled_from([0.5, 0.7, 0.85, 0.95, 1.0]),
)
@settings(max_examples=300, deadline=None)
def test_no_pair_is_missed(texts: list[tuple[str, ...]], bound: float) -> None:
    group = {place: n for n, places in enumerate(groups_alike(texts, bound)) for place in places}
    alone = len(texts)
    for left, right in combinations(range(len(texts)), 2):
        if Indel.normalized_similarity(texts[left], texts[right]) >= bound:
            assert group.get(left, alone) == group.get(right, alone + 1)


def test_ten_thousand_sentences_take_seconds() -> None:
    draw = random.Random(5)  # noqa: S311 (no secret)
    vocabulary = [f"w{n}" for n in range(5000)]
    weights = [1 / (n + 1) for n in range(5000)]
    sentences = [tuple(draw.choices(vocabulary, weights, k=14)) for _ in range(10_000)]
    sentences[9_000:9_500] = sentences[:500]
    began = time.process_time()
    groups = groups_alike(sentences, 0.85)
    assert time.process_time() - began < 5
    assert sum(len(group) == 2 for group in groups) >= 490
