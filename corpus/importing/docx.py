"""Word document → HTML by mammoth, and on as HTML. Knows nothing of Markdown.

A .docx is a zip archive of XML. It is looked at before it is unpacked, XML that defines entities is
refused, and hidden runs (`w:vanish`, white on white, tiny) are set aside before it is converted.
Headers, footers and comments of Word do not come into the document.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from typing import Any

from lxml import etree

from corpus.errors import BadImport
from corpus.importing.converted import Converted, SetAside
from corpus.importing.html import convert_html

_UNPACKED = 200_000_000  # bytes of all XML parts
_ENTRIES = 10_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_OFF = ("0", "false", "off")
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='toc 1'] => !
p[style-name='toc 2'] => !
p[style-name='toc 3'] => !
"""


def read_docx(name: str, data: bytes) -> Converted:
    """The Markdown of a Word document.

    Raises:
        BadImport: it is damaged, locked, unpacks to too much, or holds no text to be seen.
    """
    import mammoth

    try:
        parts, media = _unpack(name, data)
        trees = {part: _parse(name, xml) for part, xml in parts.items()}
        hidden = _take_hidden(trees)
        lean = BytesIO()
        with zipfile.ZipFile(lean, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, tree in trees.items():
                archive.writestr(part, etree.tostring(tree, encoding="utf-8", xml_declaration=True))
            for part in media:
                archive.writestr(part, b"")
        lean.seek(0)
        html = mammoth.convert_to_html(
            lean, style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
        ).value
    except BadImport:
        raise
    except RecursionError as error:
        raise BadImport(f"{name}: it is nested too deeply; save its text as .txt.") from error
    except Exception as error:  # mammoth raises whatever a damaged file leads it to
        raise BadImport(
            f"{name}: it is damaged and cannot be read as a Word document; save it again from Word."
        ) from error
    converted = convert_html(name, html)
    about = trees.get("docProps/core.xml")
    title = _said(about, "{http://purl.org/dc/elements/1.1/}title")
    language = _said(about, "{http://purl.org/dc/elements/1.1/}language") or _language(trees)
    company = _said(
        trees.get("docProps/app.xml"),
        "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company",
    )
    return replace(
        converted,
        title=converted.title or title,
        publisher=company,
        language=language[:2].lower() if language else None,
        hidden=(*hidden, *converted.hidden),
    )


def _unpack(name: str, data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """The XML parts, and the names of all others, whose content is not needed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        xml = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
        if len(entries) > _ENTRIES or sum(entry.file_size for entry in xml) > _UNPACKED:
            raise BadImport(
                f"{name}: it unpacks to more than {_UNPACKED // 1_000_000} MB, far more than a "
                "text needs; save it anew from Word, or as PDF."
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise BadImport(f"{name}: it is protected by a password; save it without one.")
        try:
            parts = {entry.filename: archive.read(entry) for entry in xml}
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BadImport(
                f"{name}: it is damaged or only half there; copy or download it again."
            ) from error
    return parts, [entry.filename for entry in entries if entry.filename not in parts]


def _parse(name: str, xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.fromstring(xml, parser).getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise BadImport(
            f"{name}: its XML defines entities, which no Word document needs; save it anew."
        )
    return tree


def _take_hidden(trees: dict[str, Any]) -> list[SetAside]:
    styles = _styles(trees.get("word/styles.xml"))
    taken: dict[tuple[str, str, str], None] = {}
    for part, tree in trees.items():
        if not _TEXTS.fullmatch(part):
            continue
        where = "at the beginning" if part == "word/document.xml" else "in the notes"
        for paragraph in tree.iter(f"{_W}p"):
            style = _value(paragraph, "pPr/pStyle") or ""
            if re.match(r"(?:heading|title)", styles.get(style, {}).get("name", ""), re.I):
                words = " ".join("".join(_text(run) for run in paragraph.iter(f"{_W}r")).split())
                where = f"after the heading '{words[:80]}'"
            found: dict[str, str] = {}
            for run in list(paragraph.iter(f"{_W}r")):
                why = _why_hidden(run, paragraph, styles)
                if why is None:
                    continue
                found[why] = found.get(why, "") + _text(run)
                run.getparent().remove(run)
            for why, text in found.items():
                if text.strip():
                    taken[" ".join(text.split()), why, where] = None
    return [SetAside(*found) for found in taken]


def _why_hidden(run: Any, paragraph: Any, styles: dict[str, dict[str, str]]) -> str | None:
    look = {
        **styles.get("", {}),
        **styles.get(_value(paragraph, "pPr/pStyle") or styles.get("", {}).get("default", ""), {}),
        **styles.get(_value(run, "rPr/rStyle") or "", {}),
        **_look(run.find(f"{_W}rPr")),
    }
    if look.get("vanish") == "on" or look.get("webHidden") == "on":
        return "hidden text of Word"
    size = look.get("sz", "22")
    if size.isdigit() and int(size) <= 4:  # half points
        return "too small to be read"
    behind = _behind(run, paragraph, look)
    colour = look.get("color", "auto")
    if colour == "auto" or behind is None or not re.fullmatch(r"[0-9a-fA-F]{6}", colour):
        return None
    apart = max(abs(int(colour[n : n + 2], 16) - int(behind[n : n + 2], 16)) for n in (0, 2, 4))
    return "in the colour of what is behind it" if apart <= 30 else None


def _behind(run: Any, paragraph: Any, look: dict[str, str]) -> str | None:
    """The colour behind a run, as six hexadecimal digits; None where it is not known."""
    if look.get("highlight", "none") != "none":
        return None if look["highlight"] != "white" else "FFFFFF"
    fills = [look.get("fill"), _value(paragraph, "pPr/shd", "fill")]
    for cell in paragraph.iterancestors(f"{_W}tc"):
        fills.append(_value(cell, "tcPr/shd", "fill"))
        if _value(cell.getparent().getparent(), "tblPr/tblStyle"):
            fills.append("unknown")
    for box in paragraph.iterancestors(f"{_W}txbxContent"):
        fills.append("unknown" if box is not None else None)
    fill = next((fill for fill in fills if fill and fill != "auto"), "FFFFFF")
    return fill if re.fullmatch(r"[0-9a-fA-F]{6}", fill) else None


def _styles(tree: Any) -> dict[str, dict[str, str]]:
    """The look of each style by its id, with what it is based on; '' is the document's own."""
    if tree is None:
        return {}
    found = {style.get(f"{_W}styleId") or "": style for style in tree.iter(f"{_W}style")}
    looks: dict[str, dict[str, str]] = {}
    for key, style in found.items():
        chain, above = [style], _value(style, "basedOn")
        while above in found and found[above] not in chain:
            chain.append(found[above])
            above = _value(found[above], "basedOn")
        look: dict[str, str] = {}
        for ancestor in reversed(chain):
            look |= _look(ancestor.find(f"{_W}rPr"))
        looks[key] = {**look, "name": _value(style, "name") or ""}
    defaults = tree.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    normal = next(
        (
            key
            for key, style in found.items()
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1"
        ),
        "",
    )
    looks[""] = {**_look(defaults), "default": normal}
    return looks


def _look(properties: Any) -> dict[str, str]:
    if properties is None:
        return {}
    look: dict[str, str] = {}
    for name in ("vanish", "webHidden", "specVanish"):
        found = properties.find(f"{_W}{name}")
        if found is not None:
            key = "vanish" if name == "specVanish" else name
            look[key] = "off" if found.get(f"{_W}val") in _OFF else "on"
    for name in ("sz", "color", "highlight"):
        value = _value(properties, name)
        if value:
            look[name] = value
    fill = _value(properties, "shd", "fill")
    return {**look, "fill": fill} if fill else look


def _value(element: Any, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    value = found.get(f"{_W}{attribute}") if found is not None else None
    return str(value) if value is not None else None


def _text(run: Any) -> str:
    return "".join(
        node.text or "" if node.tag == f"{_W}t" else " "
        for node in run
        if node.tag in (f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr")
    )


def _language(trees: dict[str, Any]) -> str | None:
    tree = trees.get("word/styles.xml")
    found = (
        tree.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang") if tree is not None else None
    )
    return found.get(f"{_W}val") if found is not None else None


def _said(tree: Any, tag: str) -> str | None:
    found = tree.find(f".//{tag}") if tree is not None else None
    words = " ".join((found.text or "").split()) if found is not None else ""
    return words or None
