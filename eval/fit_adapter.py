"""Fit the trained reader's adapter: `python -m eval.fit_adapter --work FOLDER`.

Two linear maps over the encoder's vectors, one for questions and one for texts, which start as they
are and learn to tell which section answers: by softmax over the nearness of all sections of the
library and of "none", from its ways of asking, each without itself, and from the questions of
`reading-development.jsonl` that `held_out` does not keep back, near misses as "none". Adam, a
minute on two cores. Deterministic on one machine: the same library, set and versions give the same
file, `app/reading/adapter.npz`. `python -m eval.fit_trained_reader` must follow.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from app.compose import open_index, place_of
from app.reading.adapter import FILE, mapped
from app.reading.signals import load_weights
from app.settings import PACKAGED_DOCUMENTS, Settings
from eval.reader_questions import SETS
from eval.reader_training.held_out import held_out
from eval.reader_training.own_lessons import asked_in_cases
from eval.set_files import load_cases
from index.encoder import Vectors, load_encoder
from index.entries import EntryKind
from index.passage_file import read_entries, read_passages

_OUT = Path(__file__).parent.parent / "app" / "reading" / FILE
_SEED = 0
_STEPS = 150
_RATE = 1e-3
_BATCH = 256
_SAID_EVERY = 50
_NOTHING = -1.0
_IMPOSSIBLE = -1e9


@dataclass(frozen=True, slots=True)
class Searched:
    """The texts of a library: (n, d) vectors, (n,) the section of each, (n,) if it is asked.

    `sections` names them, as `document#section`.
    """

    vectors: Vectors
    section: NDArray[np.int64]
    asked: NDArray[np.bool_]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """m questions: (m, d) vectors, the sections that answer each, and its own row or -1.

    None of them answers a near miss. The own row is that of a way of asking among the texts.
    """

    vectors: Vectors
    sections: Sequence[tuple[int, ...]]
    rows: Sequence[int]


class Maps(torch.nn.Module):
    """The two maps, and what turns nearness into probabilities.

    Args:
        searched: the texts that questions are compared with.
        offset: with `slope` how near a way of asking is taken to lie at the least.
        slope: see there.
    """

    def __init__(self, searched: Searched, offset: float, slope: float) -> None:
        super().__init__()
        width = searched.vectors.shape[1]
        self.asking = torch.nn.Parameter(torch.eye(width))
        self.text = torch.nn.Parameter(torch.eye(width))
        self.sharpness = torch.nn.Parameter(torch.tensor(3.0))
        self.none = torch.nn.Parameter(torch.tensor(0.7))
        self.share = torch.nn.Parameter(torch.tensor(0.4))
        self._vectors = torch.from_numpy(searched.vectors)
        self._slots = torch.from_numpy(2 * searched.section + searched.asked)
        self._number = len(searched.sections)
        self._least = (offset, slope)

    def forward(self, questions: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """(b, sections + 1) log-probabilities, the last that of none.

        Args:
            questions: (b, d) vectors.
            hidden: (b,) of each the row of the texts that it may not see, or -1.
        """
        near = _unit(questions @ self.asking) @ _unit(self._vectors @ self.text).T
        rows = torch.nonzero(hidden >= 0)[:, 0]
        near = near.index_put((rows, hidden[rows]), torch.tensor(_NOTHING))
        best = torch.full((len(questions), 2 * self._number), _NOTHING).scatter_reduce(
            1, self._slots.expand(len(questions), -1), near, "amax"
        )
        texts, asked = best[:, 0::2], best[:, 1::2]
        offset, slope = self._least
        share = torch.sigmoid(self.share)
        nearness = (1 - share) * texts + share * torch.maximum(asked, offset + slope * texts)
        logits = torch.cat([nearness, self.none.expand(len(questions), 1)], 1)
        return torch.log_softmax(logits * self.sharpness.exp(), 1)


def main() -> None:
    """Fit, say how well held-out questions find their sections, and write the maps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder of the index")
    searched = _searched(parser.parse_args().work)
    cases = asked_in_cases(load_cases(SETS / "reading-development.jsonl"))
    numbers = {name: number for number, name in enumerate(searched.sections)}
    vectors = load_encoder("minilm").encode([one.text for one in cases])
    answering = [
        tuple(numbers[name] for name in sorted(one.sections) if one.covered and name in numbers)
        for one in cases
    ]
    kept = np.array([held_out(one) for one in cases])
    taught = [
        n for n in range(len(cases)) if not kept[n] and bool(answering[n]) == cases[n].covered
    ]
    written = Questions(vectors[taught], [answering[n] for n in taught], [-1] * len(taught))
    asking, text = learn(searched, _ways(searched), written)
    held = [n for n in range(len(cases)) if kept[n] and answering[n]]
    plain = np.eye(len(asking), dtype=np.float32)
    for name, one, other in (("as they are", plain, plain), ("mapped", asking, text)):
        first = _found_first(searched, vectors[held], [answering[n] for n in held], one, other)
        print(f"{name}: {first:.3f} of {len(held)} held-out questions find their section first")
    np.savez(_OUT, asking=asking.astype(np.float16), text=text.astype(np.float16))
    print(f"wrote {FILE}")


