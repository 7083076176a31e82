"""PDF → Markdown, by pdfminer.six. Knows nothing of what is done with the document.

Running headers, footers and page numbers are dropped, parted words joined, hidden letters set
aside. A PDF that is scanned, locked, cut off or packed to burst is refused.
"""

from __future__ import annotations

import logging
import re
import zlib
from dataclasses import replace
from io import BytesIO
from typing import Any

from pdfminer.layout import LAParams, LTChar, LTCurve, LTFigure, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from corpus.errors import BadImport
from corpus.importing.converted import Converted, SetAside
from corpus.importing.pdf_blocks import Line, to_markdown
from corpus.importing.pdf_ink import InkDevice, InkInterpreter
from corpus.importing.plaintext import running_lines, without_invisible

_BURST = 200_000_000  # bytes of all streams but pictures, unpacked
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_LONE_MARK = re.compile(r"^\s*(?:[•◦▪▫‣\u2043●○■□♦➢➤✓✔·–—*-]|\d{1,2}[.)])\s*$")


def read_pdf(name: str, data: bytes) -> Converted:
    """The Markdown of a PDF.

    Args:
        name: of the file, for messages.
        data: the file, whole.

    Raises:
        BadImport: it is locked, cut off or damaged, packed to burst, or holds no text to be seen.
    """
    if b"%%EOF" not in data[-2048:]:
        raise BadImport(f"{name}: it breaks off before its end; copy or download it again.")
    _refuse_burst(name, data)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        return _read(name, data)
    except BadImport:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise BadImport(
            f"{name}: it is protected by a password; save it without one and import that."
        ) from error
    except Exception as error:  # pdfminer raises whatever a damaged file leads it to
        raise BadImport(
            f"{name}: it is damaged and cannot be read as a PDF; save or download it again."
        ) from error


def _read(name: str, data: bytes) -> Converted:
    document = PDFDocument(PDFParser(BytesIO(data)), caching=False)
    resources = PDFResourceManager(caching=True)
    device = InkDevice(resources, laparams=LAParams(all_texts=True))
    interpreter = InkInterpreter(resources, device, _layers_off(document))
    pages: list[list[Line]] = []
    width = 0.0
    hidden: list[SetAside] = []
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        interpreter.process_page(page)
        laid_out = device.get_result()
        pages.append(_lines(laid_out, number))
        width = max(width, laid_out.width)
        hidden += [
            SetAside(" ".join(text.split()), why, f"page {number}")
            for why, text in device.hidden.items()
            if text.strip()
        ]
    _refuse_unreadable(name, pages, hidden)
    downwards = [sorted(page, key=lambda line: -line.y0) for page in pages]
    gone = running_lines([[line.text for line in page] for page in downwards])
    running = {page[n]: None for page, g in zip(downwards, gone, strict=True) for n in sorted(g)}
    body, starts = to_markdown([[x for x in page if x not in running] for page in pages], width)
    heading = re.search(r"^# (.+)$", body, re.MULTILINE)
    about = document.info[0] if document.info else {}
    return Converted(
        body=body,
        title=heading.group(1) if heading else _said(about.get("Title")),
        publisher=_said(document.catalog.get("Publisher")) or _said(about.get("Publisher")),
        language=_said(document.catalog.get("Lang")),
        hidden=tuple(hidden),
        page_starts=starts,
        running=tuple(dict.fromkeys(line.text for line in running)),
    )


def _lines(page: Any, number: int) -> list[Line]:
    """The lines of a page in reading order; a mark that stands alone goes to the line beside it."""
    lines: list[Line] = []
    for found in _boxes(page):
        for line in found:
            chars = [char for char in line if isinstance(char, LTChar) and char.get_text().strip()]
            text, _ = without_invisible(line.get_text())
            if chars and text.strip():
                bold = sum(bool(_BOLD.search(char.fontname)) for char in chars) > 0.9 * len(chars)
                size = sorted(char.size for char in chars)[len(chars) // 2]
                lines.append(
                    Line(text.strip(), line.x0, line.x1, line.y0, line.y1, size, bold, number)
                )
    return _with_marks(_with_drawn_marks(lines, page))


def _with_drawn_marks(lines: list[Line], page: Any) -> list[Line]:
    """The lines with a mark before those that a small disc or square is drawn beside."""
    drawn = [
        item
        for item in page
        if isinstance(item, LTCurve) and 2 <= item.width <= 8 and 2 <= item.height <= 8
    ]
    return [
        replace(line, text=f"• {line.text}")
        if any(
            0 < line.x0 - item.x1 < 25 and line.y0 < (item.y0 + item.y1) / 2 < line.y1
            for item in drawn
        )
        else line
        for line in lines
    ]


def _boxes(container: Any) -> list[Any]:
    found: list[Any] = []
    for item in container:
        if isinstance(item, LTTextBox):
            found.append(list(item))
        elif isinstance(item, LTTextLine):
            found.append([item])
        elif isinstance(item, LTFigure):
            found += _boxes(item)
    return found


def _with_marks(lines: list[Line]) -> list[Line]:
    marks = [line for line in lines if _LONE_MARK.match(line.text)]
    rest = [line for line in lines if not _LONE_MARK.match(line.text)]
    for mark in marks:
        middle = (mark.y0 + mark.y1) / 2
        beside = [n for n, x in enumerate(rest) if x.y0 <= middle <= x.y1 and x.x0 > mark.x0]
        if not beside:
            rest.append(mark)
            continue
        n = min(beside, key=lambda n: rest[n].x0)
        x = rest[n]
        text = f"{mark.text.strip()} {x.text}"
        rest[n] = replace(x, text=text, x0=mark.x0)
    return rest


def _refuse_unreadable(name: str, pages: list[list[Line]], hidden: list[SetAside]) -> None:
    text = "".join(line.text for page in pages for line in page)
    unpainted = sum(len(found.text) for found in hidden if found.why.startswith("not painted"))
    if len(text) < 200 and unpainted > 10 * len(text):
        raise BadImport(
            f"{name}: it is a scan, and its text lies unseen under the pictures; save that text "
            "from your OCR program as .docx or .txt, read it through, and import that."
        )
    if not text.strip():
        raise BadImport(
            f"{name}: no text can be seen in it, it may be a scan; run an OCR program on it, save "
            "the text as .docx or .txt, and import that."
        )
    if len(re.findall(r"\(cid:\d+\)|�", text)) > 0.05 * len(text):
        raise BadImport(
            f"{name}: its letters are stored as bare shapes; save its text as .docx or .txt."
        )


def _refuse_burst(name: str, data: bytes) -> None:
    total = 0
    for stream in _STREAM.finditer(data):
        if _PICTURE.search(data, max(0, stream.start() - 500), stream.start()):
            continue
        unpack = zlib.decompressobj()
        try:
            total += len(unpack.decompress(data[stream.end() :], _BURST - total + 1))
        except zlib.error:
            continue
        if total > _BURST:
            raise BadImport(
                f"{name}: it unpacks to more than {_BURST // 1_000_000} MB; save it anew as PDF."
            )


def _layers_off(document: PDFDocument) -> frozenset[int]:
    shown = resolve1(resolve1(document.catalog.get("OCProperties") or {}).get("D")) or {}
    return frozenset(getattr(layer, "objid", 0) for layer in resolve1(shown.get("OFF")) or [])


def _said(value: object) -> str | None:
    value = resolve1(value)
    text = decode_text(value) if isinstance(value, bytes) else value
    return " ".join(text.split()) or None if isinstance(text, str) else None
