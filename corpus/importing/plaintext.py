"""Characters and lines: decoding, invisible characters, line ends, lists, running lines.

Knows nothing of any file format.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from bs4.dammit import UnicodeDammit

from corpus.errors import BadImport

BULLET = re.compile(r"^\s*(?:[•◦▪▫‣\u2043●○■□♦➢➤✓✔·∙*–—-]|o(?=\s{2,}|\t))\s+(?=\S)")
NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
# A browser prints a page's address and the time in its margins.
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|p\.?|seite|página|pagina)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*$"
    r"|^(?:https?|file)://\S+$|^\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?: [AP]M)?$",
    re.IGNORECASE,
)
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SPOKEN_JOINERS = frozenset("\u200c\u200d")
_TAGS = re.compile(r"[\U000E0020-\U000E007E]+")
_BREAK = re.compile(r"(\w+)[-\u2010]$")


def decode(name: str, data: bytes, *, html: bool = False) -> str:
    r"""The text of some bytes, with newlines as `\n`.

    Raises:
        BadImport: they end in the middle of a character, or their encoding cannot be told.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if fault.start >= len(data) - 3 and any(byte > 127 for byte in data[: fault.start]):
            raise BadImport(
                f"{name}: it breaks off in the middle of a letter; copy or download it again."
            ) from fault
        dammit = UnicodeDammit(data, is_html=html)
        if not (dammit.declared_html_encoding or data.startswith((b"\xff\xfe", b"\xfe\xff"))):
            dammit = UnicodeDammit(data, ["windows-1252"], is_html=html)
        if dammit.unicode_markup is None or dammit.contains_replacement_characters:
            raise BadImport(
                f"{name}: its letters cannot be told; save it as UTF-8 text."
            ) from fault
        text = dammit.unicode_markup
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_invisible(text: str) -> tuple[str, list[str]]:
    r"""The text without characters that nobody sees, and what those of them that spell said.

    Ligatures become letters, soft hyphens go, and so do marks of direction and of zero width.
    Unicode's tag characters copy ASCII invisibly: what they say is given back.

    Example: `without_invisible("e\u00adffect")[0] == "effect"`
    """
    said = ["".join(chr(ord(c) - 0xE0000) for c in run) for run in _TAGS.findall(text)]
    kept = "".join(
        _LIGATURES.get(ord(c), c)
        for c in text
        if c in "\n\t\f" or c in _SPOKEN_JOINERS or not _unseen(c)
    )
    return kept, said


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs")


def join_lines(lines: Sequence[str], known: Counter[str]) -> str:
    """The lines of one paragraph as one line; a word parted at a line's end becomes whole.

    Args:
        lines: as they stand on the page.
        known: how often each word, hyphenated ones too, stands inside a line of the document.
    """
    joined = ""
    for line in (" ".join(line.split()) for line in lines):
        parted = _BREAK.search(joined)
        if parted is None or not line[:1].isalpha():
            separator = "" if joined.endswith(("-", "/")) and parted else " "
            joined = f"{joined}{separator}{line}" if joined else line
            continue
        head = parted.group(1)
        tail = re.match(r"\w+", line)
        rest = tail.group(0) if tail else ""
        whole, hyphenated = known[(head + rest).lower()], known[f"{head}-{rest}".lower()]
        keeps = (
            hyphenated > whole
            or len(head) == 1
            or not line[0].islower()
            or any(c.isdigit() or c.isupper() for c in head[1:])
        )
        joined = (joined if keeps else joined[: parted.end(1)]) + line
    return joined


def known_words(lines: Iterable[str]) -> Counter[str]:
    """How often each word, hyphenated ones as they are, stands inside the lines; small letters."""
    return Counter(
        word.lower() for line in lines for word in re.findall(r"\w+(?:[-\u2010]\w+)*", line)
    )


def running_lines(pages: Sequence[Sequence[str]], edge: int = 3) -> list[set[int]]:
    """For each page the positions of its running headers, footers and page numbers.

    A line runs if nothing but running lines is outside it, and if it is a page number or stands,
    but for its numbers, among the first or last `edge` lines of two pages and of three in ten.
    """
    counts: Counter[tuple[bool, str]] = Counter()
    for lines in pages:
        counts.update({(top, _shape(lines[n])) for top, n in _edges(lines, edge)})
    least = max(2, 0.3 * len(pages))
    found = []
    for lines in pages:
        gone: set[int] = set()
        for top, n in _edges(lines, edge):
            shape = _shape(lines[n])
            outermost = all(m in gone for m in (range(n) if top else range(n + 1, len(lines))))
            recurs = counts[top, shape] >= least
            if outermost and (recurs or _PAGE_NUMBER.match(lines[n])):
                gone.add(n)
        found.append(gone)
    return found


def _edges(lines: Sequence[str], edge: int) -> list[tuple[bool, int]]:
    """The outer lines, from the outside in: whether at the top, and the position."""
    count = min(edge, len(lines))
    return [(True, n) for n in range(count)] + [
        (False, n) for n in range(len(lines) - 1, len(lines) - 1 - count, -1)
    ]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()


def inert(text: str) -> str:
    """The text with a blank after `<`, so that Markdown takes none of it for HTML."""
    return re.sub(r"<(?=[A-Za-z/!?])", "< ", text)
