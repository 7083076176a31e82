"""A build makes anew what has changed, and what it takes over is as if it had been made anew."""

from __future__ import annotations

import logging
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Review, ReviewState
from corpus.errors import BadLibrary, NothingServed
from corpus.reviewing import with_review
from corpus.selection import Selection
from index.base import bases_of
from index.beside import read_beside
from index.build import build_and_publish
from index.generations import Generations
from index.hashing import HashingEncoder
from index.manifest import Manifest, read_manifest
from index.passage_file import read_entries, read_passages
from index.search import Search
from index.verify import verify

PAGES = 40
LINES = ("passages.jsonl", "stems.txt", "entries.jsonl", "keys.txt", "vectors.npy")


def write_page(documents: Path, page: int, extra: str = "") -> Path:
    lines = [f"Fact {n} of page {page} is about item{page}x{n}." for n in range(6)]
    path = documents / f"page{page:02}.md"
    path.write_text(f"# Page {page}\n\nRemedy number{page} helps.{extra}\n\n" + " ".join(lines))
    return path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("once")
    (home / "documents").mkdir()
    for page in range(PAGES):
        write_page(home / "documents", page)
    (home / "documents" / "page07.asked.yaml").write_text('page-7: ["what is seven"]\n')
    build(home)
    return home


@pytest.fixture
def home(once: Path, tmp_path: Path) -> Path:
    """A folder with `documents` and the index of them, a copy."""
    shutil.copytree(once / "documents", tmp_path / "documents")
    root = generations(tmp_path).root
    shutil.copytree(generations(once).root, root)
    return tmp_path


def generations(home: Path, selection: Selection = Selection.ALL) -> Generations:
    return Generations.of(home / "data", home / "documents", selection)


def build(home: Path, selection: Selection = Selection.ALL) -> Manifest:
    return build_and_publish(generations(home, selection), home / "documents", HashingEncoder())


def live(home: Path, selection: Selection = Selection.ALL) -> Path:
    found = generations(home, selection)
    return found.folder(found.pointer().live or "")


def same_as_anew(home: Path, selection: Selection = Selection.ALL) -> None:
    """Compare the live generation with one that is built without a base; verify every text."""
    folder = live(home, selection)
    verify(folder)
    shutil.rmtree(home / "anew", ignore_errors=True)
    (home / "anew").mkdir()
    shutil.copytree(home / "documents", home / "anew" / "documents")
    build(home / "anew", selection)
    other = live(home / "anew", selection)
    for name in LINES:
        assert (folder / name).read_bytes() == (other / name).read_bytes(), name
    found, wanted = (Search.open(f, HashingEncoder()) for f in (folder, other))
    for question in (
        "remedy number3",
        "fact 2 is about item9x2",
        "what is seven",
        "number17 helps",
    ):
        hit, other_hit = (search.find(question)[0] for search in (found, wanted))
        assert hit == other_hit
    found.close()
    wanted.close()


def graph_is_kept(home: Path, before: Manifest, *, new: int, gone: int) -> bool:
    graph = read_manifest(live(home)).graph
    beside = read_beside(live(home))
    assert (len(beside.new), len(beside.gone)) == (graph.new, graph.gone) == (new, gone)
    return (graph.made, graph.files) == (before.graph.made, before.graph.files)


def test_an_edited_page_stands_beside_the_graph_that_was_verified(home: Path) -> None:
    before = read_manifest(live(home))
    write_page(home / "documents", 3, " A plain cream helps too.")
    build(home)
    assert graph_is_kept(home, before, new=2, gone=1)
    same_as_anew(home)
    search = Search.open(live(home), HashingEncoder())
    assert search.find("plain cream")[0].passage.document == "page03"
    search.close()


def test_what_is_changed_back_stands_in_the_graph_again(home: Path) -> None:
    before = read_manifest(live(home))
    write_page(home / "documents", 3, " A plain cream helps too.")
    build(home)
    write_page(home / "documents", 3)
    build(home)
    assert graph_is_kept(home, before, new=0, gone=0)
    same_as_anew(home)


def test_pages_that_come_and_go_move_the_others(home: Path) -> None:
    before = read_manifest(live(home))
    (home / "documents" / "page11.md").unlink()
    (home / "documents" / "aaa.md").write_text("# First\n\nIt comes before all others.\n")
    (home / "documents" / "page07.asked.yaml").write_text('page-7: ["which is seven"]\n')
    build(home)
    assert graph_is_kept(home, before, new=3, gone=10)
    same_as_anew(home)


def test_a_library_that_has_changed_much_gets_a_graph_of_its_own(home: Path) -> None:
    for page in range(6):
        write_page(home / "documents", page + 100)
    manifest = build(home)
    assert manifest.graph.made == manifest.name
    assert manifest.graph.texts == manifest.texts
    same_as_anew(home)


def test_what_changes_bit_by_bit_gets_one_in_the_end(home: Path) -> None:
    first = read_manifest(live(home)).name
    made = []
    for edit in range(12):
        write_page(home / "documents", 3, f" Edit number {edit}.")
        write_page(home / "documents", edit + 10, " Edited once.")
        made.append(build(home).graph.made)
        assert Search.open(live(home), HashingEncoder()).close() is None
    assert made[0] == first
    assert made[-1] != first
    same_as_anew(home)


