"""Small libraries, built for real by the hashing encoder, and copies of them to damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_and_publish
from index.hashing import HashingEncoder
from index.opening import Place
from index.search import Search

PAGES = {
    "fever": "A fever of 38 C or more needs a call at once. Do not wait until morning.",
    "rash": "An itchy rash is common with checkpoint drugs. A plain cream often soothes it.",
    "tired": "Tiredness is the commonest complaint. A short walk every day can help with it.",
}


@pytest.fixture(scope="session")
def write_library() -> Callable[[Path], Path]:
    """Write three documents, one of them with a sidecar, into a folder."""

    def write(folder: Path) -> Path:
        folder.mkdir(parents=True)
        for key, text in PAGES.items():
            page = f"---\nid: {key}\n---\n# About {key}\n\n{text}\n"
            (folder / f"{key}.md").write_text(page, encoding="utf-8")
        (folder / "fever.asked.yaml").write_text('about-fever: ["am I too hot"]\n')
        return folder

    return write


@pytest.fixture(scope="session")
def _built_once(
    tmp_path_factory: pytest.TempPathFactory, write_library: Callable[[Path], Path]
) -> Place:
    home = tmp_path_factory.mktemp("built")
    place = Place(write_library(home / "documents"), home / "data", "hashing")
    build_and_publish(place.generations, place.documents, HashingEncoder())
    return place


@pytest.fixture
def place(_built_once: Place, tmp_path: Path) -> Place:
    """A library with its index, one generation, free to be damaged."""
    copy = Place(tmp_path / "documents", tmp_path / "data", "hashing")
    shutil.copytree(_built_once.documents, copy.documents)
    shutil.copytree(_built_once.generations.root, copy.generations.root)
    return copy


@pytest.fixture
def rebuild(place: Place) -> Callable[[], str]:
    """Build the next generation of `place`, in this process; gives its name."""
    return lambda: build_and_publish(place.generations, place.documents, HashingEncoder()).name


@pytest.fixture
def live(place: Place) -> Path:
    """The folder of the live generation."""
    name = place.generations.pointer().live
    assert name is not None
    return place.generations.folder(name)


@pytest.fixture
def answers_whole() -> Callable[..., None]:
    """Check that an opened index holds every page, finds each by its own words, and close it."""

    def check(search: Search, extra: dict[str, str] | None = None) -> None:
        try:
            pages = PAGES | (extra or {})
            assert {passage.document for passage in search.passages} == set(pages)
            for key, text in pages.items():
                hits = search.find(text)
                assert hits[0].passage.document == key
                assert text.split(".")[0] in hits[0].passage.text
                assert hits[0].dense > 0.5
        finally:
            search.close()

    return check
