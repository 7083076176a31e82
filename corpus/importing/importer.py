"""One file → one document in state draft, and its quarantine. Knows nothing of commands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.document import Document, Source
from corpus.errors import BadDocument, BadImport, BadLibrary
from corpus.frontmatter import read_front_matter
from corpus.importing.converted import Converted, SetAside
from corpus.importing.docx import read_docx
from corpus.importing.html import read_html
from corpus.importing.instructions import load_detector
from corpus.importing.pdf import read_pdf
from corpus.importing.plaintext import without_invisible
from corpus.importing.screening import screen
from corpus.importing.source import Kind, open_source
from corpus.importing.text import read_markdown, read_text
from corpus.importing.writing import (
    Stated,
    document_text,
    quarantine_of,
    quarantine_text,
    write_document,
)
from corpus.library import library_files

_READERS = {
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.HTML: read_html,
    Kind.MARKDOWN: read_markdown,
    Kind.TEXT: read_text,
}
_LANGUAGE = re.compile(r"[a-z]{2}")
_SURE, _ENOUGH = 0.95, 200  # probability of a language, and characters before it can be told


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that was written: where, what was set aside to `quarantine`, what was dropped."""

    path: Path
    document: Document
    aside: tuple[SetAside, ...]
    quarantine: Path | None
    running: tuple[str, ...]


class Importer:
    """Imports files into one folder, one at a time.

    Example: `Importer(Path("library"), date(2026, 1, 2)).add(Path("leaflet.pdf")).path`
    """

    def __init__(self, into: Path, today: date, *, replacing: bool = False) -> None:
        """An importer.

        Args:
            into: the folder of the library; it is made where it is not there.
            today: the day on which the files are seen, for their documents' sources.
            replacing: whether a document of the same name may be overwritten.
        """
        self._into = into
        self._today = today
        self._replacing = replacing
        self._detector = load_detector()
        self._written: dict[Path, str] = {}
        self._ids = _known_ids(into)

    def add(self, path: Path) -> Imported:
        """Import one file.

        Raises:
            BadImport: it cannot be read, converted or written, or its document is there already;
                nothing was written.
        """
        key = slug(path.stem)
        target = self._into / f"{key}.md"
        self._refuse_taken(path, target)
        source = open_source(path)
        try:
            converted = _without_invisible(_READERS[source.kind](source.name, source.data))
            body, spoken = screen(converted, self._detector)
        except BadDocument as error:
            raise BadImport(f"{source.name}: {error.problems[0]}") from error
        title, aside = self._title(converted, path.stem)
        aside = (*converted.hidden, *spoken, *aside)
        if not re.search(r"^(?!#).*\w", body, re.MULTILINE):
            raise BadImport(
                f"{source.name}: no text for patients is left in it ({_count(aside)} set aside); "
                "read it, and import a file that patients are to read."
            )
        body = _headed(body, title)
        publisher = self._harmless(converted.publisher)
        own = Source(publisher or "Publisher not stated", source.name, None, self._today)
        unique = self._unique(key, target)
        language = _language(converted, body)
        stated = Stated(unique, title, language, publisher, (*converted.sources, own))
        document = self._write(source.name, target, document_text(stated, body), aside)
        self._ids[unique] = target
        self._written[target] = source.name
        quarantine = quarantine_of(target) if aside else None
        return Imported(target, document, aside, quarantine, converted.running)

    def _refuse_taken(self, path: Path, target: Path) -> None:
        if target in self._written:
            raise BadImport(
                f"{path.name}: '{target.name}' was just imported from '{self._written[target]}'; "
                "give one of the two files another name."
            )
        if not target.exists():
            return
        if path.exists() and target.samefile(path):
            raise BadImport(f"{path.name}: it is a document of this library already.")
        if not self._replacing:
            raise BadImport(
                f"{path.name}: '{target.name}' is there already; give --replace to overwrite it, "
                "or rename the file."
            )

    def _write(self, name: str, target: Path, text: str, aside: tuple[SetAside, ...]) -> Document:
        quarantine = quarantine_text(name, target.name, self._today, aside) if aside else None
        try:
            return write_document(target, text, quarantine)
        except BadDocument as error:
            raise BadImport(
                f"{name}: what it makes cannot be loaded ({error.problems[0].rstrip('.')}); "
                "correct that, or save its text as .txt and import that."
            ) from error

    def _title(self, converted: Converted, stem: str) -> tuple[str, tuple[SetAside, ...]]:
        """The title, and what it was to be if that speaks to a machine."""
        title = " ".join((converted.title or "").split())[:200]
        if title and self._harmless(title):
            return title, ()
        fallback = re.sub(r"[\s_-]+", " ", stem).strip() or "Document"
        if not title:
            return fallback, ()
        return fallback, (SetAside(title, "speaks to a machine", "the title"),)

    def _harmless(self, text: str | None) -> str | None:
        clean = " ".join(without_invisible(text or "")[0].split())[:200]
        found = self._detector.find(clean, self._detector.page([clean]), heading=True)
        return None if found or not clean else clean

    def _unique(self, key: str, target: Path) -> str:
        unique, number = key, 2
        while self._ids.get(unique, target) != target:
            unique, number = f"{key[:76]}-{number}", number + 1
        return unique


def slug(stem: str) -> str:
    """The id that a file's name gives: small ASCII letters, digits and hyphens, 80 at most.

    Example: `slug("Fièvre & CAR-T (2)") == "fievre-car-t-2"`
    """
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:80].strip("-") or "document"


def _without_invisible(converted: Converted) -> Converted:
    body, said = without_invisible(converted.body)
    spelt = tuple(SetAside(text, "spelt in invisible letters", "in the text") for text in said)
    title = without_invisible(converted.title)[0] if converted.title else None
    starts = converted.page_starts if body == converted.body else _moved(converted)
    return replace(
        converted, body=body, title=title, page_starts=starts, hidden=(*converted.hidden, *spelt)
    )


def _moved(converted: Converted) -> tuple[int, ...]:
    return tuple(len(without_invisible(converted.body[:n])[0]) for n in converted.page_starts)


def _known_ids(into: Path) -> dict[str, Path]:
    """The ids that the documents of the folder state, and where; what cannot be read has none."""
    ids: dict[str, Path] = {}
    try:
        paths = [path for path in library_files(into) if path.suffix == ".md"]
    except BadLibrary:
        return ids
    for path in paths:
        try:
            front, _ = read_front_matter(path.read_text(encoding="utf-8-sig"), path.name)
        except (BadDocument, OSError, UnicodeDecodeError):
            continue
        ids[front.id or slug(path.stem)] = path
    return ids


def _language(converted: Converted, body: str) -> str:
    stated = (converted.language or "").strip().lower()[:2]
    if _LANGUAGE.fullmatch(stated):
        return stated
    language, sure = _identifier().classify(body[:5000])
    told = _LANGUAGE.fullmatch(str(language)) and sure > _SURE and len(body) > _ENOUGH
    return str(language) if told else "en"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _headed(body: str, title: str) -> str:
    """The body under its title: a first heading that says it is raised, else one is set above."""
    first = re.match(r"#{1,6} +(.+)\n", body)
    if first and first.group(1).strip() == title:
        return f"# {title}\n{body[first.end() :]}"
    return body if body.startswith("# ") else f"# {title}\n\n{body}"


def _count(aside: tuple[SetAside, ...]) -> str:
    return f"{len(aside)} part" + ("" if len(aside) == 1 else "s")