@pytest.mark.parametrize("selection", list(Selection))
def test_a_review_that_was_given_or_has_lapsed_counts_though_pages_are_taken_over(
    home: Path, selection: Selection
) -> None:
    """Page 1 is approved throughout, 2 from the second build on, 3 lapses, 4 is withdrawn."""

    def give(page: int, state: ReviewState) -> None:
        path = home / "documents" / f"page{page:02}.md"
        review = Review(state, "Dr. Lee", date(2026, 3, 4), date(2999, 1, 1))
        path.write_text(with_review(path.read_text(), review, path.name)[0])

    for page in (1, 3, 4):
        give(page, ReviewState.APPROVED)
    build(home, selection)
    give(2, ReviewState.APPROVED)
    lapsing = home / "documents" / "page03.md"
    lapsing.write_text(lapsing.read_text() + "\nA word more.\n")
    give(4, ReviewState.WITHDRAWN)
    build(home, selection)
    build(home, selection)
    documents = {passage.document for passage in read_passages(live(home, selection) / LINES[0])}
    if selection is Selection.REVIEWED:
        assert documents == {"page01", "page02"}
    else:
        assert documents == {f"page{page:02}" for page in range(PAGES)} - {"page04"}
    same_as_anew(home, selection)
    for page in (1, 2):
        give(page, ReviewState.WITHDRAWN)
    if selection is Selection.REVIEWED:
        with pytest.raises(NothingServed, match=r"1 changed since approval"):
            build(home, selection)


def test_the_whole_library_is_checked_though_pages_are_taken_over(home: Path) -> None:
    (home / "documents" / "zzz.md").write_text("---\nid: page05\n---\n# Again\n\nThe same id.\n")
    with pytest.raises(BadLibrary, match=r"zzz\.md and page05\.md both have the id 'page05'"):
        build(home)
    (home / "documents" / "zzz.md").unlink()
    (home / "documents" / "page07.md").unlink()
    with pytest.raises(BadLibrary, match=r"there is no document 'page07\.md' beside it"):
        build(home)


@pytest.mark.parametrize("name", [*LINES, "pages.jsonl", "beside.json"])
def test_a_base_that_is_not_as_it_was_written_lends_nothing(home: Path, name: str) -> None:
    path = live(home) / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    assert bases_of(generations(home)) == []
    manifest = build(home)
    assert manifest.graph.made == manifest.name
    verify(live(home))


@pytest.mark.parametrize("damage", ["graph", "database", "gone"])
def test_a_damaged_store_is_not_taken_over(
    home: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = live(home) / "chroma"
    if damage == "gone":
        shutil.rmtree(store)
    elif damage == "database":
        (store / "chroma.sqlite3").write_bytes(b"garbage" * 3000)
    else:
        (path,) = store.rglob("data_level0.bin")
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
    write_page(home / "documents", 3, " A plain cream helps too.")
    with caplog.at_level(logging.WARNING):
        manifest = build(home)
    assert "The vector store is made from scratch: the" in caplog.text
    assert manifest.graph.made == manifest.name
    verify(live(home))


def test_the_base_stays_as_it_was_while_it_is_searched(home: Path) -> None:
    folder = live(home)
    search = Search.open(folder, HashingEncoder())
    write_page(home / "documents", 3, " A plain cream helps too.")
    build(home)
    assert search.find("remedy number3")[0].passage.document == "page03"
    search.close()
    verify(folder)


def test_one_that_waits_is_the_base_before_the_live_one(home: Path) -> None:
    write_page(home / "documents", 3, " A plain cream helps too.")
    build_and_publish(generations(home), home / "documents", HashingEncoder(), hold=True)
    waiting, first = bases_of(generations(home))
    assert first.folder == live(home)
    assert waiting.folder.name == generations(home).waiting()
    assert waiting.pages.keys() != first.pages.keys()
    build(home)
    same_as_anew(home)


def write_cluster(documents: Path) -> Path:
    """So many texts that differ in a number alone that the graph leads to some of them no more."""
    documents.mkdir(parents=True)
    for page in range(16):
        parts = [f"## Page {page * 100 + part}\n\nFatigue." for part in range(100)]
        (documents / f"page{page:02}.md").write_text("# All\n\n" + "\n\n".join(parts))
    return documents


def test_a_text_that_the_graph_does_not_lead_to_is_found_beside_it(tmp_path: Path) -> None:
    write_cluster(tmp_path / "documents")
    manifest = build(tmp_path)
    folder = live(tmp_path)
    lost = read_beside(folder).lost
    assert 0 < len(lost) < manifest.texts / 4
    verify(folder)
    search = Search.open(folder, HashingEncoder())
    entries = read_entries(folder / "entries.jsonl")
    rows = {key: row for row, key in enumerate((folder / "keys.txt").read_text().split())}
    vectors = np.load(folder / "vectors.npy")
    for key in lost:
        (near,) = search._texts.nearest(vectors[[rows[key]]], 60)
        own = {row for row, similarity in near if similarity > 0.9999}
        assert rows[key] in own
        assert entries[rows[key]].text
    search.close()
