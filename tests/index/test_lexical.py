"""BM25 over texts, saved and loaded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import Damaged
from index.lexical import LexicalIndex
from index.words import content_stems

TEXTS = ["Interferon is a cytokine.", "A rash may itch.", "", "Cytokines, cytokines, cytokines!"]


def test_texts_with_the_words_score_and_others_do_not() -> None:
    scores = LexicalIndex.build(TEXTS).scores("which cytokines itch")
    assert scores.dtype == np.float32
    assert scores.shape == (4,)
    assert (scores > 0).tolist() == [True, True, False, True]
    assert scores[3] > scores[0]


@pytest.mark.parametrize("question", ["", "the of and", "banana", "你好"])
def test_a_question_without_known_words_scores_nothing(question: str) -> None:
    assert LexicalIndex.build(TEXTS).scores(question).tolist() == [0, 0, 0, 0]


def test_a_saved_index_scores_as_it_did(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS)
    index.save(tmp_path / "bm25")
    loaded = LexicalIndex.load(tmp_path / "bm25", len(TEXTS))
    assert np.array_equal(loaded.scores("itchy cytokine"), index.scores("itchy cytokine"))


@pytest.mark.parametrize(
    "name", ["data.csc.index.npy", "indptr.csc.index.npy", "vocab.index.json", "params.index.json"]
)
@pytest.mark.parametrize("kept", [None, 0, 10])
def test_a_damaged_index_is_not_loaded(tmp_path: Path, name: str, kept: int | None) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path / "bm25")
    path = tmp_path / "bm25" / name
    data = path.read_bytes()
    path.unlink() if kept is None else path.write_bytes(data[:kept])
    with pytest.raises(Damaged, match="its word index cannot be read"):
        LexicalIndex.load(tmp_path / "bm25", len(TEXTS))


def test_building_says_nothing(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path / "bm25")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("saved", [False, True])
def test_a_text_that_its_own_words_do_not_find_is_missed(tmp_path: Path, saved: bool) -> None:
    index = LexicalIndex.build(TEXTS)
    if saved:
        index.save(tmp_path / "bm25")
        index = LexicalIndex.load(tmp_path / "bm25", len(TEXTS))
    right = [(number, f"t{number}", text) for number, text in enumerate(TEXTS)]
    wrong = [
        (0, "a", "A rash may itch."),
        (1, "b", "banana"),
        (3, "c", "the"),
        (0, "d", "cytokine"),
    ]
    assert index.missed(right) == []
    assert index.missed(wrong) == ["a", "b"]
    for number, name, text in (*right, *wrong):
        if content_stems(text):
            assert bool(index.missed([(number, name, text)])) is not (
                index.scores(text)[number] > 0
            )
