"""The maps learn to tell sections apart that the encoder's own numbers do not."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from app.reading.adapter import mapped
from eval.fit_adapter import Maps, Questions, Searched, learn


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def made(chance: np.random.Generator, sections: int = 12) -> tuple[Searched, Questions]:
    """Texts that share a loud meaningless part; what tells their sections apart is faint."""
    width = 24
    telling = chance.normal(size=(sections, width // 2))
    section = np.repeat(np.arange(sections), 6)
    noise = chance.normal(size=(len(section), width // 2))
    vectors = unit(np.column_stack([0.4 * telling[section], noise]))
    asked = np.tile([True] * 4 + [False] * 2, sections)
    names = tuple(f"d#{n}" for n in range(sections))
    searched = Searched(vectors, section, asked, names)
    rows = np.flatnonzero(asked)
    ways = Questions(vectors[rows], [(int(section[r]),) for r in rows], rows.tolist())
    return searched, ways


def first(searched: Searched, asking: np.ndarray, text: np.ndarray) -> float:
    """How often the nearest other text is of the same section."""
    near = mapped(searched.vectors, asking) @ mapped(searched.vectors, text).T
    np.fill_diagonal(near, -2.0)
    return float(np.mean(searched.section[near.argmax(axis=1)] == searched.section))


def test_learnt_maps_bring_a_section_together_and_are_the_same_each_time() -> None:
    searched, ways = made(np.random.default_rng(1))
    plain = np.eye(24, dtype=np.float32)
    asking, text = learn(searched, ways, ways, steps=60)
    assert first(searched, asking, text) > first(searched, plain, plain) + 0.2
    again = learn(searched, ways, ways, steps=60)
    assert np.array_equal(asking, again[0])
    assert np.array_equal(text, again[1])


def test_a_way_of_asking_does_not_see_itself() -> None:
    searched, ways = made(np.random.default_rng(1), sections=2)
    maps = Maps(searched, 0.0, 0.0)
    questions = torch.from_numpy(ways.vectors[:1])
    with torch.inference_mode():
        seen = maps(questions, torch.tensor([-1]))
        hidden = maps(questions, torch.tensor([ways.rows[0]]))
    assert float(hidden[0, 0]) < float(seen[0, 0]) - 1.0
    assert float(seen.exp().sum()) == pytest.approx(1.0)
