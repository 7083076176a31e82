"""Text → unit vectors: the role, and the choice by name. Knows nothing of passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their similarity in [-1, 1]."""

    @property
    def name(self) -> str:
        """Model and version; vectors of different names are never compared."""

    @property
    def dimension(self) -> int:
        """d, the length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns (n, d) float32 of unit norm, a row for each of the n texts."""


def load_encoder(name: str) -> Encoder:
    """The encoder of a setting: `minilm`, or `hashing`, which needs no model.

    Raises:
        ValueError: there is no encoder of that name.

    Example: `load_encoder("hashing").encode(["fever"]).shape`
    """
    if name == "minilm":
        from index.minilm import MiniLm

        return MiniLm()
    if name == "hashing":
        from index.hashing import HashingEncoder

        return HashingEncoder()
    raise ValueError(f"There is no encoder '{name}'; use 'minilm' or 'hashing'.")
