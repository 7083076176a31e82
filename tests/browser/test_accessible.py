"""Every state of the page is free of axe's violations of WCAG 2.2 A and AA, at both sizes.

Also what axe cannot see: reflow, sizes of targets, focus, motion.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.app.web.scripted import ScriptedAnswerer
from tests.browser.conftest import Watch
from tests.browser.page_states import STATES
from tests.browser.reading import BOX, FOCUSED, ask, wait_for_turn

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """What axe finds, a line each: the rule and the first place.

    In the window as it is, and in one so high that the bar covers nothing, which alone is asked for
    the sizes of targets: what the bar covers half can be scrolled out.
    """
    window = page.viewport_size
    assert window is not None
    found = _found(page, {"target-size": {"enabled": False}})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": window["width"], "height": height + 400})
    found += _found(page, {})
    page.set_viewport_size(window)
    return found


def _found(page: Page, rules: dict[str, dict[str, bool]]) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": rules}
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}"
        for one in Axe().run(page, options=options).response["violations"]
    ]


@pytest.mark.parametrize("state", STATES)
def test_no_violation_in_any_state(
    page: Page, answerer: ScriptedAnswerer, address: str, state: str
) -> None:
    STATES[state](page, answerer, address)
    assert violations(page) == []
    answerer.hold.set()


@pytest.mark.parametrize("state", ["urgent", "answer", "personal"])
@pytest.mark.parametrize("colors", ["dark", "high"])
def test_no_violation_in_other_colors(
    page: Page, answerer: ScriptedAnswerer, address: str, state: str, colors: str
) -> None:
    page.locator("#tool-display").click()
    page.locator(f'#display input[value="{colors}"]').check()
    STATES[state](page, answerer, address)
    assert violations(page) == []


@pytest.mark.parametrize("state", ["first view", "answer", "urgent", "feedback", "print preview"])
@pytest.mark.parametrize("text", ["100", "200"])
def test_reflow_at_320_pixels(
    chromium: Browser, address: str, answerer: ScriptedAnswerer, state: str, text: str
) -> None:
    with chromium.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        page.evaluate(f"document.documentElement.dataset.size = '{text}'")
        STATES[state](page, answerer, address)
        wide = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
              .filter(node => node.offsetParent && !node.closest('.unseen, #question')
                && node.getBoundingClientRect().right > innerWidth + 1)
              .map(node => node.outerHTML.slice(0, 120))"""
        )
        assert wide == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "state", ["first view", "topics open", "source open", "feedback", "urgent"]
)
def test_targets_are_24_pixels_or_more(
    page: Page, answerer: ScriptedAnswerer, address: str, state: str
) -> None:
    STATES[state](page, answerer, address)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            'button, [role=button], a[href], input, summary, textarea')]
          .filter(node => node.offsetParent && !node.closest('.toast-wrap'))
          .map(node => [node.outerHTML.slice(0, 120), node.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert small == []


@pytest.mark.parametrize("state", ["first view", "source open", "feedback", "200 % text"])
def test_focus_is_always_seen(
    page: Page, answerer: ScriptedAnswerer, address: str, state: str
) -> None:
    STATES[state](page, answerer, address)
    page.evaluate("document.activeElement.blur()")
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            f"""() => {{
              const node = {FOCUSED}, box = node.getBoundingClientRect();
              if (node === document.body) return null;
              const at = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
              const top = document.elementFromPoint(...at);
              const style = getComputedStyle(node);
              return {{html: node.outerHTML.slice(0, 140),
                hidden: !(node.contains(top) || top?.contains(node)),
                outlined: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none'}};
            }}"""
        )
        if focus is None:
            break
        assert not focus["hidden"], focus["html"]
        assert focus["outlined"], focus["html"]
        seen.add(focus["html"])
    assert len(seen) > 8


def test_nothing_moves_where_less_motion_is_wanted(
    chromium: Browser, address: str, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with chromium.new_context(viewport=viewport, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        ask(page, "checkpoint inhibitors")
        wait_for_turn(page, 1, "answered")
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(node => {
              const style = getComputedStyle(node);
              return style.animationName !== 'none' || style.scrollBehavior === 'smooth'
                || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
            }).map(node => node.outerHTML.slice(0, 100))"""
        )
        assert moving == []


def test_whole_journey_by_keyboard(page: Page, watch: Watch) -> None:
    """Ask, read a word's meaning, open a source, add to the list, make the sheet, come back."""

    def to(selector: str, key: str = "Tab") -> None:
        for _ in range(60):
            if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{key} does not reach {selector}")

    to(BOX.split()[-1])
    page.keyboard.type("checkpoint inhibitors")
    page.keyboard.press("Enter")
    wait_for_turn(page, 1, "answered")
    to(".term", "Shift+Tab")
    expect(page.locator("#explained")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#explained")).to_be_hidden()
    to(".add-to-list")
    page.keyboard.press("Enter")
    expect(page.locator(".add-to-list")).to_have_text("On my list")
    to("#list-new")
    page.keyboard.type("Will it hurt?")
    page.keyboard.press("Enter")
    expect(page.locator("#list-items li")).to_have_count(2)
    to("#list-sheet")
    page.keyboard.press("Enter")
    expect(page.locator("#sheet-items > li")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    to("#tool-leave", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/left**")
    assert watch.complaints == []
