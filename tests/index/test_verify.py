"""Every kind of damage to a generation is found and named."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.beside import Beside
from index.build import build_and_publish
from index.encoder import Vectors
from index.errors import Damaged
from index.generations import Generations
from index.hashing import HashingEncoder
from index.lexical import LexicalIndex
from index.manifest import file_hash, read_manifest
from index.texts import read_texts
from index.vectors import VectorStore, graph_files
from index.verify import verify, verify_in_process


def halve(path: Path) -> None:
    data = path.read_bytes()
    assert len(data) > 1
    path.write_bytes(data[: len(data) // 2])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def test_a_whole_generation_passes(live: Path) -> None:
    verify(live)
    verify_in_process(live)


@pytest.mark.parametrize(
    "name",
    [
        "passages.jsonl",
        "entries.jsonl",
        "pages.jsonl",
        "stems.txt",
        "keys.txt",
        "beside.json",
        "vectors.npy",
        "bm25/data.csc.index.npy",
        "bm25/vocab.index.json",
        "documents/rash.md",
        "documents/fever.asked.yaml",
    ],
)
def test_a_file_that_changed_or_is_gone_is_named(live: Path, name: str) -> None:
    flip(live / name)
    with pytest.raises(Damaged, match=f"its file '{name}' is not as it was written"):
        verify(live)
    halve(live / name)
    with pytest.raises(Damaged, match=f"its file '{name}' is not as it was written"):
        verify(live)
    (live / name).unlink()
    with pytest.raises(Damaged, match=f"its file '{name}' is missing"):
        verify(live)


def test_a_manifest_that_is_missing_or_of_another_schema_is_named(live: Path) -> None:
    path = live / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 0}))
    with pytest.raises(Damaged, match="it was built by another version of the program"):
        verify_in_process(live)
    path.unlink()
    with pytest.raises(Damaged, match="its manifest is missing"):
        verify_in_process(live)
    with pytest.raises(Damaged, match="its manifest is missing"):
        verify(live.parent / "no-such-generation")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (Path.unlink, "the vector store's file is missing"),
        (halve, "the vector store cannot be opened"),
        (lambda path: path.write_bytes(b"garbage" * 3000), "the vector store cannot be opened"),
        (lambda path: path.write_bytes(b""), "the vector store cannot be opened"),
    ],
    ids=["missing", "truncated", "garbage", "empty"],
)
def test_a_damaged_database_is_named(live: Path, damage: Callable[[Path], None], said: str) -> None:
    damage(live / "chroma" / "chroma.sqlite3")
    with pytest.raises(Damaged, match=said):
        verify_in_process(live)


def store_anew(live: Path, keys: Sequence[str], rows: Vectors) -> None:
    """Give a generation another store, and a manifest to which its files are right."""
    shutil.rmtree(live / "chroma")
    VectorStore.create(live / "chroma", [(keys, rows)]).close()
    remanifest(live)


def remanifest(live: Path) -> None:
    """Note the files of the graph as they are now."""
    manifest = read_manifest(live)
    store = live / "chroma"
    files = {p.relative_to(store).as_posix(): file_hash(p) for p in graph_files(store)}
    replace(manifest, graph=replace(manifest.graph, files=files)).write(live)


def test_a_store_of_other_vectors_is_named(live: Path) -> None:
    """Right files, right keys, wrong vectors: only looking each text up finds it."""
    rows = np.eye(384, dtype=np.float32)[: read_manifest(live).entries]
    store_anew(live, read_texts(live).keys, rows)
    with pytest.raises(Damaged, match="does not find 12 of its 12 texts"):
        verify(live)


def test_a_store_whose_keys_lead_to_other_texts_is_named(live: Path) -> None:
    store_anew(live, read_texts(live).keys[::-1], np.load(live / "vectors.npy"))
    with pytest.raises(Damaged, match="does not find"):
        verify(live)


def test_a_store_that_lacks_vectors_is_named(live: Path) -> None:
    store_anew(live, read_texts(live).keys[:-1], np.load(live / "vectors.npy")[:-1])
    with pytest.raises(Damaged, match="the vector store holds 11 of 12 texts"):
        verify(live)


def test_a_store_of_another_text_is_named(live: Path) -> None:
    keys = (*read_texts(live).keys[:-1], "of another text")
    store_anew(live, keys, np.load(live / "vectors.npy"))
    with pytest.raises(Damaged, match="holds 1 texts that are none of its own"):
        verify(live)


def test_a_word_index_of_other_texts_is_named(live: Path) -> None:
    shutil.rmtree(live / "bm25")
    LexicalIndex.build(["fever", "of other words", "tired"]).save(live / "bm25")
    manifest = read_manifest(live)
    files = {name: file_hash(live / name) for name in manifest.files}
    replace(manifest, files=files).write(live)
    with pytest.raises(Damaged, match="the word index does not find passage 'rash#about-rash/1'"):
        verify(live)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generation large enough for Chroma to have written its graph to files."""
    home = tmp_path_factory.mktemp("large")
    (home / "documents").mkdir()
    for page in range(60):
        lines = [f"Fact {page * 40 + n} concerns drug{page}x{n} alone." for n in range(40)]
        (home / "documents" / f"{page}.md").write_text(f"# Page {page}\n\n" + " ".join(lines))
    generations = Generations.of(home / "data", home / "documents")
    manifest = build_and_publish(generations, home / "documents", HashingEncoder())
    assert manifest.entries > 2000
    return generations.folder(manifest.name)


