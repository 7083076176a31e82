"""What a review changes in a document's text, and the hash that an approval belongs to.

Pure: text in, text out. Knows nothing of files and of who may review.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import yaml

from corpus.document import Review, ReviewState
from corpus.errors import BadDocument
from corpus.frontmatter import FrontNode, front_node, read_front_matter


@dataclass(frozen=True, slots=True)
class _Edit:
    """`text[start:end]` becomes `put`."""

    start: int
    end: int
    put: str


def approval_hash(text: str, name: str) -> str:
    r"""SHA-256 of a document without its review: what a clinician approves.

    All of the front matter but the value of `review` is part of it, for a title and sources are
    shown to patients.

    Args:
        text: a whole document, with newlines as `\n` and without a byte order mark.
        name: its file name, for messages.

    Raises:
        BadDocument: the front matter cannot be read.
    """
    front = front_node(text, name)
    found = _review_of(front) if front else None
    if front is None or found is None:
        kept = text
    else:
        key, value = found
        kept = text[: front.start + key.start_mark.index] + text[front.start + _end(value) :]
    return sha256(kept.encode()).hexdigest()


def with_review(stored: str, review: Review, name: str) -> tuple[str, str]:
    r"""A document with another review in its front matter, all else kept byte for byte.

    Comments, order, quotes and line ends stay. Where there is no front matter it is begun.

    Args:
        stored: the whole file as it stands on the disk, but for a byte order mark.
        review: to be put in; a hash is written beside an approval only.
        name: its file name, for messages.

    Returns:
        The new text, and its approval hash.

    Raises:
        BadDocument: the front matter cannot be read, or is written in a way that cannot be
            changed in place.

    Example: `with_review("# A\n\nText.\n", Review(ReviewState.WITHDRAWN), "a.md")[0]`
    """
    before = as_loaded(stored)
    read_front_matter(before, name)
    try:
        # The hash leaves the review out, so that the first writing already has the last one's.
        draft = _put(stored, _values(review, None), name)
        digest = approval_hash(as_loaded(draft), name)
        written = digest if review.state is ReviewState.APPROVED else None
        made = _put(draft, _values(review, written), name)
        changed = _only_the_review_differs(before, as_loaded(made), review, name)
    except BadDocument:
        changed = False
    if not changed:
        raise BadDocument(
            f"{name}: the review in its front matter cannot be changed in place; "
            "write it as one line, 'review: {state: draft}', and try again."
        )
    return made, digest


def as_loaded(stored: str) -> str:
    r"""The text as the library reads it: newlines are `\n`."""
    return io.StringIO(stored, newline=None).read()


def _values(review: Review, digest: str | None) -> dict[str, str]:
    """The values of a review, each as YAML."""
    return {
        "state": review.state.value,
        "by": _quoted(review.by),
        "on": _day(review.on),
        "next": _day(review.next),
        "hash": _quoted(digest),
    }


def _quoted(text: str | None) -> str:
    return "null" if text is None else json.dumps(text, ensure_ascii=False)


def _day(day: date | None) -> str:
    return "null" if day is None else day.isoformat()


def _put(stored: str, values: dict[str, str], name: str) -> str:
    newline = "\r\n" if "\r\n" in stored else "\n"
    flow = "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"
    front = front_node(stored, name)
    if front is None:
        return f"---{newline}review: {flow}{newline}---{newline}{stored}"
    found = _review_of(front)
    if found is None:
        column = front.node.start_mark.column if front.node else 0
        edits = [_Edit(front.end, front.end, f"{' ' * column}review: {flow}{newline}")]
    else:
        value = found[1]
        if isinstance(value, yaml.MappingNode) and value.value:
            edits = _field_edits(stored, front.start, value, values)
        else:
            edits = [_replaced(front.start, value, flow)]
    made, done = "", 0
    for edit in sorted(edits, key=lambda edit: edit.start):  # stable: fields keep their order
        made += stored[done : edit.start] + edit.put
        done = edit.end
    return made + stored[done:]


def _field_edits(
    stored: str, offset: int, review: yaml.MappingNode, values: dict[str, str]
) -> list[_Edit]:
    """A value for each key that is there, and the others after the last one."""
    present = {key.value: value for key, value in review.value}
    edits = [
        _replaced(offset, present[key], value) for key, value in values.items() if key in present
    ]
    last_key, last = review.value[-1]
    for key in (key for key in values if key not in present):
        if review.flow_style:
            place = offset + last.end_mark.index
            edits.append(_Edit(place, place, f", {key}: {values[key]}"))
        else:
            line_end = re.compile(r"(\r?\n)").search(stored, offset + last.end_mark.index)
            newline = line_end[0] if line_end else "\n"
            place = line_end.start() if line_end else len(stored)
            indent = " " * last_key.start_mark.column
            edits.append(_Edit(place, place, f"{newline}{indent}{key}: {values[key]}"))
    return edits


def _replaced(offset: int, node: yaml.Node, put: str) -> _Edit:
    start, end = offset + node.start_mark.index, offset + node.end_mark.index
    return _Edit(start, end, f" {put}" if start == end else put)  # `by:` with nothing behind it


def _review_of(front: FrontNode) -> tuple[yaml.Node, yaml.Node] | None:
    """The key `review` and its value; the last where there are several, as YAML reads it."""
    pairs = front.node.value if front.node else []
    return next((pair for pair in reversed(pairs) if pair[0].value == "review"), None)


def _end(node: yaml.Node) -> int:
    """Where a value ends: a mapping in block style has its mark behind comments that follow."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    return int(node.end_mark.index)


def _only_the_review_differs(before: str, after: str, review: Review, name: str) -> bool:
    front, body = read_front_matter(before, name)
    new_front, new_body = read_front_matter(after, name)
    same = front.model_dump(exclude={"review"}) == new_front.model_dump(exclude={"review"})
    return same and before[body:] == after[new_body:] and new_front.to_review() == review
