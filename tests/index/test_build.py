"""A build publishes a whole generation or changes nothing."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import BadLibrary
from index.build import FAILED, build_and_publish
from index.encoder import Vectors
from index.errors import BuildFailed, Unavailable
from index.generations import Generations, Pointer
from index.hashing import HashingEncoder
from index.manifest import read_manifest
from index.opening import Place
from index.search import Search
from index.verify import verify

Whole = Callable[..., None]


class CountingEncoder(HashingEncoder):
    """The hashing encoder, remembering what it was asked to embed."""

    def __init__(self, name: str = HashingEncoder.name) -> None:
        self.name = name
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return super().encode(texts)


def run_build(place: Place, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """`python -m index.build`; no file of it may grow beyond `limit` bytes."""

    def bound() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-P", "-m", "index.build"]
    return subprocess.run(
        [*command, str(place.documents), str(place.data_dir), place.encoder, "{}"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bound,
    )


def leftovers(place: Place) -> list[str]:
    return [p.name for p in place.generations.root.glob("generations/*.building")]


def test_a_generation_describes_itself(place: Place, live: Path, answers_whole: Whole) -> None:
    manifest = read_manifest(live)
    assert (manifest.name, manifest.encoder) == (live.name, "hashing/1")
    assert (manifest.passages, manifest.entries, manifest.dimension) == (3, 12, 384)
    assert set(manifest.documents) == {"fever.md", "fever.asked.yaml", "rash.md", "tired.md"}
    assert {"chromadb", "bm25s"} <= set(manifest.versions)
    on_disk = {p.relative_to(live).as_posix() for p in live.rglob("*") if p.is_file()}
    plain = {name for name in on_disk if not name.startswith("chroma/")}
    assert set(manifest.files) == plain - {"manifest.json"}
    answers_whole(Search.open(live, HashingEncoder()))


def test_what_did_not_change_is_not_embedded_again(place: Place, live: Path) -> None:
    page = place.documents / "rash.md"
    page.write_text(page.read_text().replace("plain cream", "cold cloth"))
    encoder = CountingEncoder()
    told: list[tuple[int, int]] = []
    build_and_publish(place.generations, place.documents, encoder, lambda *done: told.append(done))
    assert encoder.seen == [
        "About rash: An itchy rash is common with checkpoint drugs. A cold cloth often soothes it.",
        "About rash: A cold cloth often soothes it.",
    ]
    assert told == [(10, 12), (12, 12)]
    assert place.generations.pointer().previous == live.name


def test_another_encoder_or_a_damaged_live_one_lends_no_vectors(place: Place, live: Path) -> None:
    other = CountingEncoder("hashing/2")
    build_and_publish(place.generations, place.documents, other)
    assert len(other.seen) == 12
    now = place.generations.folder(place.generations.pointer().live or "")
    vectors = now / "vectors.npy"
    vectors.write_bytes(vectors.read_bytes()[:-4] + b"\0\0\0\1")
    again = CountingEncoder("hashing/2")
    build_and_publish(place.generations, place.documents, again)
    assert len(again.seen) == 12
    assert place.generations.pointer().previous == live.name, "a damaged one is no fallback"
    assert not now.exists()


def test_a_document_that_is_gone_is_gone_from_the_index(
    place: Place, rebuild: Callable[[], str]
) -> None:
    (place.documents / "tired.md").unlink()
    folder = place.generations.folder(rebuild())
    assert set(read_manifest(folder).documents) == {"fever.md", "fever.asked.yaml", "rash.md"}
    assert not (folder / "documents" / "tired.md").exists()
    search = Search.open(folder, HashingEncoder())
    assert {hit.passage.document for hit in search.find("tired walk")} <= {"fever", "rash"}
    search.close()


def test_a_second_builder_is_refused_with_its_sentence(place: Place) -> None:
    before = place.generations.pointer()
    said = "Another process is building this index; try again shortly."
    with place.generations.build_lock(), pytest.raises(BuildFailed, match=said):
        build_and_publish(place.generations, place.documents, HashingEncoder())
    assert place.generations.pointer() == before


def test_what_another_process_published_meanwhile_is_not_built_again(
    place: Place, live: Path
) -> None:
    encoder = CountingEncoder()
    begun = threading.Event()

    def wait_and_build() -> str:
        begun.set()
        generations = place.generations
        return build_and_publish(generations, place.documents, encoder, wait=60).created

    with ThreadPoolExecutor() as pool:
        with place.generations.build_lock():
            waiting = pool.submit(wait_and_build)
            begun.wait()
            time.sleep(0.5)
            shutil.copytree(live, place.generations.folder("29990101T000000000000"))
            place.generations.publish("29990101T000000000000", live.name)
        assert waiting.result() == read_manifest(live).created
    assert encoder.seen == []
    assert place.generations.names() == [live.name, "29990101T000000000000"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("rash.md", "", r"rash\.md: it is empty"),
        ("new.md", "---\nid: rash\n---\ntext\n", "both have the id 'rash'"),
        ("fever.asked.yaml", "gone: ['a']\n", "there is no section 'gone'"),
    ],
)
def test_a_bad_library_leaves_the_live_generation(
    place: Place, live: Path, name: str, text: str, said: str
) -> None:
    (place.documents / name).write_text(text)
    with pytest.raises(BadLibrary, match=said):
        build_and_publish(place.generations, place.documents, HashingEncoder())
    assert place.generations.pointer() == Pointer(live.name)
    assert leftovers(place) == []


def test_an_empty_and_a_missing_library_are_named_by_their_own_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder, said in [("empty", "holds no Markdown document"), ("gone", "no folder of")]:
        documents = tmp_path / folder
        with pytest.raises(BadLibrary, match=said) as caught:
            build_and_publish(
                Generations.of(tmp_path / "data", documents), documents, HashingEncoder()
            )
        assert f"'{documents}'" in str(caught.value)


def test_a_data_folder_that_cannot_be_written_is_said(place: Place, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    generations = Generations.of(tmp_path / "file", place.documents)
    with pytest.raises(Unavailable, match=r"cannot be stored in .*Not a directory"):
        build_and_publish(generations, place.documents, HashingEncoder())


@pytest.mark.parametrize("limit", [100, 8_000, 100_000, 600_000])
def test_a_full_disk_fails_the_build_and_changes_nothing_live(
    place: Place, live: Path, limit: int
) -> None:
    before = place.generations.pointer()
    (place.documents / "rash.md").write_text("# About rash\n\n" + "Other words now. " * 900)
    done = run_build(place, limit)
    assert done.returncode == FAILED, done.stderr
    (said,) = done.stderr.splitlines()
    assert "could not be written" in said
    assert "othing live was changed" in said
    assert place.generations.pointer() == before
    assert leftovers(place) == []
    verify(live)


def test_what_a_killed_build_left_does_not_survive_the_next(
    place: Place, rebuild: Callable[[], str]
) -> None:
    place.generations.folder("20200101T000000000000.building").mkdir()
    rebuild()
    assert leftovers(place) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_permission_is_said(place: Place, live: Path) -> None:
    live.parent.chmod(0o500)
    try:
        with pytest.raises(BuildFailed, match=r"could not be written .Permission denied"):
            build_and_publish(place.generations, place.documents, HashingEncoder())
    finally:
        live.parent.chmod(0o700)
