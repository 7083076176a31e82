"""A file to be imported, told by its content and refused early. Knows nothing of how it is read.

Every refusal is one sentence that names the file and says what to do.
"""

from __future__ import annotations

import re
import stat
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from corpus.errors import BadImport

MAX_BYTES = 50_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_TAG = re.compile(rb"<(?:p|div|h[1-6]|body|ul|table|span|br)\b[^>]*>", re.I)


class Kind(StrEnum):
    """What a source is, by its content."""

    PDF = "PDF"
    DOCX = "Word document"
    HTML = "HTML page"
    MARKDOWN = "Markdown"
    TEXT = "plain text"


_ENDINGS = {
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's name, kind and bytes."""

    name: str
    kind: Kind
    data: bytes


def open_source(path: Path) -> SourceFile:
    """The file, read whole; its size is looked at before.

    Raises:
        BadImport: it is missing, no file, empty, larger than 50 MB, of a kind that cannot be read,
            or its ending says another kind than its content does.

    Example: `open_source(Path("leaflet.pdf")).kind`
    """
    name = path.name
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise BadImport(f"{name}: it is not a file; name the files themselves.")
        if found.st_size > MAX_BYTES:
            raise BadImport(
                f"{name}: it has {found.st_size / 1e6:,.0f} MB and {MAX_BYTES / 1e6:.0f} MB can be "
                "read; split it, or leave pictures out."
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadImport(
            f"{name}: it cannot be read ({error.strerror}); check its name and its permissions."
        ) from error
    if not data.strip():
        raise BadImport(f"{name}: it is empty; save it again from the program that it comes from.")
    told = _ENDINGS.get(path.suffix.lower())
    kind = _by_content(name, data, told)
    if kind is not told:
        ending = next(ending for ending, known in _ENDINGS.items() if known is kind)
        raise BadImport(
            f"{name}: by its content it is a {kind}; rename it to '{path.stem}{ending}'."
            if kind is not Kind.TEXT
            else f"{name}: it holds plain text; rename it to '{path.stem}.txt' if that is right, "
            "or save it again."
        )
    return SourceFile(name, kind, data)


def _by_content(name: str, data: bytes, told: Kind | None) -> Kind:
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK"):
        return _zipped(name, data)
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise BadImport(
            f"{name}: it is protected by a password; save it without one."
            if locked
            else f"{name}: it is in an old format of Word or Office; save it as .docx or PDF."
        )
    if data.startswith(b"{\\rtf"):
        raise BadImport(f"{name}: it is in Rich Text Format; save it as .docx or PDF.")
    if data.startswith(_PICTURES):
        raise BadImport(
            f"{name}: it is a picture; read its text out with an OCR program and save that as text."
        )
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data:
        raise BadImport(
            f"{name}: it is not a PDF, Word document, HTML page, Markdown or text; save it as one."
        )
    if _HTML.match(data) or (told is Kind.HTML and _TAG.search(data)):
        return Kind.HTML
    return told if told is Kind.MARKDOWN else Kind.TEXT


def _zipped(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadImport(
            f"{name}: it is damaged or only half there; copy or download it again."
        ) from error
    if "word/document.xml" not in entries:
        raise BadImport(
            f"{name}: it is an archive, but no Word document; save its text as .docx or PDF."
        )
    return Kind.DOCX
