"""A tiny library in files, and its index by the hashing encoder, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.compose import build_answerer
from app.pipeline import Answerer
from app.settings import Settings
from tests.eval.made import write_library


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the tiny library, whose index is built by whoever opens it first."""
    folder = tmp_path_factory.mktemp("tiny")
    documents = write_library(folder / "library")
    return Settings(documents=documents, data_dir=folder / "data", encoder="hashing")


@pytest.fixture(scope="session")
def answerer(tiny: Settings) -> Answerer:
    return build_answerer(tiny)


@pytest.fixture
def cases_file(tmp_path: Path) -> Path:
    """Three cases of the tiny library: two that pass and one that fails."""
    path = tmp_path / "small.jsonl"
    path.write_text(
        """\
{"id": "fever", "question": "What does a fever mean?", "expect": ["answered"], "must_say": [["WARNING sign"]], "cite": ["care#fever"], "tags": ["covered"]}
{"id": "paris", "question": "What is the capital of France?", "expect": ["not_covered"], "tags": ["far"]}
{"id": "rest", "question": "What helps with fatigue?", "expect": ["not_covered"], "tags": ["covered"]}
""",  # noqa: E501 (one case a line is the format)
        encoding="utf-8",
    )
    return path
