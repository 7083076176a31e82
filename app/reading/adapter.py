"""A learned similarity over the encoder's vectors: one linear map for questions, one for texts.

The encoder was made to tell any text from any other; the maps were fitted so that a question lies
nearer to what answers it than to its neighbours, and near to nothing where nothing answers it. They
are data (`adapter.npz`), fitted by `python -m eval.fit_adapter`. What is searched stays as it is:
the maps are laid over the vectors of what was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from app.reading.errors import ReaderUnavailable
from app.reading.fitted_file import fitted_file
from index.encoder import Vectors
from index.hit import HitVectors

FILE = "adapter.npz"
"""Beside this module; two (d, d) matrices of 16-bit numbers, `asking` and `text`."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """Similarities in [-1, 1] of a hit to its question by the learned maps; higher is nearer.

    `text` is the greatest to the passage or one of its sentences, `asked` that to the nearest way
    of asking, `sentences` that to each sentence, none of an outline.
    """

    text: float
    asked: float
    sentences: tuple[float, ...]


class Adapter:
    """Lays the learned maps over the vectors of hits.

    Args:
        asking: (d, d) the map of questions.
        text: (d, d) the map of texts and of ways of asking.
    """

    def __init__(self, asking: NDArray[np.floating], text: NDArray[np.floating]) -> None:
        self._asking = asking.astype(np.float32)
        self._text = text.astype(np.float32)

    def nearness(self, hits: Sequence[HitVectors]) -> list[Adapted]:
        """How near each hit is to its question.

        Args:
            hits: of one question, whose parts may have come nearest to different ones.
        """
        if not hits:
            return []
        questions = mapped(np.stack([hit.asking for hit in hits]), self._asking)
        parts = [part for hit in hits for part in (hit.texts, hit.asked)]
        ends = np.cumsum([len(part) for part in parts])[:-1]
        rows = np.split(mapped(np.concatenate(parts), self._text), ends)
        found = []
        for number, question in enumerate(questions):
            texts, asked = (part @ question for part in rows[2 * number : 2 * number + 2])
            found.append(
                Adapted(
                    text=float(texts.max()),
                    asked=float(asked.max(initial=-1.0)),
                    sentences=tuple(float(value) for value in texts[1:]),
                )
            )
        return found


def mapped(vectors: Vectors, by: NDArray[np.float32]) -> Vectors:
    """(n, d) vectors mapped, of unit norm again."""
    out = vectors @ by
    lengths: Vectors = np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    return out / lengths


def load_adapter(digest: str) -> Adapter:
    """The maps that come with the package.

    Args:
        digest: SHA-256 of their file in hexadecimal.

    Raises:
        ReaderUnavailable: the file is missing, damaged or another.
    """
    held = fitted_file(FILE, digest)
    try:
        with np.load(BytesIO(held)) as maps:
            return Adapter(maps["asking"], maps["text"])
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ReaderUnavailable(f"{FILE} cannot be read") from error
