"""HTML → Markdown, by Beautiful Soup and markdownify. Knows nothing of files.

Other formats come through here too, as HTML. What nobody sees is set aside before the page is
converted; menus, forms, pictures and scripts are left out; links and emphasis leave their words.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PreformattedString, Tag
from markdownify import MarkdownConverter

from corpus.errors import BadImport
from corpus.importing.converted import Converted, SetAside
from corpus.importing.plaintext import decode, inert
from corpus.importing.styles import Look, declared_styles, look_of, why_hidden, why_unseen

_NO_TEXT = (
    "script style link meta base svg math canvas iframe object embed audio video img picture "
    "button select input textarea option datalist map dialog"
)
_AROUND = "nav footer aside menu"
_MARKS = "a b strong i em u s del ins mark small sub sup code kbd samp span font abbr q cite label"
_SAID = ("alt", "title", "aria-label", "aria-description")
_MANY = 100_000  # elements


def read_html(name: str, data: bytes) -> Converted:
    """The Markdown of an HTML page.

    Raises:
        BadImport: it breaks off before its end, is nested too deeply, or holds no text.
    """
    text = decode(name, data, html=True)
    opened = re.search(r"<(?:html|body)\b", text, re.IGNORECASE)
    if opened and not re.search(r"</(?:html|body)\s*>", text, re.IGNORECASE):
        raise BadImport(
            f"{name}: it breaks off before its end (there is no </html>); save the page again."
        )
    return convert_html(name, text)


def convert_html(name: str, text: str) -> Converted:
    """The Markdown of HTML that is whole, or a part of a page.

    Raises:
        BadImport: it is nested too deeply, holds too many elements, or no text that can be seen.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(text, "lxml")
        if len(soup.find_all(True)) > _MANY:
            raise BadImport(f"{name}: it has more than {_MANY:,} elements; split it.")
        language = soup.html.get("lang") if soup.html else None
        title = " ".join(soup.title.get_text().split()) if soup.title else ""
        publisher = _meta(soup, "og:site_name", "dc.publisher", "publisher", "author")
        hidden = _take_hidden(soup)
        content = _content(soup)
        heading = content.find("h1")
        body = _markdown(content)
    except RecursionError as error:
        raise BadImport(f"{name}: it is nested too deeply; save its text as .txt.") from error
    if not re.search(r"\w", body):
        raise BadImport(
            f"{name}: no text can be seen in it; save the page as a person sees it, or as PDF."
        )
    first = " ".join(heading.get_text().split()) if heading else ""
    return Converted(
        body=body,
        title=first or title or None,
        publisher=publisher,
        language=str(language)[:2].lower() if language else None,
        hidden=tuple(hidden),
    )


def _meta(soup: BeautifulSoup, *names: str) -> str | None:
    for wanted in names:
        for tag in soup.find_all("meta"):
            given = str(tag.get("property") or tag.get("name") or "").lower()
            said = " ".join(str(tag.get("content") or "").split())
            if given == wanted and said:
                return said
    return None


def _take_hidden(soup: BeautifulSoup) -> list[SetAside]:
    """What nobody sees, taken out of the page."""
    styles = declared_styles(soup)
    places = _places(soup)
    taken: list[SetAside] = []

    def take(text: str, why: str, node: object) -> None:
        words = " ".join(text.split())
        if re.search(r"[^\W\d_]", words):
            taken.append(SetAside(words, why, places.get(id(node), "at the beginning")))

    for text in list(soup.find_all(string=True)):
        if isinstance(text, Comment):
            take(text, "a comment", text)
        if isinstance(text, PreformattedString):
            text.extract()
    for element in soup.find_all(True):
        for attribute in _SAID:
            said = str(element.get(attribute) or "")
            if len(said.split()) > 3:
                take(said, f"not shown ({attribute})", element)
    for element in soup.find_all(_NO_TEXT.split()):
        element.decompose()
    pending: list[tuple[Tag, Look]] = [(soup, Look())]
    while pending:
        element, above = pending.pop()
        declared = styles.get(id(element), {})
        why = why_hidden(element, declared)
        if why:
            take(element.get_text(" "), why, element)
            element.decompose()
            continue
        look = look_of(declared, above)
        unseen = why_unseen(look)
        for child in reversed(list(element.children)):
            if isinstance(child, Tag):
                pending.append((child, look))
            elif unseen and isinstance(child, NavigableString):
                take(child, unseen, child)
                child.extract()
    return taken


def _places(soup: BeautifulSoup) -> dict[int, str]:
    """For each node after a heading the words that say where it stands."""
    places: dict[int, str] = {}
    where = ""
    for node in soup.descendants:
        if isinstance(node, Tag) and re.fullmatch(r"h[1-6]", node.name):
            where = f"after the heading '{' '.join(node.get_text().split())[:80]}'"
        if where:
            places[id(node)] = where
    return places


def _content(soup: BeautifulSoup) -> Tag:
    """The part of a page that is its subject: without menus and what stands around."""
    if soup.head:
        soup.head.decompose()
    for element in list(soup.find_all(_AROUND.split())):
        if not element.decomposed:
            element.decompose()
    for element in list(soup.find_all("header")):
        if not element.decomposed and not element.find(re.compile("^h[1-6]$")):
            element.decompose()
    mains = [
        tag
        for tag in soup.find_all(["main", "article"])
        if not tag.find_parent(["main", "article"])
    ]
    whole = len(soup.get_text(" ", strip=True))
    if len(mains) == 1 and len(mains[0].get_text(" ", strip=True)) > 0.3 * whole:
        return mains[0]
    return soup


def _markdown(content: Tag) -> str:
    for broken in list(content.find_all("br")):
        after = broken.find_next_sibling()
        doubled = after is not None and after.name == "br" and not _between(broken, after)
        broken.replace_with("\x1d" if doubled else " ")
    for text in list(content.find_all(string=True)):
        if not text.find_parent("pre"):
            text.replace_with(NavigableString(inert(re.sub(r"[ \t\n\r\f\v\u00a0]+", " ", text))))
        else:
            text.replace_with(NavigableString(inert(text)))
    converter = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        strip=_MARKS.split(),
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
    )
    markdown = str(converter.convert_soup(content))
    return "\n".join(_tidied(re.sub(r" *\x1d *", "\n\n", markdown))).strip() + "\n"


def _between(first: Tag, second: Tag) -> bool:
    """Whether words stand between two elements."""
    node = first.next_sibling
    while node is not None and node is not second:
        if str(node).strip():
            return True
        node = node.next_sibling
    return False


def _tidied(markdown: str) -> Iterator[str]:
    """Lines without space at their end, empty lines one at a time."""
    empty = False
    for line in (line.rstrip() for line in markdown.split("\n")):
        if line or not empty:
            yield line
        empty = not line
