"""An encoder without a model: stems and letter triples hashed into a vector.

Good enough to rank a small library by shared words; meant for tests and for machines that cannot
hold a model. Knows nothing of meaning.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors
from index.words import content_stems


class HashingEncoder:
    """Signed feature hashing. Source: Weinberger et al. 2009, Feature hashing."""

    name = "hashing/1"
    dimension = 384

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns (n, 384) float32 of unit norm."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for number, text in enumerate(texts):
            for feature, count in _features(text).items():
                digest = zlib.crc32(feature.encode())
                rows[number, digest % self.dimension] += count if digest & 0x80000000 else -count
        rows[~rows.any(axis=1), 0] = 1.0
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _features(text: str) -> Counter[str]:
    features: Counter[str] = Counter()
    for stem in content_stems(text):
        features[stem] += 3
        padded = f"^{stem}$"
        features.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return features
