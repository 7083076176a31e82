"""How fast the patient's page is in real Chromium, on the real library: run it as a script.

    .venv/bin/python tests/browser/measure.py [QUESTIONS]

Prints the largest contentful paint of the first view, cold and again, and how long it is from the
press of Enter to the frame in which the answer stands painted. The 50 (or QUESTIONS) questions,
others at each size, are drawn by a fixed seed from the first half of `library.jsonl`, ten to a
conversation.
"""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from eval.cases import with_tags
from eval.set_files import load_cases

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SIZES = {"1280 x 850": (1280, 850), "390 x 844": (390, 844)}
TURNS = 10
LARGEST = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().at(-1).startTime)
).observe({type: 'largest-contentful-paint', buffered: true}))"""
# Notes the press of Enter, and the end of the first frame after the answer's arrival.
WATCH = """() => {
  addEventListener('keydown', ({key}) => {
    if (key === 'Enter') window.pressed = performance.now();
  }, true);
  new MutationObserver(() => {
    const turn = document.querySelector('#conversation .turn:last-of-type');
    if (!turn || turn.dataset.state === 'looking' || turn.dataset.turn === window.seen) return;
    window.seen = turn.dataset.turn;
    requestAnimationFrame(() => setTimeout(() => {
      window.painted = performance.now() - window.pressed;
    }));
  }).observe(document.body, {childList: true, subtree: true, attributes: true});
}"""


def largest_paint(browser: Browser, address: str, size: tuple[int, int]) -> tuple[float, float]:
    """Milliseconds of the largest contentful paint: first visit, and one with kept assets."""
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        found = []
        for _ in range(2):
            page.goto(address)
            page.wait_for_selector(".welcome .ask-this")
            page.wait_for_timeout(500)
            found.append(float(page.evaluate(LARGEST)))
        return found[0], found[1]


def answer_time(page: Page, question: str) -> float:
    """Milliseconds from Enter to the painted answer."""
    page.evaluate("window.painted = null")
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    page.wait_for_function("window.painted !== null", timeout=30000)
    return float(page.evaluate("window.painted"))


def main(number: int) -> None:
    """Serve the real product on a port of this machine, and measure."""
    cases = with_tags(load_cases(ROOT / "eval/sets/library.jsonl"), ("tuned",))
    draw = random.Random(7)  # noqa: S311 (a fixed draw of questions, nothing secret)
    drawn = draw.sample([case.question for case in cases], 2 * number)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=SWITCHES
        )
        for place, (name, size) in enumerate(SIZES.items()):
            questions = drawn[place * number : (place + 1) * number]
            cold, again = largest_paint(browser, address, size)
            print(f"{name}: largest contentful paint {cold:.0f} ms, again {again:.0f} ms")
            times: list[float] = []
            for start in range(0, number, TURNS):
                with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
                    page = context.new_page()
                    page.goto(address)
                    page.wait_for_selector(".welcome .ask-this")
                    page.evaluate(WATCH)
                    times += [answer_time(page, one) for one in questions[start : start + TURNS]]
            p50, p95 = np.percentile(times, [50, 95])
            print(
                f"{name}: answer painted after {p50:.0f} ms (p50), {p95:.0f} ms (p95), n {number}"
            )
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The address of `immunoqa serve`, run as patients get it, once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT) as server:
        while server.poll() is None:
            try:
                if httpx.get(f"{address}/readyz").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.25)  # it does not listen yet: asked again until it does or has ended
        yield address
        server.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
