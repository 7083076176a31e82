"""The reader of the settings; where the trained one cannot be used, the first one, and says so."""

from __future__ import annotations

import logging

from app.reading.adapter import load_adapter
from app.reading.cross_encoder import CrossEncoder, load_network
from app.reading.errors import ReaderUnavailable
from app.reading.reader import Reader
from app.reading.signal_reader import SignalReader
from app.reading.signals import load_weights
from app.reading.trained_reader import TrainedReader
from app.reading.trained_weights import load_trained_weights

_log = logging.getLogger(__name__)


def open_reader(*, trained: bool) -> Reader:
    """The trained reader, or the first one where that is wanted or nothing else can be had.

    Args:
        trained: whether it is wanted; it was fitted to the real encoder's numbers alone.
    """
    first = load_weights()
    if not trained:
        return SignalReader(first)
    try:
        weights = load_trained_weights()
        network = CrossEncoder(load_network(weights.network))
        adapter = load_adapter(weights.adapter)
    except ReaderUnavailable as error:
        _log.warning(
            "The trained reader cannot be used: %s. The first reader answers in its place, less "
            "well; install the project anew to mend this.",
            error,
        )
        return SignalReader(first)
    return TrainedReader(network, adapter, weights, first)
