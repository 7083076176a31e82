"""Which generation is live, what is kept beside it, and how it is rolled back."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from filelock import Timeout

from index.errors import Damaged, Unavailable
from index.generations import Generations, Pointer


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    made = Generations(tmp_path / "root")
    made.make_root()
    return made


def add(generations: Generations, *names: str) -> None:
    for name in names:
        generations.folder(name).mkdir()


def test_every_library_has_a_root_of_its_own(tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "docs", tmp_path / "b" / "docs"
    assert Generations.of(tmp_path, one).root != Generations.of(tmp_path, two).root
    assert Generations.of(tmp_path, one).root == Generations.of(tmp_path, one / ".." / "docs").root
    assert not any(tmp_path.iterdir())


def test_there_is_none_at_first(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "root")
    assert generations.pointer() == Pointer(None, None, pinned=False)
    assert generations.names() == []


def test_publishing_keeps_one_for_a_roll_back_and_removes_the_rest(
    generations: Generations,
) -> None:
    add(generations, "1", "2", "3", "4.building")
    generations.publish("3", "1")
    assert generations.pointer() == Pointer("3", "1")
    assert generations.names() == ["1", "3"]
    assert generations.folder("4.building").is_dir()
    generations.publish("3", None)
    assert generations.names() == ["3"]


def test_a_roll_back_is_pinned_and_a_second_one_returns(generations: Generations) -> None:
    add(generations, "1", "2")
    generations.publish("2", "1")
    assert generations.roll_back() == Pointer("1", "2", pinned=True)
    assert generations.pointer() == Pointer("1", "2", pinned=True)
    assert generations.roll_back() == Pointer("2", "1", pinned=True)
    assert generations.names() == ["1", "2"]
    generations.publish("2", "1")
    assert not generations.pointer().pinned


@pytest.mark.parametrize("previous", [None, "gone"])
def test_without_an_earlier_one_there_is_no_roll_back(
    generations: Generations, previous: str | None
) -> None:
    add(generations, "1")
    generations.publish("1", previous)
    with pytest.raises(Damaged, match="there is no earlier generation"):
        generations.roll_back()
    assert generations.pointer().live == "1"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"\xff\xfe",
        b'{"live": 5}',
        b'{"live": "1", "pinned": []}',
        None,
    ],
)
def test_a_lost_or_unreadable_pointer_means_the_newest(
    generations: Generations, data: bytes | None
) -> None:
    add(generations, "1", "2", "3", "4.building")
    if data is not None:
        (generations.root / "live.json").write_bytes(data)
    assert generations.pointer() == Pointer("3", "2")


def test_a_pointer_that_the_disk_does_not_give_is_said(generations: Generations) -> None:
    (generations.root / "live.json").mkdir()
    with pytest.raises(Unavailable, match=r"live\.json' cannot be read \(Is a directory\)"):
        generations.pointer()


def test_the_pointer_is_replaced_whole(generations: Generations) -> None:
    """A reader that opened the old file goes on reading the old text: it was never written to."""
    add(generations, "1", "2")
    generations.publish("1", None)
    with (generations.root / "live.json").open(encoding="utf-8") as held:
        before = os.fstat(held.fileno()).st_ino
        generations.publish("2", "1")
        assert json.load(held)["live"] == "1"
    assert (generations.root / "live.json").stat().st_ino != before
    assert sorted(p.name for p in generations.root.iterdir()) == ["generations", "live.json"]


def test_what_a_killed_build_left_is_removed(generations: Generations) -> None:
    add(generations, "1", "2.building")
    (generations.folder("2.building") / "deep").mkdir()
    generations.clear_unfinished()
    assert generations.names() == ["1"]
    assert not generations.folder("2.building").exists()


def test_one_process_at_a_time_holds_the_build_lock(generations: Generations) -> None:
    with (
        generations.build_lock(),
        pytest.raises(Timeout),
        generations.build_lock().acquire(timeout=0),
    ):
        pytest.fail("two held the lock")
    with generations.build_lock().acquire(timeout=0):
        assert (generations.root / "build.lock").exists()


def test_a_root_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match=r"cannot be stored in .* choose another folder"):
        Generations(tmp_path / "file" / "root").make_root()
