"""Where sentences begin and end, by pysbd. Knows nothing of documents."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import pysbd


@lru_cache
def _segmenter(language: str) -> pysbd.Segmenter:
    known = language if language in pysbd.languages.LANGUAGE_CODES else "en"
    return pysbd.Segmenter(language=known, clean=False)


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The spans of the sentences of one paragraph, as (start, end) offsets into `text`.

    Line breaks inside a paragraph are not ends of sentences. Together the spans hold every
    character of `text` but the white space around and between sentences; where the segmenter
    returns words that are not in the text, the whole paragraph is one sentence.

    Example: `sentence_spans("It helps. See Dr. Lee.")` gives `[(0, 9), (10, 22)]`.
    """
    flat = re.sub(r"\s", " ", text)
    spans: list[tuple[int, int]] = []
    cursor = 0
    for piece in _segmenter(language).segment(flat):
        sentence = piece.strip()
        start = flat.find(sentence, cursor)
        if sentence and start >= 0:
            spans.append((start, start + len(sentence)))
            cursor = start + len(sentence)
    if not _covers(flat, spans):
        trimmed = flat.strip()
        return [(flat.index(trimmed), flat.index(trimmed) + len(trimmed))] if trimmed else []
    return spans


def _covers(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether only white space stands outside the spans."""
    edges = [(0, 0), *spans, (len(text), len(text))]
    return all(not text[left[1] : right[0]].strip() for left, right in pairwise(edges))
