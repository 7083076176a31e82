from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.bench.beir import load_beir
from eval.bench.bench import MissingData
from eval.bench.pages import Page

CORPUS = (
    {"_id": "d1", "title": "Zinc", "text": "Zinc shortens a cold.", "metadata": {}},
    {"_id": "d2", "title": "", "text": "Bread is baked in an oven every day."},
    {"_id": "d3", "title": "Fever", "text": "Fever is a warning sign of infection."},
)
QUERIES = (
    {"_id": "q1", "text": "does zinc help against a cold"},
    {"_id": "q2", "text": "a fever warning"},
    {"_id": "q3", "text": "nobody judged this"},
)
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t2\nq2\td2\t0\n"


def write_beir(
    folder: Path,
    corpus: tuple[object, ...] = CORPUS,
    queries: tuple[object, ...] = QUERIES,
    qrels: str = QRELS,
) -> Path:
    """A tiny benchmark of three documents and two judged queries; its corpus is packed."""
    (folder / "qrels").mkdir(parents=True)
    lines = ["\n".join(json.dumps(row) for row in rows) for rows in (corpus, queries)]
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(lines[0].encode()))
    (folder / "queries.jsonl").write_text(lines[1], encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_documents_judged_queries_and_judgements_are_read(tmp_path: Path) -> None:
    found = load_beir(write_beir(tmp_path / "tiny"))

    assert found.name == "tiny"
    assert found.pages[0] == Page("d1", "Zinc", ("Zinc shortens a cold.",))
    assert found.pages[0].text == "Zinc Zinc shortens a cold."
    assert found.pages[1].text == "Bread is baked in an oven every day."
    assert found.queries == {"q1": "does zinc help against a cold", "q2": "a fever warning"}
    assert found.qrels == {"q1": {"d1": 1}, "q2": {"d3": 2, "d2": 0}}


def test_a_plain_file_goes_before_a_packed_one(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "tiny")
    (folder / "corpus.jsonl").write_text('{"_id": "only", "text": "x"}', encoding="utf-8")

    assert [page.id for page in load_beir(folder, "Tiny").pages] == ["only"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"corpus": ({"_id": "", "text": "x"},)}, r"corpus\.jsonl\.gz:1: there is no text"),
        ({"corpus": (CORPUS[0], CORPUS[0])}, r"corpus\.jsonl\.gz:2: the id 'd1' stands twice"),
        ({"corpus": ()}, "holds no document"),
        ({"queries": QUERIES[:1]}, "the judged query 'q2' is not in it"),
        ({"queries": ({"_id": "q1"},)}, r"queries\.jsonl:1: there is no text under 'text'"),
        ({"qrels": "q1\td1\tx\n"}, r"test\.tsv:1: 'x' is no"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, broken: dict[str, object], said: str) -> None:
    folder = write_beir(tmp_path / "tiny", **broken)  # type: ignore[arg-type]

    with pytest.raises(MissingData, match=said):
        load_beir(folder)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="There is no folder"):
        load_beir(tmp_path / "none")
    with pytest.raises(MissingData, match=r"test\.tsv"):
        load_beir(tmp_path)
