"""The trained reader's network, by ONNX Runtime: pairs of question and sentence → probabilities.

The one place that knows of ONNX Runtime. The file is made by `python -m eval.reader_training`; what
it was trained on and how well it does stands in `MODEL_CARD.md` beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.reading.errors import ReaderUnavailable
from app.reading.fitted_file import fitted_file
from app.reading.pairs import PairEncoder

FILE = "cross_encoder.onnx"
"""Beside this module; 8-bit weights."""

_THREADS = 2
_BATCH = 12

Judgements = NDArray[np.float64]
"""(n, 2): the logits that the passage answers, and that the sentence says it."""


class CrossEncoder:
    """Reads pairs.

    Args:
        held: the bytes of an ONNX file.

    Raises:
        ReaderUnavailable: they are none, or none of this network.

    Example: `CrossEncoder(load_network(digest)).judge([("does it hurt", "Infusion: It may.")])`
    """

    def __init__(self, held: bytes) -> None:
        import onnxruntime

        self._encoder = PairEncoder()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        # Threads that wait by spinning starve one another where another program wants the cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                held, options, providers=["CPUExecutionProvider"]
            )
            self.judge([("Is it read?", "A pair: It is.")])
        # ONNX Runtime's errors have no class in common but this one; each becomes one of ours.
        except Exception as error:
            raise ReaderUnavailable(
                f"the network cannot be run ({type(error).__name__})"
            ) from error

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgements:
        """The two logits of each pair, real numbers; higher is likelier.

        Args:
            pairs: questions and texts as `app.reading.pairs` shows them.
        """
        logits = np.zeros((len(pairs), 2))
        # What is padded costs as much as what is read, so pairs of like lengths go together.
        order = sorted(range(len(pairs)), key=lambda n: sum(map(len, pairs[n])))
        for start in range(0, len(order), _BATCH):
            numbers = order[start : start + _BATCH]
            pieces = self._encoder.pieces([pairs[n] for n in numbers])
            (logits[numbers],) = self._session.run(None, pieces)
        return logits


def load_network(digest: str) -> bytes:
    """The bytes of the network's file.

    Args:
        digest: SHA-256 of the file in hexadecimal.

    Raises:
        ReaderUnavailable: the file is missing or is another.
    """
    return fitted_file(FILE, digest)
