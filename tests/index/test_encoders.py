"""Encoders give unit vectors whose dot product ranks; the real model loads without a network."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.encoder import Encoder, load_encoder
from index.hashing import HashingEncoder

PASSAGES = [
    "Checkpoint inhibitors block proteins that hold the immune system back.",
    "Cancer vaccines teach the body to attack tumour cells.",
    "The clinic is open from nine to five.",
]


@pytest.mark.parametrize("texts", [[""], ["the and of"], ["é", "你好", "\u00a0"], PASSAGES, []])
def test_hashed_vectors_are_unit_rows(texts: list[str]) -> None:
    rows = HashingEncoder().encode(texts)
    assert rows.shape == (len(texts), 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_hashed_vectors_are_always_the_same() -> None:
    assert np.array_equal(HashingEncoder().encode(PASSAGES), HashingEncoder().encode(PASSAGES))
    alone = HashingEncoder().encode(PASSAGES[1:2])
    assert np.array_equal(alone[0], HashingEncoder().encode(PASSAGES)[1])


@pytest.mark.parametrize(
    ("question", "nearest"),
    [("what do checkpoint inhibitors block", 0), ("a vaccine for cancer", 1), ("clinic open?", 2)],
)
def test_hashing_ranks_the_passage_with_the_same_words_first(question: str, nearest: int) -> None:
    encoder = HashingEncoder()
    similarity = encoder.encode(PASSAGES) @ encoder.encode([question])[0]
    assert int(similarity.argmax()) == nearest
    assert similarity.max() > 0.2


def test_minilm_loads_and_ranks_by_meaning() -> None:
    encoder: Encoder = load_encoder("minilm")
    rows = encoder.encode([*PASSAGES, "drugs that take the brakes off our defences", ""])
    assert rows.shape == (5, encoder.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert int((rows[:3] @ rows[3]).argmax()) == 0
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.name.startswith("all-MiniLM-L6-v2/")


def test_a_question_is_read_by_one_thread_and_a_large_batch_by_all() -> None:
    """On a busy machine a question that is spread over all cores takes twenty times as long."""
    import torch

    encoder = load_encoder("minilm")

    def threads(texts: int) -> int:
        encoder.encode(["fever"] * texts)
        return torch.get_num_threads()

    with ThreadPoolExecutor(1) as pool:  # the number is each thread's own
        seen = [pool.submit(threads, texts).result() for texts in (1, 33, 32)]
    assert (seen[0], seen[2]) == (1, 1)
    assert seen[1] > 1 or os.cpu_count() == 1


def test_an_unknown_encoder_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no encoder 'bert'; use 'minilm' or 'hashing'"):
        load_encoder("bert")
