"""The last values are held, the oldest go, and many threads may ask."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from app.recent import Recent


def test_a_value_is_made_once_while_it_is_held() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    recent: Recent[str, str] = Recent(2)
    assert [recent.get(key, make) for key in "abab"] == ["A", "B", "A", "B"]
    assert made == ["a", "b"]
    recent.get("a", make)
    recent.get("c", make)  # "b" was asked for longest ago
    recent.get("a", make)
    recent.get("b", make)
    assert made == ["a", "b", "c", "b"]


def test_what_is_cleared_is_made_anew() -> None:
    recent: Recent[str, list[str]] = Recent(2)
    first = recent.get("a", lambda key: [key])
    assert recent.get("a", lambda key: [key]) is first
    recent.clear()
    assert recent.get("a", lambda key: [key]) is not first


def test_what_fails_is_not_held() -> None:
    recent: Recent[int, float] = Recent(2)
    for _ in range(2):
        try:
            recent.get(0, lambda key: 1 / key)
        except ZeroDivisionError:
            continue
        raise AssertionError
    assert recent.get(0, lambda _: 1.0) == 1.0


def test_many_threads_get_the_right_values() -> None:
    recent: Recent[int, int] = Recent(8)
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda n: recent.get(n % 20, lambda key: key * key), range(4000)))
    assert got == [(n % 20) ** 2 for n in range(4000)]
