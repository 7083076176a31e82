"""A document as the rules read it: its file, its sentences, and the line that each stands on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

from markdown_it import MarkdownIt

from corpus.checks.finding import Finding, Rule
from corpus.document import Document, Passage, Sentence
from corpus.frontmatter import FrontMatter, front_node, read_front_matter
from corpus.library import load_document
from corpus.passages import Splitting, split_passages

_MARKED = re.compile(r"[\[\]*_`\\<&!]")


@dataclass(frozen=True, eq=False)
class Page:
    """One document of the library.

    `file` is its path inside the library. `key_lines` are the lines of the top keys of its front
    matter. `passages` are its own, without outlines.
    """

    file: str
    document: Document
    front: FrontMatter
    key_lines: dict[str, int]
    passages: tuple[Passage, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in order."""
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.document.text.split("\n"))]

    def line_at(self, offset: int) -> int:
        """The line, counted from 1, of the character at `offset`."""
        return bisect_right(self._line_starts, offset)

    def about(self, rule: Rule, key: str, message: str) -> Finding:
        """A finding on a key of the front matter; on line 1 where the key is not there."""
        line = self.key_lines.get(key, 1)
        return Finding(rule, self.file, line, self.document.id, None, message)

    def at(self, rule: Rule, sentence: Sentence, message: str) -> Finding:
        """A finding on a sentence."""
        line = self.line_at(sentence.start)
        return Finding(rule, self.file, line, self.document.id, sentence.section, message)


def read_page(path: Path, file: str) -> Page:
    """Read one file as a page.

    Args:
        path: of a Markdown document.
        file: its path inside the library, for findings.

    Raises:
        BadDocument: it cannot be read as a document.
    """
    document = load_document(path)
    front, _ = read_front_matter(document.text, path.name)
    nodes = front_node(document.text, path.name)
    offset = document.text.count("\n", 0, nodes.start) + 1 if nodes else 0
    pairs = nodes.node.value if nodes and nodes.node else []
    return Page(
        file=file,
        document=document,
        front=front,
        key_lines={key.value: offset + key.start_mark.line for key, _ in pairs},
        passages=tuple(p for p in split_passages(document, Splitting()) if not p.outline),
    )


@lru_cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark")


def plain(markdown: str) -> str:
    """The words of a sentence of Markdown on one line, without marks and addresses of links.

    Example: `plain("**Call** [us](tel:1)")` gives `"Call us"`.
    """
    flat = " ".join(markdown.split())
    if not _MARKED.search(flat):
        return flat
    (inline,) = _markdown().parseInline(flat)
    parts = (t.content for t in inline.children or () if t.type in ("text", "code_inline"))
    return " ".join("".join(parts).split())


def shown(text: str, words: int = 14) -> str:
    """The beginning of a sentence, in quotation marks, for a message."""
    said = plain(text).split()
    return f"“{' '.join(said[:words])}{' …' if len(said) > words else ''}”"
