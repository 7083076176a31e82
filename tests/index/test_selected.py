"""An index is of the documents served: one that was built for others is never searched."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Review, ReviewState
from corpus.reviewing import with_review
from corpus.selection import Selection
from index.build import build_and_publish
from index.errors import Unavailable
from index.fit import misfit
from index.generations import Generations
from index.hashing import HashingEncoder
from index.manifest import read_manifest
from index.opening import Place, open_search
from index.search import Search


def give(place: Place, page: str, state: ReviewState) -> None:
    path = place.documents / f"{page}.md"
    review = Review(state, "Dr. Lee", date(2026, 3, 4), date(2999, 1, 1))
    path.write_text(with_review(path.read_text(), review, path.name)[0])


def found(search: Search) -> set[str]:
    """The documents that can be found in an opened index, which is closed."""
    search.close()
    ids = {passage.document for passage in search.passages}
    assert {document.id for document in search.library.documents} == ids
    return ids


def build(place: Place) -> Search:
    """Build the next generation of `place`, in this process, and open it."""
    name = build_and_publish(place.generations, place.documents, HashingEncoder()).name
    return Search.open(place.generations.folder(name), HashingEncoder())


@pytest.fixture
def reviewed(place: Place) -> Place:
    """The same library, of which approved pages alone are served; one is."""
    give(place, "rash", ReviewState.APPROVED)
    return replace(place, selection=Selection.REVIEWED)


def test_reviewed_pages_have_an_index_of_their_own(
    place: Place, live: Path, reviewed: Place
) -> None:
    search = build(reviewed)
    assert search.manifest.selection is Selection.REVIEWED
    assert found(search) == {"rash"}
    assert place.generations.pointer().live == live.name
    assert found(Search.open(live, HashingEncoder())) == {"fever", "rash", "tired"}


def test_the_process_that_builds_is_told_the_selection(reviewed: Place) -> None:
    assert found(open_search(reviewed, HashingEncoder())) == {"rash"}


def test_an_index_of_all_pages_does_not_fit_where_reviewed_ones_are_wanted(
    place: Place, live: Path, reviewed: Place
) -> None:
    def reason(generations: Generations) -> str | None:
        return misfit(generations, live.name, "hashing/1", None, {})

    shutil.copytree(place.generations.root, reviewed.generations.root)
    assert reason(place.generations) is None
    assert reason(reviewed.generations) == "serves 'all' pages, and 'reviewed' are wanted"


def test_it_is_not_searched_where_no_other_can_be_built_either(
    place: Place, reviewed: Place
) -> None:
    shutil.copytree(place.generations.root, reviewed.generations.root)
    (place.documents / "half.md").write_text("")
    with pytest.raises(Unavailable, match=r"^half\.md: it is empty\.$"):
        open_search(reviewed, HashingEncoder())


def test_an_index_from_before_there_were_selections_is_of_all_pages(live: Path) -> None:
    data = asdict(read_manifest(live))
    del data["selection"]
    (live / "manifest.json").write_text(json.dumps(data))
    assert read_manifest(live).selection is Selection.ALL


def test_a_withdrawn_page_is_not_served_by_the_last_index_either(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    give(place, "rash", ReviewState.WITHDRAWN)
    (place.documents / "half.md").write_text("")
    with caplog.at_level(logging.WARNING), pytest.raises(Unavailable, match="it is empty"):
        open_search(place, HashingEncoder())
    assert "The index holds the page 'rash', which may no longer be served." in caplog.text


def test_nor_by_an_index_that_was_rolled_back_to(place: Place) -> None:
    give(place, "rash", ReviewState.WITHDRAWN)
    build(place).close()
    place.generations.roll_back()
    assert found(open_search(place, HashingEncoder())) == {"fever", "tired"}


def test_where_every_page_was_withdrawn_nothing_is_searched(place: Place) -> None:
    for page in ("fever", "rash", "tired"):
        give(place, page, ReviewState.WITHDRAWN)
    with pytest.raises(Unavailable, match=r"^No page of .* may be served \(3 withdrawn\)"):
        open_search(place, HashingEncoder())


def test_an_edited_page_is_served_as_it_was_approved_where_no_other_index_can_be_built(
    reviewed: Place,
) -> None:
    build(reviewed).close()
    page = reviewed.documents / "rash.md"
    page.write_text(page.read_text().replace("often", "never"))
    (reviewed.documents / "half.md").write_text("")
    search = open_search(reviewed, HashingEncoder())
    assert "often soothes" in search.library.document("rash").text
    search.close()


def test_roots_of_selections_differ(tmp_path: Path) -> None:
    every = Generations.of(tmp_path, tmp_path / "documents")
    assert every.root == Generations.of(tmp_path, tmp_path / "documents", Selection.ALL).root
    assert Generations.of(tmp_path, tmp_path / "documents", Selection.REVIEWED).root != every.root
