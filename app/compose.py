"""Puts the parts together: the one place that names concrete classes."""

from __future__ import annotations

from app.pipeline import Answerer
from app.reading import SignalReader
from app.settings import Settings
from app.signals import load_weights
from app.texts import load_texts
from index.encoder import load_encoder
from index.live import LiveSearch
from index.opening import Place, open_search
from index.search import Search


def build_answerer(settings: Settings) -> Answerer:
    """The answerer of these settings; returns at once.

    The index is opened, and built where there is none, in the background: after `start()`, or by
    the first question, which waits for it as long as that takes. A server must not let patients
    wait so long, and does not ask before `fault()` is None.
    """
    return Answerer(
        live=LiveSearch(lambda: open_index(settings)),
        reader=SignalReader(load_weights()),
        texts=load_texts("en"),
        contact=settings.contact(),
    )


def place_of(settings: Settings) -> Place:
    """Where the settings' library and its index are."""
    return Place(settings.documents, settings.data_dir, settings.encoder)


def open_index(settings: Settings) -> Search:
    """The index of the settings' library, built first where there is none, ready to be asked.

    Raises:
        Unavailable: it can be neither opened nor built; the message says why.
    """
    encoder = load_encoder(settings.encoder)
    search = open_search(place_of(settings), encoder)
    encoder.encode(["The first question should not wait for the model to load."])
    return search