def learn(
    searched: Searched, ways: Questions, written: Questions, steps: int = _STEPS
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The maps of questions and of texts, (d, d) each.

    Args:
        searched: the texts of the library.
        ways: its ways of asking.
        written: questions that were written for it; half of each batch is drawn from either.
        steps: how many batches.
    """
    torch.manual_seed(_SEED)
    chance = np.random.default_rng(_SEED)
    weights = load_weights()
    maps = Maps(searched, weights.asked_offset, weights.asked_slope)
    optimizer = torch.optim.Adam(maps.parameters(), lr=_RATE)
    for step in range(1, steps + 1):
        batch = [
            (part, int(number))
            for part in (ways, written)
            for number in chance.choice(
                len(part.rows), min(_BATCH // 2, len(part.rows)), replace=False
            )
        ]
        questions = torch.from_numpy(np.stack([part.vectors[n] for part, n in batch]))
        hidden = torch.tensor([part.rows[n] for part, n in batch])
        likely = maps(questions, hidden)
        right = torch.zeros_like(likely, dtype=torch.bool)
        for row, (part, number) in enumerate(batch):
            right[row, list(part.sections[number]) or [-1]] = True
        loss = -torch.logsumexp(likely.masked_fill(~right, _IMPOSSIBLE), 1).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call] # torch leaves it without types
        optimizer.step()
        if step % _SAID_EVERY == 0:
            print(f"step {step} of {steps}, loss {float(loss.detach()):.3f}", flush=True)
    return maps.asking.detach().numpy(), maps.text.detach().numpy()


def _searched(work: Path) -> Searched:
    """The texts of the packaged library, from its index, which is built where there is none."""
    settings = Settings(documents=PACKAGED_DOCUMENTS, data_dir=work / "all")
    open_index(settings).close()
    generations = place_of(settings).generations
    live = generations.pointer().live
    if live is None:
        raise RuntimeError("The index that was just opened is not live.")
    folder = generations.folder(live)
    passages, entries = (
        read_passages(folder / "passages.jsonl"),
        read_entries(folder / "entries.jsonl"),
    )
    own = [
        row
        for row, entry in enumerate(entries)
        if entry.kind is not EntryKind.SENTENCE or not passages[entry.passage].outline
    ]
    names = [f"{p.document}#{p.section}" for p in passages]
    sections = tuple(sorted(set(names)))
    numbers = {name: number for number, name in enumerate(sections)}
    return Searched(
        vectors=np.load(folder / "vectors.npy")[own],
        section=np.array([numbers[names[entries[row].passage]] for row in own]),
        asked=np.array([entries[row].kind in (EntryKind.ASKED, EntryKind.HEADING) for row in own]),
        sections=sections,
    )


def _ways(searched: Searched) -> Questions:
    rows = np.flatnonzero(searched.asked)
    return Questions(
        searched.vectors[rows], [(int(searched.section[row]),) for row in rows], rows.tolist()
    )


def _found_first(
    searched: Searched,
    questions: Vectors,
    answering: Sequence[tuple[int, ...]],
    asking: NDArray[np.float32],
    text: NDArray[np.float32],
) -> float:
    """The share of questions whose nearest text of all is of a section that answers."""
    near = mapped(questions, asking) @ mapped(searched.vectors, text).T
    first = searched.section[near.argmax(axis=1)]
    return float(np.mean([got in right for got, right in zip(first, answering, strict=True)]))


def _unit(rows: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.normalize(rows, dim=-1)


if __name__ == "__main__":
    main()
