"""What a generation says of itself, so that a wrong one is never searched."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpus.selection import Selection
from index.errors import Damaged

SCHEMA = 5
FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Graph:
    """The vector store's graph of neighbours.

    `made` names the generation in which it was made from scratch, and every text of it looked up;
    later ones took it over. `texts` are in it, of which `gone` are not in the generation any more;
    `new` ones of the generation are not in it. `files` maps those of its files that never change
    once built to their SHA-256; the store's database, which opening it writes to, is compared by
    its keys instead.
    """

    made: str
    texts: int
    gone: int
    new: int
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """How and from what a generation was built.

    `documents` and `files` map a relative path to its SHA-256; `files` are those of the
    generation that never change once built, without Chroma's (see `graph`). `entries` is the number
    of searched texts, `texts` that of the distinct ones among them. `parsing` names what made the
    passages (see `index.parsing`).
    `models` are those of the program above that read the questions of this index, each with the
    hash of its weights: together with the rest it names what an evaluation ran on. `selection`
    says which documents of the library can be found in it; all are kept with it.
    """

    schema: int
    name: str
    created: str
    encoder: str
    dimension: int
    splitting: dict[str, int]
    library_hash: str
    documents: dict[str, str]
    passages: int
    entries: int
    texts: int
    parsing: str
    graph: Graph
    versions: dict[str, str]
    files: dict[str, str]
    models: dict[str, str]
    selection: Selection = Selection.ALL

    def write(self, folder: Path) -> None:
        """Write the manifest into its generation's folder."""
        text = json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"
        (folder / FILE).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        Damaged: it is missing, unreadable, or of another schema.
    """
    try:
        data: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except OSError as error:
        raise Damaged("its manifest is missing") from error
    except ValueError as error:
        raise Damaged("its manifest cannot be read") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise Damaged("it was built by another version of the program")
    try:
        return TypeAdapter(Manifest).validate_python(data)
    except ValidationError as error:
        raise Damaged("its manifest lacks entries") from error


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def manifest_hash(folder: Path) -> str:
    """SHA-256 of a generation's manifest: names exactly what an evaluation ran on."""
    return file_hash(folder / FILE)
