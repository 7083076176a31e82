"""Entries, passage files and manifests say what they were given, or that they are damaged."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.library import load_document
from corpus.passages import Splitting, split_passages
from index.entries import EntryKind, make_entries, text_key
from index.errors import Damaged
from index.manifest import SCHEMA, Graph, Manifest, file_hash, manifest_hash, read_manifest
from index.passage_file import moved, read_entries, read_passages, read_words, write_lines
from index.texts import texts_of

PAGE = "# T\n\nFirst\u2028one. Second é.\n\n## Kinds\n\n### A\n\nCall if:\n\n- x\n\n### B\n\nb.\n"
MANIFEST = Manifest(
    schema=SCHEMA,
    name="n",
    created="2025-01-01T00:00:00+00:00",
    encoder="hashing/1",
    dimension=384,
    splitting=Splitting().as_dict(),
    library_hash="h",
    documents={"a.md": "1"},
    passages=1,
    entries=3,
    texts=2,
    parsing="p",
    graph=Graph(made="n", texts=2, gone=0, new=0, files={"g/header.bin": "3"}),
    versions={"numpy": "2"},
    files={"passages.jsonl": "2"},
    models={"triage": "abc"},
)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.asked.yaml").write_text('b: ["what is b", "b?"]\nkinds: ["which kinds"]\n')
    return load_document(tmp_path / "page.md")


def test_a_passage_is_entered_whole_by_sentence_and_as_it_is_asked_for(document: Document) -> None:
    passages = split_passages(document, Splitting())
    entries = [
        (e.kind.value, e.passage, e.sentence, e.text) for e in make_entries([document], passages)
    ]
    assert [p.section for p in passages] == ["t", "kinds", "a", "b"]
    assert entries == [
        ("passage", 0, None, "T: First one. Second é."),
        ("sentence", 0, 0, "T: First one."),
        ("sentence", 0, 1, "T: Second é."),
        ("heading", 0, None, "T"),
        ("passage", 1, None, "T / Kinds: A; B"),
        ("asked", 1, None, "which kinds"),
        ("passage", 2, None, "T / Kinds / A: Call if: x"),
        ("sentence", 2, 0, "A: Call if:"),
        ("sentence", 2, 1, "A: x"),
        ("heading", 2, None, "A"),
        ("passage", 3, None, "T / Kinds / B: b."),
        ("sentence", 3, 0, "B: b."),
        ("asked", 3, None, "what is b"),
        ("asked", 3, None, "b?"),
    ]


def test_passages_and_entries_are_read_as_they_were_written(
    document: Document, tmp_path: Path
) -> None:
    passages = split_passages(document, Splitting())
    entries = make_entries([document], passages)
    with (tmp_path / "p").open("wb") as file:
        assert write_lines(file, passages) == len(passages)
    with (tmp_path / "e").open("wb") as file:
        assert write_lines(file, entries) == len(entries)
    assert read_passages(tmp_path / "p") == list(passages)
    assert read_entries(tmp_path / "e") == entries
    assert {entry.kind for entry in read_entries(tmp_path / "e")} == set(EntryKind)


@pytest.mark.parametrize(
    "data",
    [b"{", b"7\n", b"[]\n", b"{}\n", b'{"id": 1}\n', b"\xff\n", b'"text"\n', b"null\n", None],
)
def test_a_line_that_is_no_row_is_damage(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "rows.jsonl"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Damaged, match=r"its rows\.jsonl cannot be read"):
        read_passages(path)
    with pytest.raises(Damaged, match=r"its rows\.jsonl cannot be read"):
        read_entries(path)
    with pytest.raises(Damaged, match=r"its rows\.jsonl cannot be read"):
        list(read_words(path))


def test_an_entry_is_moved_to_another_passage_and_nothing_else(
    document: Document, tmp_path: Path
) -> None:
    entries = make_entries([document], split_passages(document, Splitting()))
    path = tmp_path / "e"
    with path.open("wb") as file:
        write_lines(file, entries)
    path.write_bytes(b"".join(moved(line, 7) for line in path.read_bytes().splitlines(True)))
    assert read_entries(path) == [replace(entry, passage=entry.passage + 7) for entry in entries]


def test_equal_texts_have_one_key_and_others_another() -> None:
    texts = texts_of([text_key(text) for text in ("a", "b", "a")])
    assert [texts.keys[0] == texts.keys[row] for row in range(3)] == [True, False, True]
    assert list(texts.first.values()) == [0, 1]


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path)
    assert read_manifest(tmp_path) == MANIFEST
    first = manifest_hash(tmp_path)
    replace(MANIFEST, name="m").write(tmp_path)
    assert manifest_hash(tmp_path) != first


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in asdict(MANIFEST).items() if k != key}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "its manifest is missing"),
        ("", "its manifest cannot be read"),
        ('{"schema": 1, "na', "its manifest cannot be read"),
        ("[]", "it was built by another version of the program"),
        (json.dumps(asdict(MANIFEST) | {"schema": 99}), "it was built by another version"),
        (json.dumps(without("schema")), "it was built by another version"),
        (json.dumps(without("files")), "its manifest lacks entries"),
        (json.dumps(without("graph")), "its manifest lacks entries"),
        (json.dumps(asdict(MANIFEST) | {"files": None}), "its manifest lacks entries"),
        (json.dumps(asdict(MANIFEST) | {"entries": "many"}), "its manifest lacks entries"),
    ],
)
def test_a_manifest_that_is_not_one_is_damage(tmp_path: Path, data: str | None, said: str) -> None:
    if data is not None:
        (tmp_path / "manifest.json").write_text(data)
    with pytest.raises(Damaged, match=said):
        read_manifest(tmp_path)


def test_a_file_hash_is_its_sha256(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert file_hash(tmp_path / "a").startswith("ba7816bf8f01cfea414140de5dae2223")
