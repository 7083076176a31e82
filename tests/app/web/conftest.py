"""The web side under test: a scripted answerer, small bounds, a client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.settings import Settings
from app.texts import Texts, load_texts
from app.web.server import create_app
from tests.app.web.scripted import ScriptedAnswerer


@pytest.fixture
def answerer() -> ScriptedAnswerer:
    return ScriptedAnswerer()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, encoder="hashing", max_waiting=2, answer_timeout=1.0)


@pytest.fixture
def texts() -> Texts:
    return load_texts("en")


@pytest.fixture
def client(settings: Settings, answerer: ScriptedAnswerer) -> Iterator[TestClient]:
    with TestClient(create_app(settings, answerer)) as client:
        yield client
    answerer.hold.set()
