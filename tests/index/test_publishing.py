"""A generation that waits goes live whole, or what was live stays so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_and_publish
from index.errors import BuildFailed, Unavailable
from index.hashing import HashingEncoder
from index.opening import Place, open_generation, open_search
from index.publishing import publish_waiting

Whole = Callable[..., None]


@pytest.fixture
def waiting(place: Place) -> str:
    """A generation with one page more than the live one, not live yet; its name."""
    (place.documents / "sleep.md").write_text("# Sleep\n\nSleep is bad on steroids.\n")
    build_and_publish(place.generations, place.documents, HashingEncoder(), hold=True)
    name = place.generations.waiting()
    assert name is not None
    return name


def test_what_waits_is_not_live_and_is_made_so_with_the_live_one_kept(
    place: Place, live: Path, waiting: str
) -> None:
    assert place.generations.pointer().live == live.name
    assert place.generations.names() == [live.name]
    manifest = publish_waiting(place.generations, waiting)
    pointer = place.generations.pointer()
    assert (pointer.live, pointer.previous) == (manifest.name, live.name)
    assert manifest.passages == 4
    assert place.generations.waiting() is None


def test_one_that_waits_can_be_opened_by_its_name(
    place: Place, waiting: str, live: Path, answers_whole: Whole
) -> None:
    search = open_generation(place, HashingEncoder(), waiting)
    assert len(search.passages) == 4
    search.close()
    answers_whole(open_generation(place, HashingEncoder(), live.name))


def test_another_build_takes_the_place_of_what_waits(place: Place, waiting: str) -> None:
    build_and_publish(place.generations, place.documents, HashingEncoder(), hold=True)
    assert place.generations.waiting() != waiting
    assert not place.generations.folder(waiting).exists()
    with pytest.raises(BuildFailed, match="waits no more; another took its place"):
        publish_waiting(place.generations, waiting)
    with pytest.raises(Unavailable, match="cannot be opened: its manifest is missing"):
        open_generation(place, HashingEncoder(), waiting)


def test_what_was_damaged_while_it_waited_does_not_go_live(
    place: Place, live: Path, waiting: str
) -> None:
    (place.generations.folder(waiting) / "vectors.npy").write_bytes(b"")
    with pytest.raises(BuildFailed, match=r"is damaged: its file 'vectors.npy' is not as it was"):
        publish_waiting(place.generations, waiting)
    assert place.generations.pointer().live == live.name


def test_nothing_is_published_during_a_build(place: Place, live: Path, waiting: str) -> None:
    with (
        place.generations.build_lock(),
        pytest.raises(BuildFailed, match="Another process is building"),
    ):
        publish_waiting(place.generations, waiting)
    assert place.generations.pointer().live == live.name


def test_a_published_generation_removes_what_waits(
    place: Place, waiting: str, rebuild: Callable[[], str]
) -> None:
    rebuild()
    assert place.generations.waiting() is None


def test_a_lost_pointer_never_leads_to_what_waits(place: Place, live: Path, waiting: str) -> None:
    (place.generations.root / "live.json").unlink()
    assert place.generations.pointer().live == live.name


def test_a_gated_library_that_changed_is_served_as_it_was_published(
    place: Place, live: Path, waiting: str, caplog: pytest.LogCaptureFixture
) -> None:
    gated = Place(place.documents, place.data_dir, place.encoder, gated=True)
    search = open_search(gated, HashingEncoder())
    assert search.manifest.name == live.name
    assert "`immunoqa index publish` makes and tries one of the library" in caplog.text
    assert place.generations.pointer().live == live.name


def test_a_gated_library_without_a_published_index_is_not_served(place: Place, live: Path) -> None:
    (live / "manifest.json").unlink()
    gated = Place(place.documents, place.data_dir, place.encoder, gated=True)
    with pytest.raises(Unavailable, match="`immunoqa index publish` makes and tries one"):
        open_search(gated, HashingEncoder())
    assert place.generations.names() == [live.name]
