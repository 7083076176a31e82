"""Front matter: what a document says of itself, checked. Knows nothing of its text."""

from __future__ import annotations

import re
from datetime import date
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.document import Review, ReviewState, Source
from corpus.errors import BadDocument

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)


class _Yaml(yaml.SafeLoader):
    """YAML in which only true and false are booleans, so that the key `on` stays a word."""


_Yaml.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Source(_Strict):
    publisher: str
    title: str
    address: str | None = None
    seen: date | None = None


class _Review(_Strict):
    state: ReviewState = ReviewState.DRAFT
    by: str | None = None
    on: date | None = None
    next: date | None = None

    @model_validator(mode="after")
    def _approval_is_somebodys(self) -> Self:
        if self.state is ReviewState.APPROVED and (self.by is None or self.on is None):
            raise ValueError("an approved review needs 'by' and 'on'")
        return self


class FrontMatter(_Strict):
    """The keys that front matter may have; every one may be left out."""

    id: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)
    title: str | None = None
    publisher: str = "Publisher not stated"
    language: str = Field(default="en", pattern=r"^[a-z]{2}$")
    sources: list[_Source] = []
    review: _Review = _Review()
    examples: list[str] = []

    def to_sources(self) -> tuple[Source, ...]:
        """The public sources that the document names."""
        return tuple(Source(s.publisher, s.title, s.address, s.seen) for s in self.sources)

    def to_review(self) -> Review:
        """The state of the document's review."""
        return Review(self.review.state, self.review.by, self.review.on, self.review.next)


def read_front_matter(text: str, name: str) -> tuple[FrontMatter, int]:
    """The front matter at the start of `text`, and the offset at which the body begins.

    A text without front matter is all body.

    Args:
        text: a whole document.
        name: its file name, for messages.

    Raises:
        BadDocument: the block is not closed, is no YAML mapping, or holds a wrong key or value.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(), 0
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise BadDocument(f"{name}: the front matter is not closed; end it with a line of '---'.")
    try:
        data = yaml.load(text[opening.end() : closing.start()], _Yaml)  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that no calendar has
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 2}" if mark else ""
        raise BadDocument(f"{name}: the front matter is not valid YAML{where}.") from error
    if data is not None and not isinstance(data, dict):
        raise BadDocument(f"{name}: the front matter must be 'key: value' lines.")
    try:
        return FrontMatter.model_validate(data or {}), closing.end()
    except ValidationError as error:
        raise BadDocument(
            *(
                f"{name}: front matter '{'.'.join(map(str, fault['loc']))}': {fault['msg']}."
                for fault in error.errors()
            )
        ) from error
