"""The lessons, again and again: the loop that tunes the trained reader.

Runs on a GPU where there is one, else on the processor in single precision. Every few hundred steps
all that the loop holds is written down, and a run that was stopped goes on from there. On one
machine the same lessons, seed and versions give the same weights.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch

from app.reading.pairs import PairEncoder, question_shown
from eval.reader_training.lessons import UNKNOWN, Lesson
from eval.reader_training.model import CrossEncoder

_BATCH = 32
_HEAD_RATE = 10.0
_THREADS = 2

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Course:
    """What is learnt, how often, and how fast.

    Attributes:
        name: of the file in which its state is kept.
        lessons: all of them, in any order.
        held: lessons that are not learnt, to tell by which epoch is best; empty to keep the last.
        epochs: how often each is read.
        rate: the learning rate at its peak; the head's is ten times that.
        saved_every: steps between two writings of the state.
    """

    name: str
    lessons: Sequence[Lesson]
    held: Sequence[Lesson]
    epochs: int
    rate: float
    saved_every: int = 250

    def digest(self, seed: int) -> str:
        """What the course is, so that no run goes on with the state of another."""
        told = repr((self.name, self.epochs, self.rate, seed, list(self.lessons), list(self.held)))
        return sha256(told.encode()).hexdigest()


def learn(  # noqa: PLR0913 (what a course needs)
    model: CrossEncoder,
    encoder: PairEncoder,
    course: Course,
    work: Path,
    *,
    seed: int,
    say: Say,
) -> None:
    """Tune a model by one course; of its epochs the best by the held-out lessons is kept.

    Args:
        model: that is changed.
        encoder: of its pairs.
        course: to take.
        work: folder of the state, from which a stopped run goes on.
        seed: of the order of the lessons and of what is dropped.
        say: told of the loss from time to time.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(_THREADS)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    optimizer = _optimizer(model, course.rate)
    orders = [_batches(course.lessons, seed + epoch) for epoch in range(course.epochs)]
    batches = [numbers for order in orders for numbers in order]
    ends = {sum(map(len, orders[: n + 1])) for n in range(course.epochs)}
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [g["lr"] for g in optimizer.param_groups], len(batches), pct_start=0.06
    )
    kept = _Kept(work / f"{course.name}.pt", course.digest(seed))
    running: list[float] = []
    for step in range(kept.resume(model, optimizer, schedule), len(batches)):
        lessons = [course.lessons[n] for n in batches[step]]
        loss = _loss(_scores(model, encoder, lessons), lessons)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call] # torch leaves it without types
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        running.append(float(loss.detach()))
        done = step + 1
        if done in ends and course.held:
            auroc = separation(model, encoder, course.held)
            say(f"{course.name}: step {done}, AUROC of the held-out pairs {auroc:.4f}")
            kept.judge(auroc, model)
        if done % course.saved_every == 0 or done == len(batches):
            say(f"{course.name}: step {done} of {len(batches)}, loss {np.mean(running):.4f}")
            running = []
            kept.save(done, model, optimizer, schedule)
    kept.restore_best(model)
    model.cpu().eval()


def separation(model: CrossEncoder, encoder: PairEncoder, lessons: Sequence[Lesson]) -> float:
    """AUROC of whether the passage answers, over the lessons of which that is known."""
    from sklearn.metrics import roc_auc_score

    known = [lesson for lesson in lessons if lesson.answers != UNKNOWN]
    known.sort(key=lambda lesson: len(lesson.question) + len(lesson.text))
    model.eval()
    with torch.inference_mode():
        scores = [
            _scores(model, encoder, known[start : start + _BATCH])[:, 0].cpu().numpy()
            for start in range(0, len(known), _BATCH)
        ]
    model.train()
    return float(roc_auc_score([lesson.answers for lesson in known], np.concatenate(scores)))


def _scores(model: CrossEncoder, encoder: PairEncoder, lessons: Sequence[Lesson]) -> torch.Tensor:
    device = next(model.head.parameters()).device
    pieces = encoder.pieces([(question_shown(x.question), x.text) for x in lessons])
    scores: torch.Tensor = model(
        **{name: torch.from_numpy(values).to(device) for name, values in pieces.items()}
    )
    return scores


def _optimizer(model: CrossEncoder, rate: float) -> torch.optim.Optimizer:
    head = list(model.head.parameters())
    rest = [p for p in model.encoder.parameters() if p.requires_grad]
    return torch.optim.AdamW(
        [{"params": rest, "lr": rate}, {"params": head, "lr": rate * _HEAD_RATE}],
        weight_decay=0.01,
    )


def _loss(scores: torch.Tensor, lessons: Sequence[Lesson]) -> torch.Tensor:
    """Binary cross-entropy of what is known of each pair."""
    wanted = torch.tensor([(x.answers, x.says) for x in lessons], device=scores.device)
    known = (wanted != UNKNOWN).to(scores.dtype)
    each = torch.nn.functional.binary_cross_entropy_with_logits(
        scores, wanted.clamp(min=0.0), reduction="none"
    )
    return (each * known).sum() / known.sum().clamp(min=1.0)


def _batches(lessons: Sequence[Lesson], seed: int) -> list[list[int]]:
    """Batches of pairs of like lengths, in an order by chance."""
    chance = np.random.default_rng(seed)
    order = [int(number) for number in chance.permutation(len(lessons))]
    order.sort(key=lambda n: (len(lessons[n].question) + len(lessons[n].text)) // 16)
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    return [batches[number] for number in chance.permutation(len(batches))]


class _Kept:
    """What a stopped run goes on from, the best epoch so far with it.

    A state of another course, of other lessons or of another seed is not taken up.
    """

    def __init__(self, path: Path, digest: str) -> None:
        self._path = path
        self._digest = digest
        self._auroc = -1.0
        self._best: Any = None
        path.parent.mkdir(parents=True, exist_ok=True)

    def resume(self, model: CrossEncoder, optimizer: Any, schedule: Any) -> int:
        """The step from which to go on, everything set to what it was there."""
        if not self._path.exists():
            return 0
        held = torch.load(self._path, weights_only=True)
        if held["digest"] != self._digest:
            return 0
        model.load_state_dict(held["model"])
        optimizer.load_state_dict(held["optimizer"])
        schedule.load_state_dict(held["schedule"])
        torch.set_rng_state(held["chance"])
        self._auroc, self._best = held["auroc"], held["best"]
        step: int = held["step"]
        return step

    def judge(self, auroc: float, model: CrossEncoder) -> None:
        """Keep a model that separates better than those before it."""
        if auroc > self._auroc:
            self._auroc = auroc
            self._best = {name: values.clone() for name, values in model.state_dict().items()}

    def save(self, step: int, model: CrossEncoder, optimizer: Any, schedule: Any) -> None:
        held = {
            "digest": self._digest,
            "step": step,
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "chance": torch.get_rng_state(),
            "auroc": self._auroc,
            "best": self._best,
        }
        half = self._path.with_suffix(".half")
        torch.save(held, half)
        os.replace(half, self._path)

    def restore_best(self, model: CrossEncoder) -> None:
        """Set a model to the best epoch; it stays as it is where none was judged."""
        if self._best is not None:
            model.load_state_dict(self._best)
