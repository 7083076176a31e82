"""How the trained reader is shown a question and a sentence. One rule for reading and training."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.document import Passage, Role
from index.minilm import tokenizer_file

LONGEST = 96
"""Word pieces of a pair at the most; what is over is cut from the longer of the two."""

_QUESTION_WORDS = 45
_TELLING_HEADING = 4
# A sentence that begins so means little without the one before it.
_LEANING = re.compile(
    r"(?:it|its|they|their|them|this|these|that|those|he|she|his|her|but|however|so|then|also|both"
    r"|instead|otherwise|either|neither|such|here|there|even so|in (?:this|that|these) cases?)\b",
    re.IGNORECASE,
)

Pieces = dict[str, NDArray[np.int64]]


def question_shown(question: str) -> str:
    """A question as it is read: in one line, and of a long story the end.

    Example: `question_shown("what  is it ")` gives `"what is it"`.
    """
    return " ".join(question.split()[-_QUESTION_WORDS:])


def sentence_shown(passage: Passage, number: int) -> str:
    """A sentence of a passage as it is read: with its heading, and with what it leans on.

    A short heading takes the one above it along. A list's item comes after the list's lead-in, and
    a sentence that begins with "it", "but" and the like after the sentence before it.

    Args:
        passage: that holds the sentence.
        number: position of the sentence in the passage.
    """
    sentence = passage.sentences[number]
    before = ""
    if sentence.role is Role.ITEM and not passage.outline:
        leads = [
            s
            for s in passage.sentences[:number]
            if s.role is Role.LEAD and s.block == sentence.block
        ]
        before = leads[-1].text if leads else ""
    elif number and leans(sentence.text):
        before = passage.sentences[number - 1].text
    return f"{heading_shown(passage)}: {' '.join(f'{before} {sentence.text}'.split())}"


def nearest_shown(passage: Passage, similarities: Sequence[float] | NDArray[np.float32]) -> str:
    """A passage as it is read at first: by its sentence nearest the question, an outline whole.

    Args:
        passage: to show.
        similarities: of each of its sentences to the question.
    """
    if passage.outline:
        return f"{heading_shown(passage)}: {passage.text}"
    return sentence_shown(passage, int(np.argmax(similarities)))


def heading_shown(passage: Passage) -> str:
    """The heading of a passage, after the one above it where it is short."""
    *above, heading = passage.path
    if above and len(heading.split()) < _TELLING_HEADING:
        return f"{above[-1]} / {heading}"
    return heading


def leans(sentence: str) -> bool:
    """Whether a sentence means little without the one before it.

    Example: `leans("It may itch.")` gives `True`.
    """
    return bool(_LEANING.match(sentence))


class PairEncoder:
    """Pairs to the word pieces of the sentence encoder's own vocabulary."""

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer_file()))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()

    def pieces(self, pairs: Sequence[tuple[str, str]]) -> Pieces:
        """(n, t) of the pieces, of where there is one, and of which text it is of."""
        encoded = self._tokenizer.encode_batch([(question, text) for question, text in pairs])
        return {
            "ids": np.array([one.ids for one in encoded], np.int64),
            "mask": np.array([one.attention_mask for one in encoded], np.int64),
            "kinds": np.array([one.type_ids for one in encoded], np.int64),
        }
