"""What a message needs, before anything is searched: a card, only the care team, or an answer.

Rules decide, crisis first. Where they are silent a small classifier may add what they do not reach;
nothing takes away what either has found. Deterministic; knows nothing of the library.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.answer import Card
from app.triage.classifier import KINDS, Scores, Weights, joined, load_weights, softmax
from app.triage.language import ENGLISH, SPANISH, language_of
from app.triage.message import split
from app.triage.rulebook import Rulebook, load_rulebook
from app.triage.tuned import TunedLayers

_log = logging.getLogger(__name__)

LANGUAGES = (ENGLISH, SPANISH)
_FIRST = "The first question should not wait for the models to load."
_MOST_SENTENCES = 12
_LIKELY = 0.5
_CERTAIN = 0.8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What triage made of a message.

    Attributes:
        card: the card that it needs.
        personal: whether it asks what only the care team can say.
        language: ISO 639-1 code of the message's language.
        why: the rule, or the classifier's probability, that decided; for staff. None where
            nothing did.
    """

    card: Card
    personal: bool
    language: str
    why: str | None = None


class Triage:
    """Reads messages by the rules of their language and by the classifier.

    Args:
        rulebooks: the rules by language, English among them.
        weights: the classifier's.
        layers: the classifier's second model; without it words alone decide.
    """

    def __init__(
        self,
        rulebooks: Mapping[str, Rulebook],
        weights: Weights,
        layers: TunedLayers | None,
    ) -> None:
        self._rulebooks = dict(rulebooks)
        self._weights = weights
        self._layers = layers

    def load(self) -> None:
        """Load what the first message would otherwise wait for."""
        language_of(_FIRST)
        self._by_layers([_FIRST], wait=True)

    def read(self, message: str, *, wait: bool = True) -> Outcome:
        """What a message needs.

        Args:
            message: what the patient typed.
            wait: whether to wait for layers that are not loaded yet; else words alone decide.

        Example: `load_triage().read("I can't breathe").card` is `Card.URGENT`.
        """
        language = language_of(message)
        book = self._rulebooks.get(language, self._rulebooks[ENGLISH])
        parts = parts_of(message)
        normal = [book.normalised(part) for part in parts]
        literal = [
            book.context.without_idioms(book.normalised(sentence)) for sentence in split(message)
        ]
        rule = next(_crisis(book, literal), None)
        if rule is not None:
            return Outcome(Card.CRISIS, False, language, rule)
        flag = next(_urgent(book, literal), None)
        likely: dict[str, str | None] = dict.fromkeys(KINDS)
        if language in self._rulebooks:  # it was fitted on these languages alone
            likely = self._likely(parts, normal, flagged=flag is not None, wait=wait)
        if likely["crisis"] is not None:
            return Outcome(Card.CRISIS, False, language, likely["crisis"])
        why = flag or likely["urgent"]
        if why is not None:
            return Outcome(Card.URGENT, False, language, why)
        personal = likely["personal_advice"]
        return Outcome(Card.NONE, personal is not None, language, personal)

    def _likely(
        self, parts: Sequence[str], normal: Sequence[str], *, flagged: bool, wait: bool
    ) -> dict[str, str | None]:
        """The kinds whose probability reaches their threshold, with it in words.

        Where a rule has found a red flag, only a likely crisis is worth a second look.
        """
        by_words = self._weights.by_words(normal)
        scores, thresholds = _highest(by_words), self._weights.alone
        doubtful = scores >= self._weights.idle
        if doubtful[KINDS.index("crisis")] or (doubtful.any() and not flagged):
            by_layers = self._by_layers(parts, wait=wait)
            if by_layers is not None:
                scores = _highest(joined(by_words, by_layers))
                thresholds = self._weights.thresholds
        found = {
            kind: f"classifier: {kind} {score:.2f}" if score >= threshold else None
            for kind, score, threshold in zip(KINDS, scores, thresholds, strict=True)
        }
        crisis, either = scores[KINDS.index("crisis")], scores[KINDS.index("urgent")]
        if crisis < (_CERTAIN if flagged else min(_LIKELY, either - crisis)):
            found["crisis"] = None  # a red flag is the likelier of the two
        return found

    def _by_layers(self, parts: Sequence[str], *, wait: bool) -> Scores | None:
        """The probabilities by the tuned layers, None where they cannot be asked."""
        if self._layers is None or not (wait or self._layers.loaded):
            return None
        try:
            return softmax(self._layers.scores(parts))
        except Exception as error:  # noqa: BLE001 (rules and words decide without them)
            _log.error("Triage reads without its tuned layers: %s", type(error).__name__)
            return None


def parts_of(message: str) -> list[str]:
    """The texts that the classifier reads: the whole message, and its sentences if it has several.

    Of a long one the first and the last six sentences are read by themselves.
    """
    sentences = list(split(message))
    if len(sentences) > _MOST_SENTENCES:
        half = _MOST_SENTENCES // 2
        sentences = sentences[:half] + sentences[-half:]
    return [message, *sentences] if len(sentences) > 1 else [message]


def load_triage(*, layers: bool = True) -> Triage:
    """Triage with the rules and the weights of this package.

    Args:
        layers: whether the classifier has its tuned layers, which need the sentence encoder.
    """
    books = {language: load_rulebook(language) for language in LANGUAGES}
    weights = load_weights()
    tuned = layers and weights.encoder == TunedLayers.name
    return Triage(books, weights, TunedLayers(weights.layers) if tuned else None)


def _crisis(book: Rulebook, sentences: Sequence[str]) -> Iterator[str]:
    for sentence in sentences:
        for rule in book.crisis:
            heard = rule.regardless or book.context.heard(sentence)
            if heard and any(True for _ in rule.places(sentence)):
                yield rule.name


def _urgent(book: Rulebook, sentences: Sequence[str]) -> Iterator[str]:
    for sentence in sentences:
        for rule in book.urgent:
            if any(book.context.reported(sentence, *place) for place in rule.places(sentence)):
                yield rule.name


def _highest(scores: Scores) -> Scores:
    """The highest probability of each kind over a message's parts, (4,).

    What is urgent or a crisis counts as urgent.
    """
    summed = scores.copy()
    summed[:, KINDS.index("urgent")] += scores[:, KINDS.index("crisis")]
    highest: Scores = np.max(summed, axis=0)
    return highest
