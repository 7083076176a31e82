"""A running program takes up what is published and rolled back, and drops no question."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from index.errors import Unavailable
from index.following import Follower
from index.hashing import HashingEncoder
from index.live import LiveSearch
from index.opening import Place, open_search
from index.search import Search


@pytest.fixture
def live(place: Place) -> Iterator[LiveSearch]:
    held = LiveSearch(lambda: open_search(place, HashingEncoder()))
    held.get()
    yield held
    search = held.peek()
    if search is not None:
        search.close()


@pytest.fixture
def follower(live: LiveSearch, place: Place) -> Iterator[Follower]:
    made = Follower(live, lambda: place.generations.pointer().live, every=0.05)
    yield made
    made.stop()


def name_of(live: LiveSearch) -> str:
    return live.get().manifest.name


def add_page(place: Place, key: str) -> None:
    (place.documents / f"{key}.md").write_text(f"# {key}\n\nAll about {key}.\n", encoding="utf-8")


def test_what_is_published_or_rolled_back_is_taken_up(
    live: LiveSearch, follower: Follower, place: Place, rebuild: Callable[[], str]
) -> None:
    first = name_of(live)
    follower.look()
    assert name_of(live) == first
    add_page(place, "zinc")
    second = rebuild()
    follower.look()
    assert name_of(live) == second
    assert live.get().find("zinc")[0].passage.document == "zinc"
    place.generations.roll_back()
    follower.look()
    assert name_of(live) == first


def test_no_question_is_dropped_while_generations_change(
    live: LiveSearch, follower: Follower, place: Place, rebuild: Callable[[], str]
) -> None:
    failed: list[BaseException] = []
    seen: set[str] = set()
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            try:
                search = live.get()
                assert search.find("a fever of 38")[0].passage.document == "fever"
                seen.add(search.manifest.name)
            except BaseException as error:
                failed.append(error)
                raise

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    follower.start()
    names = [name_of(live)]
    for key in ("zinc", "iron"):
        add_page(place, key)
        names.append(rebuild())
        for _ in range(200):
            if names[-1] in seen:
                break
            ended.wait(0.05)
    ended.set()
    for asker in askers:
        asker.join(10)
    assert failed == []
    assert seen == set(names)


def test_one_that_cannot_be_opened_is_tried_once_and_the_open_one_serves(
    place: Place, rebuild: Callable[[], str]
) -> None:
    opened = open_search(place, HashingEncoder())
    calls = 0

    def opener() -> Search:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise Unavailable("It is damaged.")
        return opened

    live = LiveSearch(opener)
    live.get()
    follower = Follower(live, lambda: "another")
    follower.look()
    follower.look()
    assert (calls, live.get()) == (2, opened)
    opened.close()


def test_nothing_is_opened_where_nothing_is_open_or_the_pointer_cannot_be_read() -> None:
    def unreadable() -> str:
        raise Unavailable("The disk is gone.")

    def opener() -> Search:
        raise AssertionError("It was opened.")

    live = LiveSearch(opener)
    Follower(live, lambda: "some").look()
    Follower(live, unreadable).look()
    assert live.peek() is None
