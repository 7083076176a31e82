"""Training goes on where it was stopped, and never with the state of another course."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from app.reading.pairs import PairEncoder
from eval.reader_training.lessons import UNKNOWN, Lesson
from eval.reader_training.loop import Course, learn
from eval.reader_training.model import CrossEncoder


class Stopped(Exception):
    """The run was ended in mid-course."""


LESSONS = [
    Lesson(f"does it itch {n}", f"Skin {n}: It itches.", float(n % 2), UNKNOWN, "d#s")
    for n in range(160)
]
COURSE = Course("tiny", LESSONS, LESSONS[:20], epochs=1, rate=1e-3, saved_every=2)


def weights(course: Course, work: Path, stop_after: int | None = None) -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    model, said = CrossEncoder(layers=1), 0

    def say(line: str) -> None:
        nonlocal said
        said += "loss" in line
        if said == stop_after:
            raise Stopped

    learn(model, PairEncoder(), course, work, seed=0, say=say)
    return {name: values.clone() for name, values in model.state_dict().items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


def test_a_stopped_run_ends_with_the_weights_of_one_that_was_not(tmp_path: Path) -> None:
    whole = weights(COURSE, tmp_path / "whole")
    with pytest.raises(Stopped):
        weights(COURSE, tmp_path / "stopped", stop_after=2)
    assert (tmp_path / "stopped" / "tiny.pt").exists()
    assert same(weights(COURSE, tmp_path / "stopped"), whole)


def test_the_state_of_other_lessons_is_not_taken_up(tmp_path: Path) -> None:
    other = replace(COURSE, lessons=LESSONS[::-1][:96])
    alone = weights(other, tmp_path / "alone")
    weights(COURSE, tmp_path / "shared")
    assert same(weights(other, tmp_path / "shared"), alone)
    assert not same(alone, weights(COURSE, tmp_path / "shared"))
