"""What may not be searched is replaced, and said so in plain sentences; no answer is ever thin."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from index.errors import Damaged, Unavailable
from index.generations import Pointer
from index.hashing import HashingEncoder
from index.manifest import read_manifest
from index.opening import Place, open_search
from index.search import Search
from index.vectors import VectorStore

Whole = Callable[..., None]
EXTRA = {"sleep": "Sleep badly on steroids. Take the tablets before noon."}


def halve(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def remanifest(live: Path, **changes: object) -> None:
    (live / "manifest.json").write_text(json.dumps(asdict(read_manifest(live)) | changes))


def add_page(place: Place) -> None:
    ((key, text),) = EXTRA.items()
    (place.documents / f"{key}.md").write_text(f"---\nid: {key}\n---\n# About {key}\n\n{text}\n")


def opened(place: Place, caplog: pytest.LogCaptureFixture) -> tuple[Search, list[str]]:
    """The search, and what was said on the way, every line of it a plain sentence."""
    with caplog.at_level(logging.WARNING):
        search = open_search(place, HashingEncoder())
    said = [r.getMessage() for r in caplog.records if r.name.startswith("index")]
    for message in said:
        assert message.endswith(".")
        assert "\n" not in message
    return search, said


def test_a_fitting_index_is_opened_as_it_is(
    place: Place, live: Path, caplog: pytest.LogCaptureFixture, answers_whole: Whole
) -> None:
    search, said = opened(place, caplog)
    assert search.manifest.name == live.name
    assert said == []
    answers_whole(search)


def test_where_there_is_none_one_is_built(
    place: Place, caplog: pytest.LogCaptureFixture, answers_whole: Whole
) -> None:
    shutil.rmtree(place.data_dir)
    search, said = opened(place, caplog)
    assert said == ["There is no index yet.", f"Building the index of '{place.documents}'."]
    answers_whole(search)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda live: halve(live / "passages.jsonl"), "its file 'passages.jsonl' is not as it was"),
        (lambda live: halve(live / "chroma" / "chroma.sqlite3"), "the vector store cannot be"),
        (shutil.rmtree, "its manifest is missing"),
    ],
    ids=["truncated", "half a store", "no folder"],
)
def test_a_damaged_index_is_named_and_rebuilt(
    *,
    place: Place,
    live: Path,
    caplog: pytest.LogCaptureFixture,
    answers_whole: Whole,
    damage: Callable[[Path], None],
    said: str,
) -> None:
    place.generations.publish(live.name, None)
    damage(live)
    search, told = opened(place, caplog)
    assert told[0].startswith(f"The index {live.name} is damaged: {said}")
    assert told[1:] == [f"Building the index of '{place.documents}'."]
    assert search.manifest.name != live.name
    assert place.generations.pointer().live == search.manifest.name
    answers_whole(search)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("edited", "The index is of another state of the library than the present one."),
        ("added", "The index is of another state of the library than the present one."),
        ("encoder", "The index was built by the encoder old/1, and hashing/1 is running."),
        ("splitting", "The index was split by other rules than the present ones."),
    ],
)
def test_a_stale_index_is_named_and_rebuilt(
    *,
    place: Place,
    live: Path,
    caplog: pytest.LogCaptureFixture,
    answers_whole: Whole,
    change: str,
    said: str,
) -> None:
    extra: dict[str, str] = {}
    if change == "edited":
        page = place.documents / "rash.md"
        page.write_text(page.read_text().replace("itchy", "itchy and sore"))
        extra = {"rash": "An itchy and sore rash is common with checkpoint drugs."}
    elif change == "added":
        add_page(place)
        extra = EXTRA
    elif change == "encoder":
        remanifest(live, encoder="old/1")
    else:
        remanifest(live, splitting={"max_words": 5, "version": 0})
    search, told = opened(place, caplog)
    assert told == [said, f"Building the index of '{place.documents}'."]
    answers_whole(search, extra)


@pytest.mark.parametrize("data", [b"", b"garbage", b'{"live": 5}', None])
def test_a_lost_pointer_loses_no_index(
    place: Place,
    live: Path,
    caplog: pytest.LogCaptureFixture,
    answers_whole: Whole,
    data: bytes | None,
) -> None:
    pointer = place.generations.root / "live.json"
    pointer.unlink() if data is None else pointer.write_bytes(data)
    search, said = opened(place, caplog)
    assert (search.manifest.name, said) == (live.name, [])
    answers_whole(search)


def test_a_pointer_to_a_missing_generation_serves_the_one_before(
    place: Place,
    live: Path,
    rebuild: Callable[[], str],
    caplog: pytest.LogCaptureFixture,
    answers_whole: Whole,
) -> None:
    shutil.rmtree(place.generations.folder(rebuild()))
    search, (said,) = opened(place, caplog)
    assert said.endswith("is damaged: its manifest is missing.")
    assert search.manifest.name == live.name
    answers_whole(search)


def test_where_the_build_fails_the_last_whole_generation_serves_on(
    place: Place,
    live: Path,
    rebuild: Callable[[], str],
    caplog: pytest.LogCaptureFixture,
    answers_whole: Whole,
) -> None:
    halve(place.generations.folder(rebuild()) / "vectors.npy")
    (place.documents / "broken.md").write_bytes(b"\xff\xfe")
    search, said = opened(place, caplog)
    assert search.manifest.name == live.name
    assert said[-1].startswith("broken.md: it is not UTF-8 text; save it as UTF-8. The index of ")
    assert said[-1].endswith(" serves on.")
    answers_whole(search)


def test_where_the_library_is_gone_the_index_serves_on(
    place: Place, live: Path, caplog: pytest.LogCaptureFixture, answers_whole: Whole
) -> None:
    shutil.rmtree(place.documents)
    search, (said,) = opened(place, caplog)
    assert said.startswith("The library cannot be read: There is no folder of documents at")
    assert search.manifest.name == live.name
    answers_whole(search)


def test_where_nothing_can_be_searched_one_sentence_says_why(place: Place) -> None:
    shutil.rmtree(place.data_dir)
    (place.documents / "broken.md").write_bytes(b"")
    with pytest.raises(Unavailable, match=r"^broken\.md: it is empty\.$"):
        open_search(place, HashingEncoder())


def test_a_build_that_dies_is_said_and_its_words_are_logged(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(place.data_dir)
    with (
        caplog.at_level(logging.ERROR),
        pytest.raises(Unavailable, match=r"^Building the index was cut short\.$"),
    ):
        open_search(replace(place, encoder="none such"), HashingEncoder())
    assert "There is no encoder 'none such'" in caplog.text


def test_a_data_folder_that_cannot_be_used_is_said(place: Place, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="cannot be stored in"):
        open_search(replace(place, data_dir=tmp_path / "file"), HashingEncoder())
    (place.generations.root / "open.lock").unlink(missing_ok=True)
    (place.generations.root / "open.lock").mkdir()
    with pytest.raises(Unavailable, match=r"cannot be opened \(Is a directory\)\.$"):
        open_search(place, HashingEncoder())


def test_a_generation_that_was_rolled_back_to_serves_until_the_next_build(
    place: Place,
    live: Path,
    rebuild: Callable[[], str],
    caplog: pytest.LogCaptureFixture,
    answers_whole: Whole,
) -> None:
    add_page(place)
    newer = rebuild()
    assert place.generations.roll_back() == Pointer(live.name, newer, pinned=True)
    search, said = opened(place, caplog)
    assert (search.manifest.name, said) == (live.name, [])
    answers_whole(search)
    newest = rebuild()
    assert place.generations.pointer() == Pointer(newest, live.name)
    search, said = opened(place, caplog)
    assert (search.manifest.name, said) == (newest, [])
    answers_whole(search, EXTRA)


def test_a_document_that_was_changed_back_needs_no_build(
    place: Place,
    live: Path,
    rebuild: Callable[[], str],
    caplog: pytest.LogCaptureFixture,
    answers_whole: Whole,
) -> None:
    add_page(place)
    rebuild()
    (place.documents / "sleep.md").unlink()
    search, said = opened(place, caplog)
    assert search.manifest.name == live.name
    assert said == ["The index is of another state of the library than the present one."]
    answers_whole(search)


@pytest.mark.parametrize(
    "name", ["passages.jsonl", "entries.jsonl", "vectors.npy", "beside.json", "bm25", "documents"]
)
def test_a_file_that_goes_between_check_and_opening_is_damage(live: Path, name: str) -> None:
    path = live / name
    shutil.rmtree(path) if path.is_dir() else path.write_bytes(b"")
    with pytest.raises(Damaged):
        Search.open(live, HashingEncoder())


def test_a_store_that_finds_nothing_is_damage_and_no_thin_answer(live: Path) -> None:
    shutil.rmtree(live / "chroma")
    VectorStore.create(live / "chroma", []).close()
    search = Search.open(live, HashingEncoder())
    with pytest.raises(Damaged, match="finds nothing at all"):
        search.find("fever")
    search.close()
