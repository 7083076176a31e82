from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.bench.pages import Page
from eval.bench.rankers import by_vectors, by_words, page_vectors
from index.encoder import Vectors
from index.hashing import HashingEncoder

PAGES = (
    Page("d1", "Zinc", ("It shortens a cold.",)),
    Page("d2", "Bread", ("It is baked.",)),
    Page("d3", "Zinc bread", ("It is new.",)),
)


class Counting(HashingEncoder):
    """Counts the texts that it is given."""

    def __init__(self) -> None:
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return super().encode(texts)


def test_words_find_titles_and_texts_and_nothing_that_shares_none() -> None:
    run = by_words(PAGES).run({"a": "zinc", "b": "cold", "c": "Ruritania"})

    assert run["a"].keys() == {"d1", "d3"}
    assert run["b"].keys() == {"d1"}
    assert run["c"] == {}


def test_vectors_rank_by_exact_cosine() -> None:
    encoder = HashingEncoder()
    vectors = encoder.encode([page.text for page in PAGES])

    run = by_vectors(PAGES, vectors, encoder).run({"a": "Zinc It shortens a cold."})

    assert run["a"].keys() == {"d1", "d2", "d3"}
    assert run["a"]["d1"] == pytest.approx(1.0)
    assert max(run["a"], key=lambda page: run["a"][page]) == "d1"


def test_no_more_than_the_depth_is_ranked_and_never_the_query_itself() -> None:
    encoder = HashingEncoder()
    vectors = encoder.encode([page.text for page in PAGES])

    run = by_vectors(PAGES, vectors, encoder, depth=1).run(
        {"d1": "Zinc", "q": "Bread It is baked."}
    )

    assert run["q"].keys() == {"d2"}
    assert run["d1"].keys() == {"d3"}


def test_vectors_are_kept_until_texts_or_encoder_change(tmp_path: Path) -> None:
    encoder = Counting()

    first = page_vectors(PAGES, encoder, tmp_path, lambda _: None)
    again = page_vectors(PAGES, encoder, tmp_path, lambda _: None)
    other = page_vectors(PAGES[:2], encoder, tmp_path, lambda _: None)

    assert encoder.texts == 3 + 2
    assert np.array_equal(first, again)
    assert np.array_equal(other, first[:2])
