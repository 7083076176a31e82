"""Section-aware passages: whole sentences with a heading path. Knows nothing of vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from corpus.document import BlockKind, Document, Passage, Role, Section, Sentence
from corpus.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Splitting:
    """How passages are cut; part of an index's manifest.

    `max_words` bounds a passage, but a list is never parted from its lead-in. The encoder reads
    256 word pieces, which 150 English words and a heading fit in.
    """

    max_words: int = 150
    version: int = 3

    def as_dict(self) -> dict[str, int]:
        """The parameters, as the manifest holds them."""
        return asdict(self)


def split_passages(document: Document, splitting: Splitting) -> tuple[Passage, ...]:
    """The passages of a document, in its order; an outline where a heading only groups others.

    Every sentence satisfies `document.text[start:end] == text`.
    """
    read = {section.id: _read_section(document, section) for section in document.sections}
    passages: list[Passage] = []
    for position, section in enumerate(document.sections):
        path = (document.title, *(h for h in section.path if h != document.title))
        if section.blocks:
            for part, group in enumerate(_pack(read[section.id], splitting.max_words), start=1):
                text = " ".join(" ".join(s.text.split()) for s in group)
                key = f"{document.id}#{section.id}/{part}"
                passages.append(Passage(key, document.id, section.id, path, text, tuple(group)))
            continue
        children = list(_children(document, position))
        if children and all(child.blocks for child in children):
            text = "; ".join(child.heading for child in children)
            sentences = tuple(
                Sentence(s.section, s.start, s.end, s.text, Role.ITEM, 0)
                for child in children
                for s in read[child.id][0]
            )
            key = f"{document.id}#{section.id}/outline"
            passages.append(Passage(key, document.id, section.id, path, text, sentences, True))
    return tuple(passages)


def _children(document: Document, position: int) -> Iterator[Section]:
    """The sections right below the one at `position`."""
    parent = document.sections[position]
    nearest: int | None = None
    for section in document.sections[position + 1 :]:
        if section.level <= parent.level:
            return
        nearest = section.level if nearest is None else min(nearest, section.level)
        if section.level == nearest:
            yield section


def _read_section(document: Document, section: Section) -> list[list[Sentence]]:
    """The sentences of a section in groups that belong together: a paragraph, or a list.

    A list's lead-in (the last sentence of the paragraph above it, where that ends with a colon,
    marked as strong or not) is the first sentence of the list's group.
    """
    groups: list[list[Sentence]] = []
    previous: BlockKind | None = None
    for block in section.blocks:
        item = block.kind is BlockKind.ITEM
        starts_list = item and previous is not BlockKind.ITEM
        if starts_list and groups and groups[-1][-1].text.rstrip("*_").endswith(":"):
            lead = groups[-1].pop()
            groups = [group for group in groups if group]
            groups.append([_as(lead, Role.LEAD, len(groups))])
        elif not item or starts_list:
            groups.append([])
        role = Role.ITEM if item else Role.PROSE
        text = document.text[block.start : block.end]
        for start, end in sentence_spans(text, document.language):
            groups[-1].append(
                Sentence(
                    section.id,
                    block.start + start,
                    block.start + end,
                    text[start:end],
                    role,
                    len(groups) - 1,
                )
            )
        groups = [group for group in groups if group]
        previous = block.kind
    return groups


def _as(sentence: Sentence, role: Role, block: int) -> Sentence:
    return Sentence(sentence.section, sentence.start, sentence.end, sentence.text, role, block)


def _pack(groups: list[list[Sentence]], max_words: int) -> Iterator[list[Sentence]]:
    """Groups put together into passages of at most `max_words`; only long prose is cut."""
    current: list[Sentence] = []
    for piece in (p for group in groups for p in _cut(group, max_words)):
        if current and _words(current) + _words(piece) > max_words:
            yield current
            current = []
        current = current + piece
    if current:
        yield current


def _cut(group: list[Sentence], max_words: int) -> Iterator[list[Sentence]]:
    if group[0].role is not Role.PROSE or _words(group) <= max_words:
        yield group
        return
    piece: list[Sentence] = []
    for sentence in group:
        if piece and _words(piece) + _words([sentence]) > max_words:
            yield piece
            piece = []
        piece = [*piece, sentence]
    yield piece


def _words(sentences: list[Sentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)
