"""The product itself, on the packaged overview with the real encoder, built once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.compose import build_answerer
from app.pipeline import Answerer
from app.settings import OVERVIEW_DOCUMENTS, Settings


@pytest.fixture(scope="session")
def product_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(documents=OVERVIEW_DOCUMENTS, data_dir=tmp_path_factory.mktemp("product"))


@pytest.fixture(scope="session")
def product(product_settings: Settings) -> Answerer:
    return build_answerer(product_settings)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A small library of two pages, one of which holds a list."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "call.md").write_text(
        "# When to call\n\n## Fever\n\nCall at once if you have one of these:\n\n"
        "- a temperature of 38 C or more\n- chills or shaking\n\n"
        "## Rash\n\nAn itchy rash is common. Show it to your nurse.\n",
        encoding="utf-8",
    )
    (folder / "tired.md").write_text(
        "# Tiredness\n\nTiredness is the commonest complaint. A short walk helps. "
        "Sleep at night is better than naps. Eat well. Drink enough water every day.\n",
        encoding="utf-8",
    )
    return folder
