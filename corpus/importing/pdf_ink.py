"""The letters of a PDF page and whether anybody can see them. Knows nothing of lines or headings.

Nobody sees letters that are not painted (render mode 3 or 7), almost wholly transparent, smaller
than 2 points, outside the page, in the colour of what is behind them, covered by what is painted
over them, or on a layer that is switched off. What is behind letters that stand on a picture is
not known: they count as seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTItem, LTLayoutContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFStackT
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral, literal_name

SMALLEST = 2.0  # points
FAINTEST = 0.1  # share of ink
NEAREST = 0.12  # largest difference of a part of a colour from 0 to 1 that the eye misses
_UNPAINTED = (3, 7)
_Colour = tuple[float, float, float]
_WHITE: _Colour = (1.0, 1.0, 1.0)


class InkDevice(PDFPageAggregator):
    """Takes the hidden letters off each page before its lines are made; `hidden` holds them.

    `hidden` maps a reason to the text that is hidden for it, in the order of painting.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hidden: dict[str, str] = {}
        self.alpha = 1.0
        self.layers_off = 0
        self._mode = 0
        self._ink: dict[int, tuple[str | None, _Colour | None]] = {}

    def render_string(self, textstate: Any, *args: Any) -> None:
        """Remember the render mode for the letters that follow."""
        self._mode = textstate.render
        super().render_string(textstate, *args)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """Remember how the letter is painted: graphic state changes after it."""
        advance = super().render_char(*args, **kwargs)
        char = self.cur_item._objs[-1]
        space, state = args[6], args[7]
        why = None
        if self.layers_off:
            why = "on a layer that is switched off"
        elif self._mode in _UNPAINTED:
            why = "not painted (invisible text)"
        elif self.alpha < FAINTEST:
            why = "transparent"
        elif isinstance(char, LTChar) and _height(char) < SMALLEST:
            why = "too small to be read"
        self._ink[id(char)] = (why, _rgb(state.ncolor, getattr(space, "name", "")))
        return advance

    def end_page(self, page: PDFPage) -> None:
        """Part the letters into those seen, of which lines are made, and the hidden."""
        self.hidden = {}
        if isinstance(self.cur_item, LTPage):
            x0, y0, x1, y1 = page.cropbox or page.mediabox
            left, bottom = x0 - page.mediabox[0], y0 - page.mediabox[1]
            upright = page.rotate % 180 == 0
            window = (left, bottom, left + x1 - x0, bottom + y1 - y0)
            self._part(self.cur_item, window if upright else self.cur_item.bbox)
        self._ink = {}
        super().end_page(page)

    def _part(self, page: LTPage, window: Sequence[float]) -> None:
        painted = list(_painted(page))
        fills = [(n, item, _fill(item)) for n, (_, item) in enumerate(painted) if _fills(item)]
        gone: dict[int, str] = {}
        for n, (_, item) in enumerate(painted):
            if isinstance(item, LTChar):
                why = self._why(n, item, fills, window)
                if why:
                    gone[id(item)] = why
                    self.hidden[why] = self.hidden.get(why, "") + item.get_text()
        for holder in {id(holder): holder for holder, _ in painted}.values():
            holder._objs = [item for item in holder._objs if id(item) not in gone]

    def _why(
        self,
        n: int,
        char: LTChar,
        fills: list[tuple[int, LTItem, _Colour | None]],
        window: Sequence[float],
    ) -> str | None:
        why, colour = self._ink.get(id(char), (None, None))
        if why:
            return why
        x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
        if not (window[0] <= x <= window[2] and window[1] <= y <= window[3]):
            return "outside the page"
        behind: _Colour | None = _WHITE
        for m, item, fill in fills:
            if item.x0 <= x <= item.x1 and item.y0 <= y <= item.y1:  # type: ignore[attr-defined]
                if m > n:
                    return "covered"
                behind = fill
        if (
            colour
            and behind
            and max(abs(a - b) for a, b in zip(colour, behind, strict=True)) <= NEAREST
        ):
            return "in the colour of what is behind it"
        return None


class InkInterpreter(PDFPageInterpreter):
    """Follows transparency and switched-off layers, which pdfminer leaves out."""

    device: InkDevice

    def __init__(self, rsrcmgr: Any, device: InkDevice, off: frozenset[int]) -> None:
        super().__init__(rsrcmgr, device)
        self._off = off
        self._alphas: list[float] = []
        self._tags: list[bool] = []

    def dup(self) -> InkInterpreter:
        """The interpreter of a form inside the page."""
        return InkInterpreter(self.rsrcmgr, self.device, self._off)

    def do_q(self) -> None:
        """Save the graphic state."""
        self._alphas.append(self.device.alpha)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802 (pdfminer's name)
        """Restore the graphic state."""
        if self._alphas:
            self.device.alpha = self._alphas.pop()
        super().do_Q()

    def do_gs(self, name: PDFStackT) -> None:
        """Take the transparency of fillings from the named state."""
        state = self._resource("ExtGState", name)
        if isinstance(state, dict) and isinstance(resolve1(state.get("ca")), int | float):
            self.device.alpha = float(resolve1(state["ca"]))

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:  # noqa: N802
        """Begin marked content, which may be a layer."""
        reference = self._resource("Properties", props, resolved=False)
        off = getattr(reference, "objid", None) in self._off
        self._tags.append(off)
        self.device.layers_off += off
        super().do_BDC(tag, props)

    def do_BMC(self, tag: PDFStackT) -> None:  # noqa: N802
        """Begin marked content that is no layer."""
        self._tags.append(False)
        super().do_BMC(tag)

    def do_EMC(self) -> None:  # noqa: N802
        """End marked content."""
        if self._tags:
            self.device.layers_off -= self._tags.pop()
        super().do_EMC()

    def _resource(self, category: str, name: object, *, resolved: bool = True) -> Any:
        held = resolve1((self.resources or {}).get(category))
        if not isinstance(name, PSLiteral) or not isinstance(held, dict):
            return None
        found = held.get(literal_name(name))
        return resolve1(found) if resolved else found


def _painted(holder: LTLayoutContainer) -> Iterator[tuple[LTLayoutContainer, LTItem]]:
    """What a page holds, in the order of painting, with what holds it."""
    for item in holder._objs:
        if isinstance(item, LTFigure):
            yield from _painted(item)
        else:
            yield holder, item


def _fills(item: LTItem) -> bool:
    return isinstance(item, LTImage) or (isinstance(item, LTCurve) and bool(item.fill))


def _fill(item: LTItem) -> _Colour | None:
    return _rgb(item.non_stroking_color, "") if isinstance(item, LTCurve) else None


def _height(char: LTChar) -> float:
    return char.size


def _rgb(colour: Any, space: str) -> _Colour | None:
    """A colour of PDF as red, green and blue from 0 to 1; None for a pattern. Unset is black."""
    if colour is None:
        return (0.0, 0.0, 0.0)
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 1:
        grey = 1.0 - parts[0] if space == "Separation" else float(parts[0])
        return (grey, grey, grey) if space != "Indexed" else None
    if len(parts) == 3:
        return (float(parts[0]), float(parts[1]), float(parts[2]))
    if len(parts) == 4:
        cyan, magenta, yellow, black = (float(part) for part in parts)
        return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    return None
