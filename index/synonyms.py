"""Names of one thing: a question is searched with the name that the library itself writes.

The names are data (`synonyms.yaml`). Knows nothing of spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import yaml

_PLURAL = "(?:s|es)?"


@lru_cache
def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """The names of each thing, the plainest first."""
    text = resources.files(__package__).joinpath("synonyms.yaml").read_text(encoding="utf-8")
    return tuple(tuple(group) for group in yaml.safe_load(text))


class Synonyms:
    """The names that a library writes in place of those that it does not.

    Args:
        written: the library's texts.

    Example: `Synonyms(["Monoclonal antibodies bind."]).as_written("a mAb")` gives
    `"a monoclonal antibody"`.
    """

    def __init__(self, written: Iterable[str]) -> None:
        text = "\n".join(written)
        self._instead: dict[str, str] = {}
        for group in synonym_groups():
            found = [name for name in group if _stands_in(name, text)]
            if found:
                others = (name for name in group if name not in found)
                self._instead |= {name.lower(): found[0] for name in others}
        names = sorted(self._instead, key=len, reverse=True)
        choices = "|".join(re.escape(name) for name in names)
        self._name = (
            re.compile(rf"(?<![\w-])({choices}){_PLURAL}\b", re.IGNORECASE) if names else None
        )

    def as_written(self, question: str) -> str:
        """A question with the library's own names; the same where it uses no other.

        Example: `Synonyms(["The tumor shrinks."]).as_written("my tumours")` gives `"my tumor"`.
        """
        if self._name is None:
            return question
        return self._name.sub(lambda found: self._instead[found[1].lower()], question)


def _stands_in(name: str, text: str) -> bool:
    """Whether a text holds a name, in the singular or the plural."""
    stem = name[:-1] + "(?:y|ies)" if name.endswith("y") else re.escape(name) + _PLURAL
    return bool(re.search(rf"\b{stem}\b", text, re.IGNORECASE))