@pytest.mark.parametrize(
    ("damage", "noted"),
    [
        *((damage, False) for damage in ("folder", "data_level0.bin", "header.bin", "noise")),
        *((damage, True) for damage in ("folder", "data_level0.bin", "noise")),
    ],
)
def test_a_damaged_graph_is_found(*, large: Path, tmp_path: Path, damage: str, noted: bool) -> None:
    """By the hashes of its files, and were those right, by what it finds.

    Chroma's own count stays right, or its reader dies: both are damage.
    """
    folder = tmp_path / "generation"
    shutil.copytree(large, folder)
    (graph,) = [p for p in (folder / "chroma").iterdir() if p.is_dir()]
    if damage == "folder":
        shutil.rmtree(graph)
    elif damage == "noise":
        path = graph / "data_level0.bin"
        path.write_bytes(os.urandom(path.stat().st_size))
    else:
        halve(graph / damage)
    if noted:
        remanifest(folder)
    with pytest.raises(Damaged, match="vector store") as caught:
        verify_in_process(folder)
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def huge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generation of more texts than a bounded check looks up."""
    home = tmp_path_factory.mktemp("huge")
    (home / "documents").mkdir()
    for page in range(60):
        lines = [f"## S{page}x{n}\n\nFact{page * 80 + n} drug{page}x{n}." for n in range(80)]
        (home / "documents" / f"{page}.md").write_text(f"# Page {page}\n\n" + "\n\n".join(lines))
    generations = Generations.of(home / "data", home / "documents")
    manifest = build_and_publish(generations, home / "documents", HashingEncoder())
    assert manifest.texts > 10_000
    return generations.folder(manifest.name)


@pytest.mark.parametrize("bounded", [False, True])
def test_a_bounded_check_of_many_texts_misses_no_file_no_key_and_no_broken_graph(
    *, huge: Path, tmp_path: Path, bounded: bool
) -> None:
    folder = tmp_path / "generation"
    shutil.copytree(huge, folder)
    verify(folder, bounded=bounded)
    texts = read_texts(folder)
    rows = np.load(folder / "vectors.npy")[list(texts.first.values())]
    keys = list(texts.first)
    (graph,) = [p for p in (folder / "chroma").iterdir() if p.is_dir()]
    flip(graph / "data_level0.bin")
    with pytest.raises(Damaged, match=r"the vector store's file '.*' is not as it was written"):
        verify(folder, bounded=bounded)
    store_anew(folder, keys[:1], rows[:1])
    with pytest.raises(Damaged, match="the vector store holds 1 of"):
        verify(folder, bounded=bounded)
    store_anew(folder, keys[:4000], rows[1:4001])
    manifest = read_manifest(folder)
    Beside(new=tuple(keys[4000:])).write(folder)
    files = manifest.files | {"beside.json": file_hash(folder / "beside.json")}
    replace(manifest, files=files).write(folder)
    with pytest.raises(Damaged, match="the vector store does not find"):
        verify(folder, bounded=bounded)


class Noisy(HashingEncoder):
    """Vectors that differ a little each time, as those of one text in two batches do."""

    def __init__(self, noise: float) -> None:
        self.noise = noise
        self.chance = np.random.default_rng(3)

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = super().encode(texts)
        noisy = rows + self.chance.uniform(-self.noise, self.noise, rows.shape)
        return np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), np.float32)


def test_one_text_in_many_pages_is_found_in_any_of_its_places(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(40):
        text = f"# Page\n\nTalk with your care team.\n\nPage {number} ends here.\n"
        (documents / f"p{number}.md").write_text(text, encoding="utf-8")
    generations = Generations.of(tmp_path / "data", documents)
    assert build_and_publish(generations, documents, Noisy(2e-6)).passages == 40
