"""Puts the parts together: the one place that names concrete classes."""

from __future__ import annotations

from app.composing import Composer
from app.pipeline import Answerer
from app.reading.opening import open_reader
from app.reading.signals import load_weights
from app.settings import Settings
from app.texts import load_all, load_replies
from app.triage.classifier import load_weights as load_classifier
from app.triage.triage import load_triage
from index.encoder import load_encoder
from index.following import Follower
from index.live import RETRY, LiveSearch
from index.opening import Place, open_generation, open_search
from index.search import Search


def build_answerer(
    settings: Settings, retry: float = RETRY, generation: str | None = None
) -> Answerer:
    """The answerer of these settings; returns at once.

    The index is opened, and built where there is none, in the background: after `start()`, or by
    the first question, which waits for it as long as that takes. A server must not let patients
    wait so long, and does not ask before `fault()` is None.

    Args:
        settings: which library, and whose.
        retry: seconds after a failed opening before a question makes it try again.
        generation: the name of the one to search; None for the one that is live.
    """
    triage = load_triage(layers=settings.encoder == "minilm")

    def opened() -> Search:
        triage.load()
        return open_index(settings, generation)

    live = LiveSearch(opened, retry)
    generations = place_of(settings).generations
    return Answerer(
        live=live,
        follower=Follower(live, lambda: None if generation else generations.pointer().live),
        triage=triage,
        reader=open_reader(trained=settings.reader == "trained" and settings.encoder == "minilm"),
        weights=load_weights(),
        composer=Composer(load_all(), load_replies(), settings.contact(), settings.country),
    )


def place_of(settings: Settings) -> Place:
    """Where the settings' library and its index are."""
    models = {"triage": load_classifier().digest}
    return Place(
        documents=settings.documents,
        data_dir=settings.data_dir,
        encoder=settings.encoder,
        models=models,
        selection=settings.selection(),
        gated=settings.publish_rules is not None,
    )


def open_index(settings: Settings, generation: str | None = None) -> Search:
    """The index of the settings' library, built first where there is none, ready to be asked.

    Args:
        settings: which library, and whose.
        generation: the name of the one to open; None for the one that is live.

    Raises:
        Unavailable: it can be neither opened nor built; the message says why.
    """
    encoder = load_encoder(settings.encoder)
    place = place_of(settings)
    search = (
        open_search(place, encoder)
        if generation is None
        else open_generation(place, encoder, generation)
    )
    encoder.encode(["The first question should not wait for the model to load."])
    return search
