"""What came, went and changed between two generations. Knows nothing of vectors or of files' dates.

A passage is known by its id, the place where it stands; one that moved to another section went
from there and came here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.document import Passage
from index.errors import Damaged
from index.generations import Generations
from index.passage_file import read_passages


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage in both generations whose heading or text is not the same."""

    before: Passage
    after: Passage


@dataclass(frozen=True, slots=True)
class Difference:
    """The passages that came, went and changed, each in the order of its generation."""

    came: tuple[Passage, ...]
    went: tuple[Passage, ...]
    changed: tuple[Changed, ...]
    kept: int


def difference(generations: Generations, before: str, after: str) -> Difference:
    """What a generation holds that another does not, and the other way round.

    Args:
        generations: where both stand.
        before: name of the older one.
        after: name of the newer one.

    Raises:
        Damaged: there is no such generation, or its passages cannot be read.

    Example: `difference(generations, pointer.previous, pointer.live).came`
    """
    old, new = _passages(generations, before), _passages(generations, after)
    both = [(old[key], new[key]) for key in new if key in old]
    changed = tuple(Changed(*pair) for pair in both if _says(pair[0]) != _says(pair[1]))
    return Difference(
        came=tuple(passage for key, passage in new.items() if key not in old),
        went=tuple(passage for key, passage in old.items() if key not in new),
        changed=changed,
        kept=len(both) - len(changed),
    )


def _passages(generations: Generations, name: str) -> Mapping[str, Passage]:
    folder = generations.folder(name)
    if name not in (*generations.names(), generations.waiting()):
        raise Damaged(f"there is no generation '{name}'")
    return {passage.id: passage for passage in read_passages(folder / "passages.jsonl")}


def _says(passage: Passage) -> tuple[tuple[str, ...], str]:
    return passage.path, passage.text
