"""What a reader sees and does, in the words of the browser tests."""

from __future__ import annotations

from playwright.sync_api import Page

BOX = "#question textarea"
FOCUSED = "document.activeElement"


def ask(page: Page, question: str) -> None:
    """Types a question and presses Enter; not in the very instant of the last answer."""
    page.wait_for_timeout(250)
    page.locator(BOX).focus()
    page.locator(BOX).fill(question)
    page.keyboard.press("Enter")


def wait_for_turn(page: Page, number: int, state: str) -> None:
    """Waits until that turn of the conversation has come to that state."""
    page.wait_for_selector(f'.turn[data-turn="{number}"][data-state="{state}"]')


def press_until(page: Page, key: str, selector: str, limit: int = 40) -> None:
    """Presses a key until the focus is on what the selector names."""
    for _ in range(limit):
        page.keyboard.press(key)
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    raise AssertionError(f"{key} does not reach {selector}")


def assert_reminder_in_sight(page: Page) -> None:
    """The standing reminder is inside the window, with nothing on top of it."""
    seen = page.evaluate(
        """() => {
          const line = document.querySelector('.standing'), box = line.getBoundingClientRect();
          const on_top = [[2, 2], [box.width / 2, box.height / 2], [2, box.height - 2]].every(
            ([x, y]) => line.contains(document.elementFromPoint(box.left + x, box.top + y)));
          return {on_top, inside: box.top >= 0 && box.bottom <= innerHeight && box.left >= 0
            && box.right <= innerWidth, text: line.innerText};
        }"""
    )
    assert seen["inside"], "the reminder is out of sight"
    assert seen["on_top"], "the reminder is covered"
    assert "Always talk with your care team" in seen["text"]
    assert "911" in seen["text"]


def assert_in_sight(page: Page, selector: str) -> None:
    """What the selector names first is inside the window, with nothing on top of it."""
    seen = page.locator(selector).first.evaluate(
        """node => {
          const box = node.getBoundingClientRect();
          const inside = box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
          return inside && [[4, 4], [box.width / 2, box.height / 2], [4, box.height - 4]].every(
            ([x, y]) => node.contains(document.elementFromPoint(box.left + x, box.top + y)));
        }"""
    )
    assert seen, f"{selector} is out of sight or covered"


def contrast(page: Page, selector: str) -> float:
    """The lowest contrast, from 1 to 21, of the named texts with what they stand on.

    Source: WCAG 2.2, contrast ratio and relative luminance.
    """
    lowest: float = page.locator(selector).evaluate_all(
        """nodes => {
          const parts = colour => colour.match(/[0-9.]+/g).map(Number);
          const light = colour => parts(colour).slice(0, 3).map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = node => {
            const colour = getComputedStyle(node).backgroundColor;
            return parts(colour)[3] === 0 ? behind(node.parentElement) : colour;
          };
          return Math.min(...nodes.map(node => {
            const both = [light(getComputedStyle(node).color), light(behind(node))];
            return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
          }));
        }"""
    )
    return lowest


def assert_nothing_covered_at_the_end(page: Page) -> None:
    """Scrolled to the end, all content ends above the bar, and nothing goes off to the side."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    ends = page.evaluate(
        """() => {
          const shown = [...document.querySelectorAll('#welcome *, #conversation *')]
            .filter(node => node.offsetParent);
          return {content: Math.max(...shown.map(node => node.getBoundingClientRect().bottom)),
            bar: document.querySelector('#bar').getBoundingClientRect().top,
            wide: document.documentElement.scrollWidth - innerWidth};
        }"""
    )
    assert ends["content"] <= ends["bar"] + 1  # less than a pixel is rounding
    assert ends["wide"] <= 0


def marked(page: Page, source: str) -> str:
    """The highlighted text of a source, blanks made one."""
    return " ".join(" ".join(page.locator(f"{source} mark").all_inner_texts()).split())


def quoted(page: Page, turn: int, citation: int) -> str:
    """The quotes in an answer that carry this citation number, blanks made one."""
    cite = f'.cite[href="#source-{turn}-{citation}"]'
    block = page.locator(f"#answer-{turn} blockquote", has=page.locator(cite))
    return " ".join(" ".join(block.locator(".quote").all_inner_texts()).split())
