"""An earlier generation as the base of the next: what it lends is as it was written, or nothing is.

Knows nothing of what is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.selection import Selection
from index import beside, pages, passage_file
from index.beside import Beside, read_beside
from index.errors import Damaged
from index.generations import Generations
from index.manifest import Manifest, file_hash, read_manifest
from index.pages import Files, Page, read_pages
from index.parsing import parsing_hash
from index.texts import Texts, read_texts

_LENT = (
    passage_file.PASSAGES,
    passage_file.STEMS,
    passage_file.ENTRIES,
    passage_file.KEYS,
    pages.FILE,
    beside.FILE,
    "vectors.npy",
)


@dataclass(frozen=True, slots=True)
class Base:
    """One generation. `pages` are those whose passages need not be made again, by their files."""

    folder: Path
    manifest: Manifest
    pages: Mapping[Files, Page]
    texts: Texts
    beside: Beside

    def lends_vectors_of(self, encoder: str) -> bool:
        """Whether its vectors are that encoder's."""
        return self.manifest.encoder == encoder


def bases_of(generations: Generations) -> list[Base]:
    """The generations that may lend: the one that waits, then the live one, as far as whole."""
    names = (generations.waiting(), generations.pointer().live)
    found = (_base(generations.folder(name), generations.selection) for name in names if name)
    return [base for base in found if base is not None]


def _base(folder: Path, selection: Selection) -> Base | None:
    """A generation; None where a file that it would lend is not as it was written."""
    try:
        manifest = read_manifest(folder)
        if any(file_hash(folder / name) != manifest.files.get(name) for name in _LENT):
            return None
        same = manifest.parsing == parsing_hash() and manifest.selection is selection
        known = {page.files: page for page in read_pages(folder)} if same else {}
        return Base(folder, manifest, known, read_texts(folder), read_beside(folder))
    except (Damaged, OSError):
        return None
