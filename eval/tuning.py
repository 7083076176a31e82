"""Tunes the top layers of the sentence encoder to kinds of messages, on a processor alone.

The lower layers are frozen, so their states are computed once. Deterministic on one machine: the
same messages, seed and versions give the same weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track

from app.triage.tuned import LOWER, TUNED, Layers, top_layers
from index.minilm import LowerLayers, States, load_model

_EPOCHS = 4
_BATCH = 24
_RATE = 2e-4
_HEAD_RATE = 1e-3
_SMOOTHING = 0.03
_THREADS = 2

# BERT's names for what PyTorch's own encoder layer calls otherwise.
_NAMES = {
    "attention.output.dense": "self_attn.out_proj",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "linear1",
    "output.dense": "linear2",
    "output.LayerNorm": "norm2",
}
_PROJECTIONS = ("query", "key", "value")

Hidden = Sequence[torch.Tensor]


def states_of(messages: Sequence[str]) -> Hidden:
    """The states of the lower layers, a (pieces, width) tensor in half precision each."""
    lower = LowerLayers(LOWER)
    order = sorted(range(len(messages)), key=lambda n: len(messages[n]))
    found: dict[int, torch.Tensor] = {}
    for start in track(range(0, len(order), 64), "lower layers"):
        numbers = order[start : start + 64]
        states = lower.states([messages[n] for n in numbers])
        for n, hidden, mask in zip(numbers, states.hidden, states.mask, strict=True):
            found[n] = hidden[: int(mask.sum())].half().clone()
    return [found[n] for n in range(len(messages))]


def tune(
    hidden: Hidden, kinds: NDArray[np.int64], weights: NDArray[np.float64], seed: int
) -> Layers:
    """The weights of layers tuned to tell the kinds of n messages apart.

    Args:
        hidden: the n messages' states.
        kinds: (n,) from 0.
        weights: (n,) how much each message counts.
        seed: of the order of the messages and of what is dropped.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(_THREADS)
    order = np.random.default_rng(seed)
    model = _started(int(kinds.max()) + 1)
    head = list(model.kinds.parameters())
    rest = list(model.layers.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": rest, "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    steps = _EPOCHS * -(-len(hidden) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [_RATE, _HEAD_RATE], total_steps=steps, pct_start=0.1
    )
    wanted = torch.from_numpy(kinds)
    counts = torch.from_numpy(weights).float()
    model.train()
    for epoch in range(_EPOCHS):
        for numbers in track(_batches(hidden, order), f"epoch {epoch + 1} of {_EPOCHS}"):
            losses = torch.nn.functional.cross_entropy(
                model(_together([hidden[n] for n in numbers])),
                wanted[numbers],
                label_smoothing=_SMOOTHING,
                reduction="none",
            )
            optimizer.zero_grad()
            loss: Any = (losses * counts[numbers]).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return {name: values.numpy().copy() for name, values in model.state_dict().items()}


def scores(layers: Layers, hidden: Hidden) -> NDArray[np.float64]:
    """(n, kinds) of real numbers by tuned layers, of n messages' states."""
    model = top_layers(len(layers["kinds.bias"]))
    model.load_state_dict({name: torch.from_numpy(values) for name, values in layers.items()})
    model.eval()
    order = sorted(range(len(hidden)), key=lambda n: len(hidden[n]))
    found = np.zeros((len(hidden), len(layers["kinds.bias"])))
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            numbers = order[start : start + 64]
            found[numbers] = model(_together([hidden[n] for n in numbers])).numpy()
    return found


def _batches(hidden: Hidden, order: np.random.Generator) -> list[NDArray[np.int64]]:
    """Batches of messages of like lengths, in an order by chance."""
    mixed = order.permutation(len(hidden))
    sizes = np.array([len(hidden[n]) // 6 for n in mixed])
    ranked = mixed[np.argsort(sizes, kind="stable")]
    batches = [ranked[start : start + _BATCH] for start in range(0, len(ranked), _BATCH)]
    order.shuffle(batches)
    return batches


def _together(hidden: Hidden) -> States:
    longest = max(len(one) for one in hidden)
    mask = torch.zeros(len(hidden), longest)
    joined = torch.zeros(len(hidden), longest, hidden[0].shape[1])
    for row, one in enumerate(hidden):
        joined[row, : len(one)] = one.float()
        mask[row, : len(one)] = 1
    return States(joined, mask)


def _started(kinds: int) -> Any:
    """The layers as they are in the encoder, and a new last step."""
    model = top_layers(kinds)
    own = load_model().encoder.layer[-TUNED:]
    layers: Any = model.layers
    for layer, source in zip(layers, own, strict=True):
        layer.load_state_dict(dict(_renamed(source.state_dict())))
    return model


def _renamed(source: dict[str, torch.Tensor]) -> Iterator[tuple[str, torch.Tensor]]:
    for end in ("weight", "bias"):
        parts = [source[f"attention.self.{name}.{end}"] for name in _PROJECTIONS]
        yield f"self_attn.in_proj_{end}", torch.cat(parts)
    for name, values in source.items():
        base, end = re.split(r"\.(?=weight$|bias$)", name)
        if base in _NAMES:
            yield f"{_NAMES[base]}.{end}", values
