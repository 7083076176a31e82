from __future__ import annotations

from pathlib import Path

from corpus.library import load_library
from corpus.passages import Splitting, split_passages
from eval.bench.made_library import write_made_library
from index.entries import make_entries


def test_it_is_a_library_of_long_passages_and_distinct_texts(tmp_path: Path) -> None:
    library = load_library(write_made_library(tmp_path / "made", 4))

    passages = [p for d in library.documents for p in split_passages(d, Splitting())]
    entries = make_entries(library.documents, passages)
    assert len(library.documents) == 4
    assert len(passages) >= 4 * 8
    assert len({entry.text for entry in entries}) == len(entries)
    words = sum(len(passage.text.split()) for passage in passages) / len(passages)
    assert 60 < words < 150


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    first, again = (write_made_library(tmp_path / name, 2) for name in ("first", "again"))

    assert [p.read_text() for p in sorted(first.iterdir())] == [
        p.read_text() for p in sorted(again.iterdir())
    ]


def test_its_sentences_are_not_the_same_few_over_and_over(tmp_path: Path) -> None:
    library = load_library(write_made_library(tmp_path / "made", 20))

    passages = [p for d in library.documents for p in split_passages(d, Splitting())]
    said = [s.text for p in passages if not p.outline for s in p.sentences]
    assert len(set(said)) > 0.98 * len(said)
