"""How elements of an HTML page look, as far as hiding goes: style sheets of the page and `style`.

Knows nothing of text. It leans to hiding: any rule for a screen that hides an element counts,
unless the element's own `style` shows it again. Style sheets outside the file are not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import tinycss2
from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError
from tinycss2.color4 import parse_color

SMALLEST = 3.0  # CSS pixels
NEAREST = 0.12  # largest difference of a part of a colour from 0 to 1 that the eye misses
_HIDING_CLASSES = frozenset(
    {"hidden", "hide", "is-hidden", "invisible", "d-none", "sr-only", "visually-hidden"}
    | {"visuallyhidden", "screen-reader-text", "screen-reader-only"}
)
_UNITS = {"px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 37.8, "mm": 3.78, "rem": 16.0, "pc": 16.0}
_OFF = -400.0  # pixels
Declared = dict[str, str]
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down: size in CSS pixels, colours from 0 to 1 (None: not known)."""

    size: float = 16.0
    colour: Colour | None = (0.0, 0.0, 0.0)
    behind: Colour | None = (1.0, 1.0, 1.0)


def declared_styles(soup: BeautifulSoup) -> dict[int, Declared]:
    """What is declared for each element of a page that anything is declared for, by its `id()`."""
    styles: dict[int, Declared] = {}
    for sheet in soup.find_all("style"):
        for selector, declared in _rules(sheet.get_text()):
            try:
                matched = soup.select(selector)
            except (SelectorSyntaxError, NotImplementedError):
                continue
            for element in matched:
                known = styles.setdefault(id(element), {})
                known.update({k: v for k, v in declared.items() if not _hides(known, k)})
    for element in soup.find_all(True):
        own = _declarations(tinycss2.parse_declaration_list(str(element.get("style") or "")))
        for attribute, name in (("bgcolor", "background-color"), ("color", "color")):
            if isinstance(element.get(attribute), str):
                own.setdefault(name, str(element[attribute]))
        if own:
            styles.setdefault(id(element), {}).update(own)
    return styles


def why_hidden(element: Tag, declared: Declared) -> str | None:
    """Why nobody sees an element and all that is in it, or None."""
    if element.has_attr("hidden") or element.name in ("template", "noscript", "noframes"):
        return "hidden by its element"
    if str(element.get("aria-hidden", "")).strip().lower() == "true":
        return "aria-hidden"
    if _HIDING_CLASSES & {str(name).lower() for name in element.get_attribute_list("class")}:
        return "hidden by its class"
    for name, value in declared.items():
        if _hides({name: value}, name):
            return f"{name}: {value}"
    return _clipped(declared)


def look_of(declared: Declared, above: Look) -> Look:
    """How an element's own text looks, from what is declared and what is handed down."""
    size = _size(declared.get("font-size", ""), above.size)
    colour, behind = above.colour, above.behind
    if "color" in declared:
        colour = _colour(declared["color"], above.colour)
    background = declared.get("background-color") or declared.get("background")
    if background:
        pictured = "url(" in background or "gradient" in background
        tokens = re.findall(r"[a-z-]+\([^)]*\)|#\w+|[a-z]+", background)
        named = [found for token in tokens if (found := parse_color(token)) is not None]
        if pictured or "background-image" in declared:
            behind = None
        elif named and background.strip() != "transparent":
            behind = _colour(
                tokens[[parse_color(t) is not None for t in tokens].index(True)], behind
            )
    return Look(size, colour, behind)


def why_unseen(look: Look) -> str | None:
    """Why text of that look cannot be seen, or None."""
    if look.size < SMALLEST:
        return "too small to be read"
    if look.colour is None or look.behind is None:
        return None
    apart = max(abs(a - b) for a, b in zip(look.colour, look.behind, strict=True))
    return "in the colour of what is behind it" if apart <= NEAREST else None


def _rules(sheet: str) -> list[tuple[str, Declared]]:
    found: list[tuple[str, Declared]] = []
    pending = list(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))
    while pending:
        rule = pending.pop(0)
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            found.append((selector, _declarations(tinycss2.parse_declaration_list(rule.content))))
        elif (
            rule.type == "at-rule" and rule.content and rule.lower_at_keyword in ("media", "layer")
        ):
            medium = tinycss2.serialize(rule.prelude).lower()
            if "print" not in medium and "speech" not in medium and "width" not in medium:
                pending[:0] = tinycss2.parse_rule_list(rule.content, True, True)
    return found


def _declarations(nodes: list[Any]) -> Declared:
    return {
        node.lower_name: tinycss2.serialize(node.value).strip().lower()
        for node in nodes
        if node.type == "declaration"
    }


def _hides(declared: Declared, name: str) -> bool:
    value = declared.get(name, "")
    if name in ("left", "right", "top", "text-indent", "margin-left", "margin-top"):
        return _pixels(value) is not None and (_pixels(value) or 0.0) <= _OFF
    if name == "opacity":
        number = re.match(r"[\d.]+", value)
        return number is not None and float(number.group().rstrip(".") or 1) < (
            10 if value.endswith("%") else 0.1
        )
    return (name, value) in {
        ("display", "none"),
        ("visibility", "hidden"),
        ("visibility", "collapse"),
        ("content-visibility", "hidden"),
    } or (
        (name == "clip" and re.match(r"rect\((?:[01](?:px)?[\s,]*){4}\)", value) is not None)
        or (
            name == "clip-path" and re.match(r"(?:inset\((?:50|100)%|circle\(0)", value) is not None
        )
        or (
            name == "transform"
            and re.search(r"scale[xy]?\(0[,)]|translate[xy]?\(-\d{3,}", value) is not None
        )
    )


def _clipped(declared: Declared) -> str | None:
    if not {declared.get("overflow"), declared.get("overflow-y")} & {"hidden", "clip"}:
        return None
    for name in ("height", "width", "max-height", "max-width"):
        pixels = _pixels(declared.get(name, ""))
        if pixels is not None and pixels <= 2:
            return f"{name}: {declared[name]}"
    return None


def _pixels(value: str) -> float | None:
    number = re.fullmatch(r"(-?[\d.]+)([a-z]*|%)", value.removesuffix("!important").strip())
    if number is None or number.group(1).strip("-.") == "":
        return None
    amount = float(number.group(1))
    if number.group(2) == "%":
        return amount * 10
    return amount * _UNITS.get(number.group(2), 16.0 if number.group(2) in ("em", "ex") else 1.0)


def _size(value: str, above: float) -> float:
    number = re.fullmatch(r"([\d.]+)(em|%)", value)
    if number and number.group(1).strip("."):
        return above * float(number.group(1)) / (100 if number.group(2) == "%" else 1)
    pixels = _pixels(value)
    return above if pixels is None else pixels


def _colour(value: str, above: Colour | None) -> Colour | None:
    found = parse_color(value)
    if found is None or found == "currentcolor":
        return above
    if found.alpha is not None and found.alpha < 0.1:
        return above
    red, green, blue = found.to("srgb").coordinates
    return (float(red or 0), float(green or 0), float(blue or 0))
