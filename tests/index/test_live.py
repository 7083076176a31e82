"""The opened index of a running program: opened once, waited for, tried again, reopened."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import Damaged, Unavailable
from index.hashing import HashingEncoder
from index.live import LiveSearch
from index.search import Search


@pytest.fixture
def search(live: Path) -> Iterator[Search]:
    opened = Search.open(live, HashingEncoder())
    yield opened
    opened.close()


class Opener:
    """Opens what it is given, once it is let; None stands for a failure."""

    def __init__(self, *results: Search | None, held: bool = False) -> None:
        self.results = list(results)
        self.calls = 0
        self.gate = threading.Event()
        if not held:
            self.gate.set()

    def __call__(self) -> Search:
        self.calls += 1
        self.gate.wait(10)
        result = self.results.pop(0)
        if result is None:
            raise Unavailable(f"Trial {self.calls} failed.")
        return result


def test_nothing_is_opened_before_it_is_asked_for(search: Search) -> None:
    opener = Opener(search)
    live = LiveSearch(opener)
    assert live.fault() == "The index is being opened."
    assert not live.opening()
    assert opener.calls == 0


def test_start_returns_at_once_and_get_waits(search: Search) -> None:
    opener = Opener(search, held=True)
    live = LiveSearch(opener)
    live.start()
    live.start()
    assert live.opening()
    assert live.fault() is not None
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(live.get) for _ in range(4)]
        time.sleep(0.05)
        assert not any(future.done() for future in waiting)
        opener.gate.set()
        assert [future.result(10) for future in waiting] == [search] * 4
    assert opener.calls == 1
    assert live.fault() is None
    assert not live.opening()


def test_a_failure_is_told_and_not_tried_again_at_once() -> None:
    opener = Opener(None, None)
    live = LiveSearch(opener, retry=60)
    for _ in range(3):
        with pytest.raises(Unavailable, match=r"Trial 1 failed\."):
            live.get()
    assert live.fault() == "Trial 1 failed."
    assert opener.calls == 1


def test_after_its_rest_a_failure_is_tried_again(search: Search) -> None:
    live = LiveSearch(Opener(None, search), retry=0.05)
    with pytest.raises(Unavailable):
        live.get()
    time.sleep(0.1)
    assert live.get() is search
    assert live.fault() is None


def test_what_is_lost_is_opened_again(search: Search) -> None:
    opener = Opener(search, search)
    live = LiveSearch(opener)
    lost = live.get()
    opener.gate.clear()
    live.lost(lost, Damaged("the vector store cannot answer"))
    assert live.opening()
    assert "the vector store cannot answer" in (live.fault() or "")
    opener.gate.set()
    assert live.get() is search
    assert opener.calls == 2


def test_one_that_was_already_replaced_is_not_lost_again(search: Search, live: Path) -> None:
    opener = Opener(search)
    running = LiveSearch(opener)
    running.get()
    other = Search.open(live, HashingEncoder())
    running.lost(other, Damaged("old news"))
    other.close()
    assert running.get() is search
    assert opener.calls == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_that_nobody_foresaw_hangs_nobody() -> None:
    def opener() -> Search:
        raise MemoryError

    live = LiveSearch(opener, retry=60)
    with pytest.raises(Unavailable, match="could not be opened; the log says why"):
        live.get()
    assert not live.opening()
    for thread in threading.enumerate():
        if thread.name == "open-index":
            thread.join()  # its traceback, which Python prints, belongs to this test
