"""Which texts of many are nearly the same, without comparing each with each.

Pure. Two texts are alike where the share of words that they have in common, in order, reaches a
bound. Only pairs are compared that share some of their rarest words: so many that for that bound
no pair is missed (prefix filtering, Bayardo et al. 2007; Wang et al. 2012). Knows nothing of
documents.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from statistics import median

from rapidfuzz.distance import Indel

Word = tuple[str, int]
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, without letter case and punctuation; decimals stay whole.

    Example: `words_of("Call at 38.5 °C!")` gives `("call", "at", "38.5", "c")`.
    """
    return tuple(_WORD.findall(text.casefold()))


def groups_alike(texts: Sequence[Sequence[str]], bound: float) -> list[list[int]]:
    """Groups of texts that are chained by pairs alike, as places in `texts`, in their order.

    Args:
        texts: the words of each.
        bound: least similarity of a pair, in (0, 1]. With 1 only equal texts make a group.

    Returns:
        The groups of two texts or more; no text stands in two.

    Example: `groups_alike([["a", "b"], ["c"], ["a", "b"]], 0.9)` gives `[[0, 2]]`.
    """
    first: dict[tuple[str, ...], int] = {}
    leader = [first.setdefault(tuple(text), place) for place, text in enumerate(texts)]
    if bound < 1 and texts:
        letters = _as_letters(texts)
        for left, right in _candidates(texts, sorted(first.values()), bound):
            one, other = sorted((_top(leader, left), _top(leader, right)))
            if one != other and _reaches(letters[left], letters[right], bound):
                leader[other] = one
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(len(texts)):
        groups[_top(leader, place)].append(place)
    return [group for group in groups.values() if len(group) > 1]


def _as_letters(texts: Sequence[Sequence[str]]) -> list[str]:
    """Each text with one letter for each word, for strings are compared many times faster."""
    letter = {w: chr(0x10000 + n) for n, w in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
    return ["".join(letter[word] for word in text) for text in texts]


def _reaches(left: str, right: str, bound: float) -> bool:
    return Indel.normalized_similarity(left, right, score_cutoff=bound) >= bound


def _top(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place


def _candidates(
    texts: Sequence[Sequence[str]], places: Sequence[int], bound: float
) -> Iterator[tuple[int, int]]:
    """Pairs that may be alike: enough of their rarest words meet, and their lengths are near.

    A similarity of `s` needs a Jaccard index of the numbered words of `s / (2 - s)` or more.
    """
    jaccard = bound / (2 - bound)
    numbered = {place: _numbered(texts[place]) for place in places}
    seen_in = Counter(word for words in numbered.values() for word in words)
    meet = 1 + int(median(map(len, numbered.values()))) // 10
    holding: defaultdict[Word, list[int]] = defaultdict(list)
    for place in sorted(places, key=lambda place: len(texts[place])):
        rare_first = sorted(numbered[place], key=lambda word: (seen_in[word], word))
        shared = math.ceil(jaccard * len(rare_first) - 1e-9)
        prefix = rare_first[: len(rare_first) - shared + meet]
        met = Counter(chain.from_iterable(holding[word] for word in prefix))
        for near, count in met.items():
            if count >= min(meet, shared) and len(texts[near]) >= shared:
                yield near, place
        for word in prefix:
            holding[word].append(place)


def _numbered(text: Sequence[str]) -> list[Word]:
    """Each word with the number of times that it came before."""
    count: Counter[str] = Counter()
    numbered = []
    for word in text:
        numbered.append((word, count[word]))
        count[word] += 1
    return numbered
