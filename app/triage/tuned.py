"""The top layers of the sentence encoder, tuned to tell kinds of messages apart.

The lower layers are the encoder's own. Weights are kept as one signed byte each, with a scale for
every row of a matrix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.minilm import NAME, WIDTH, LowerLayers, States

if TYPE_CHECKING:
    import torch

TUNED = 3
"""How many layers are tuned, counted from the top."""

LOWER = 3
"""How many layers below them are the encoder's own."""

_HEADS = 12
_SHORT = 120
_INNER = 4 * WIDTH
_PREFIX = "layer:"
_SCALE = ".scale"
_BYTE = 127.0

Layers = Mapping[str, NDArray[np.float32]]


def packed(layers: Layers) -> dict[str, NDArray[Any]]:
    """Weights by name as arrays for a file: matrices in bytes and their scales, the rest as is."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, values in layers.items():
        if values.ndim == 1:
            arrays[_PREFIX + name] = values.astype(np.float32)
            continue
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8) / _BYTE
        arrays[_PREFIX + name] = np.rint(values / scale).astype(np.int8)
        arrays[_PREFIX + name + _SCALE] = scale.astype(np.float32)
    return arrays


def unpacked(arrays: Mapping[str, NDArray[Any]]) -> Layers:
    """The inverse of `packed`, but for the rounding; other arrays are left out."""
    layers = {}
    for name in arrays:
        if name.startswith(_PREFIX) and not name.endswith(_SCALE):
            scale = arrays[name + _SCALE] if name + _SCALE in arrays else np.float32(1)
            layers[name.removeprefix(_PREFIX)] = (arrays[name] * scale).astype(np.float32)
    return layers


class TunedLayers:
    """Scores messages; the encoder's lower layers are loaded at the first use.

    Args:
        layers: weights by the names of `top_layers(...).state_dict()`.
    """

    name = NAME

    def __init__(self, layers: Layers) -> None:
        import torch

        self._lower = LowerLayers(LOWER)
        self._top = top_layers(len(layers["kinds.bias"]))
        tensors = {name: torch.from_numpy(values.copy()) for name, values in layers.items()}
        self._top.load_state_dict(tensors)
        self._top.eval()

    @property
    def loaded(self) -> bool:
        """Whether `scores` answers at once, without loading a model first."""
        return self._lower.loaded

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(n, kinds) of real numbers for n texts, to be made probabilities by a softmax."""
        import torch

        found: dict[int, NDArray[np.float32]] = {}
        with torch.inference_mode():
            for batch in _alike(texts):
                states = self._lower.states([texts[number] for number in batch])
                found |= zip(batch, self._top(states).numpy(), strict=True)
        return np.array([found[number] for number in range(len(texts))], np.float64)


def _alike(texts: Sequence[str]) -> list[list[int]]:
    """The numbers of the texts in batches: short ones together, each long one by itself.

    What is padded costs as much as what is read.
    """
    short = [number for number, text in enumerate(texts) if len(text) <= _SHORT]
    long = [[number] for number, text in enumerate(texts) if len(text) > _SHORT]
    return [short, *long] if short else long


def top_layers(kinds: int) -> torch.nn.Module:
    """Untrained layers on top of the lower ones: states in, (n, kinds) out.

    Their form is BERT's, so that the encoder's own weights can start them. Source: Devlin et al.
    2019, doi 10.18653/v1/N19-1423.
    """
    import torch

    class Top(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = torch.nn.ModuleList(
                torch.nn.TransformerEncoderLayer(
                    WIDTH,
                    _HEADS,
                    _INNER,
                    dropout=0.1,
                    activation="gelu",
                    layer_norm_eps=1e-12,
                    batch_first=True,
                )
                for _ in range(TUNED)
            )
            self.drop = torch.nn.Dropout(0.1)
            self.kinds = torch.nn.Linear(WIDTH, kinds)

        def forward(self, states: States) -> torch.Tensor:
            hidden, mask = states.hidden, states.mask
            for layer in self.layers:
                hidden = layer(hidden, src_key_padding_mask=mask == 0)
            summed = (hidden * mask.unsqueeze(-1)).sum(1)
            scores: torch.Tensor = self.kinds(self.drop(summed / mask.sum(1, keepdim=True)))
            return scores

    return Top()
