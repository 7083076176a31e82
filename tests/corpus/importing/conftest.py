"""Pages of every format, made by the libraries that people's programs use."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor
from fpdf import FPDF

from corpus.importing.importer import Imported, Importer

TODAY = date(2026, 1, 2)
HEADER, FOOTER = "City Hospital leaflet", "Page {} of 9"
VISIBLE = "visible"
WAYS = {
    "pdf": ("invisible", "tiny", "white", "outside", "transparent", "covered"),
    "docx": ("vanish", "style", "white", "tiny"),
    "html": (
        '<p style="display:none">{}</p>',
        '<p><span style="visibility: hidden">{}</span></p>',
        '<p style="font-size:0">{}</p>',
        '<p style="color:#fff">{}</p>',
        '<p style="position:absolute;left:-9999px">{}</p>',
        '<p aria-hidden="true">{}</p>',
        "<p hidden>{}</p>",
        '<p class="away">{}</p>',
        '<p style="opacity:0">{}</p>',
        "<!-- {} -->",
    ),
    "md": ("<!-- {} -->", '<div style="display:none">{}</div>', '[//]: # "{}"'),
    "txt": ("tags",),
}
Section = tuple[str, Sequence[str]]


def make(kind: str, title: str, sections: Sequence[Section], planted: str, way: str) -> bytes:
    """A page; `planted` stands in the first paragraph that has more than one sentence."""
    every = [(s, n) for s, (_, said) in enumerate(sections) for n in range(len(said))]
    place = next((p for p in every if ". " in sections[p[0]][1][p[1]]), (0, 0))
    shown = [
        (heading, [(text, planted if (s, n) == place else "") for n, text in enumerate(said)])
        for s, (heading, said) in enumerate(sections)
    ]
    return {"pdf": _pdf, "docx": _docx, "html": _html, "md": _md, "txt": _txt}[kind](
        title, shown, way
    )


Shown = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class _Leaflet(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.cell(0, 8, HEADER, new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=9)
        self.cell(0, 8, FOOTER.format(self.page_no()), align="C")


def _pdf(title: str, sections: Shown, way: str) -> bytes:
    pdf = _Leaflet()
    pdf.add_page()

    def say(text: str, size: float = 11, style: str = "", gap: float = 3) -> None:
        pdf.set_font("Helvetica", style=style, size=size)
        pdf.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(gap)

    say(title, 20, "B")
    for heading, paragraphs in sections:
        say(heading, 14, "B")
        for text, planted in paragraphs:
            say(_with(text, planted) if way == VISIBLE else text)
            if not planted or way == VISIBLE:
                continue
            if way == "invisible":
                with pdf.local_context(text_mode=3):
                    say(planted)
            elif way == "tiny":
                say(planted, 1)
            elif way == "white":
                pdf.set_text_color(255, 255, 255)
                say(planted)
                pdf.set_text_color(0)
            elif way == "outside":
                pdf.text(-900, 50, planted)
            elif way == "transparent":
                with pdf.local_context(fill_opacity=0.01):
                    say(planted)
            else:
                top = pdf.get_y()
                say(planted)
                pdf.set_fill_color(255, 255, 255)
                pdf.rect(5, top, 200, pdf.get_y() - top, style="F")
    return bytes(pdf.output())


def _docx(title: str, sections: Shown, way: str) -> bytes:
    page = docx.Document()
    page.sections[0].header.paragraphs[0].text = HEADER
    page.add_heading(title, 0)
    gone = page.styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER)
    gone.font.hidden = True
    for heading, paragraphs in sections:
        page.add_heading(heading, 1)
        for text, planted in paragraphs:
            paragraph = page.add_paragraph(_with(text, planted) if way == VISIBLE else text)
            if not planted or way == VISIBLE:
                continue
            run = paragraph.add_run(planted)
            if way == "vanish":
                run.font.hidden = True
            elif way == "style":
                run.style = gone
            elif way == "white":
                run.font.color.rgb = RGBColor(255, 255, 255)
            else:
                run.font.size = Pt(1)
    written = BytesIO()
    page.save(written)
    return written.getvalue()


def _html(title: str, sections: Shown, way: str) -> bytes:
    body = f"<h1>{_escaped(title)}</h1>"
    for heading, paragraphs in sections:
        body += f"<h2>{_escaped(heading)}</h2>"
        for text, planted in paragraphs:
            body += f"<p>{_escaped(_with(text, planted) if way == VISIBLE else text)}</p>"
            if planted and way != VISIBLE:
                body += way.format(planted if way.startswith("<!--") else _escaped(planted))
    sheet = "<style>.away { display: none }</style>"
    head = f'<html lang="en"><head><title>{_escaped(title)}</title>{sheet}</head>'
    return f"<!doctype html>{head}<body><nav>Home</nav>{body}</body></html>".encode()


def _md(title: str, sections: Shown, way: str) -> bytes:
    parts = [f"# {title}"]
    for heading, paragraphs in sections:
        parts.append(f"## {heading}")
        for text, planted in paragraphs:
            parts.append(_with(text, planted) if way == VISIBLE else text)
            if planted and way != VISIBLE:
                parts.append(way.format(planted.replace('"', "'")))
    return ("\n\n".join(parts) + "\n").encode()


def _txt(title: str, sections: Shown, way: str) -> bytes:
    parts = [f"{title}\n{'=' * len(title)}"]
    for heading, paragraphs in sections:
        parts.append(f"{heading}\n{'-' * len(heading)}")
        for text, planted in paragraphs:
            unseen = "".join(chr(0xE0000 + ord(c)) for c in planted)
            parts.append(_with(text, planted) if way == VISIBLE else text + unseen)
    return ("\n\n".join(parts) + "\n").encode()


def _with(text: str, planted: str) -> str:
    """A paragraph with a sentence planted after its first."""
    first, dot, rest = text.partition(". ")
    return f"{first}{dot}{planted} {rest}" if dot and planted else f"{text} {planted}".strip()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.fixture
def made() -> Callable[..., bytes]:
    """Makes a page; what its makers warn of does not concern what is tested."""

    def quiet(*args: object, **kwargs: object) -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return make(*args, **kwargs)  # type: ignore[arg-type]

    return quiet


@pytest.fixture
def importing(tmp_path: Path) -> Callable[..., Imported]:
    """Imports bytes under a name into the folder `library`."""

    def add(name: str, data: bytes, *, replacing: bool = False) -> Imported:
        path = tmp_path / "given" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return Importer(tmp_path / "library", TODAY, replacing=replacing).add(path)

    return add
