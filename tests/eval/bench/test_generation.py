from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from eval.bench.generation import open_pages
from eval.bench.pages import Page
from index.hashing import HashingEncoder

PAGES = (
    Page("MED-1", "Zinc", ("1. Zinc shortens a cold.",)),
    Page("blank", "", (" ",)),
    Page("http://b", "Bread", ("Bread is baked in an oven.",)),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a generation of `PAGES`."""
    work = tmp_path_factory.mktemp("generation")
    said: list[str] = []
    open_pages(PAGES, work, HashingEncoder(), said.append).search.close()
    assert "building their index" in said
    assert any("texts have vectors" in line for line in said)
    return work


def test_a_second_opening_builds_nothing_and_leads_back_to_the_pages(built: Path) -> None:
    said: list[str] = []

    indexed = open_pages(PAGES, built, HashingEncoder(), said.append)

    assert said == ["opening the index"]
    (hit, *_) = indexed.search.find("zinc against a cold")
    assert indexed.pages[hit.passage.document] == "MED-1"
    assert "1. Zinc shortens" in hit.passage.text
    assert not hit.completed
    indexed.search.close()


def test_other_pages_or_a_lost_file_are_built_anew(built: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(built, work)
    said: list[str] = []

    # Copied to another folder, the index there is that of another library.
    open_pages(PAGES[:1], work, HashingEncoder(), said.append).search.close()

    assert "writing 1 documents" in said
