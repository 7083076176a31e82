"""Front matter: what a document says of itself, checked. Knows nothing of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.document import Review, ReviewState, Source
from corpus.errors import BadDocument

# A file is read as it stands on the disk too, when a review is put into it: `\r\n` may end a line.
_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


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
    hash: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")

    @model_validator(mode="after")
    def _approval_is_somebodys(self) -> Self:
        named = self.by is not None and self.by.strip()
        if self.state is ReviewState.APPROVED and not (named and self.on):
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
    glossary: bool = False
    accepts: list[str] = []

    def to_sources(self) -> tuple[Source, ...]:
        """The public sources that the document names."""
        return tuple(Source(s.publisher, s.title, s.address, s.seen) for s in self.sources)

    def to_review(self) -> Review:
        """The document's review as it is written; whether an approval holds is another matter."""
        return Review(self.review.state, self.review.by, self.review.on, self.review.next)


@dataclass(frozen=True, slots=True)
class FrontNode:
    """Front matter as YAML nodes: they stand in `text[start:end]`, and the body begins at `body`.

    `node` is None where there is nothing between the fences but blanks and comments.
    """

    start: int
    end: int
    body: int
    node: yaml.MappingNode | None


def front_node(text: str, name: str) -> FrontNode | None:
    r"""The nodes of the front matter at the start of `text`; None where there is none.

    Args:
        text: a whole document.
        name: its file name, for messages.

    Raises:
        BadDocument: the block is not closed, or is no YAML mapping.

    Example: `front_node("---\nid: a\n---\n", "a.md").body` gives 14.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise BadDocument(f"{name}: the front matter is not closed; end it with a line of '---'.")
    try:
        node = yaml.compose(text[opening.end() : closing.start()], _Yaml)
    except yaml.YAMLError as error:
        raise _not_yaml(name, error) from error
    nothing = isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
    if node is not None and not nothing and not isinstance(node, yaml.MappingNode):
        raise BadDocument(f"{name}: the front matter must be 'key: value' lines.")
    mapping = node if isinstance(node, yaml.MappingNode) else None
    return FrontNode(opening.end(), closing.start(), closing.end(), mapping)


def read_front_matter(text: str, name: str) -> tuple[FrontMatter, int]:
    """The front matter at the start of `text`, and the offset at which the body begins.

    A text without front matter is all body.

    Args:
        text: a whole document.
        name: its file name, for messages.

    Raises:
        BadDocument: the block is not closed, is no YAML mapping, or holds a wrong key or value.
    """
    front = front_node(text, name)
    if front is None:
        return FrontMatter(), 0
    data: dict[str, object] = {}
    try:
        if front.node is not None:
            data = _Yaml("").construct_document(front.node)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that no calendar has
        raise _not_yaml(name, error) from error
    try:
        return FrontMatter.model_validate(data), front.body
    except ValidationError as error:
        raise BadDocument(
            *(
                f"{name}: front matter '{'.'.join(map(str, fault['loc']))}': {fault['msg']}."
                for fault in error.errors()
            )
        ) from error


def _not_yaml(name: str, error: Exception) -> BadDocument:
    mark = getattr(error, "problem_mark", None)
    where = f" near line {mark.line + 2}" if mark else ""
    return BadDocument(f"{name}: the front matter is not valid YAML{where}.")
