"""A running answerer takes up an index that another process has built, within five seconds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from app.compose import build_answerer
from app.settings import Settings

FEVER = "# Fever\n\nA fever of 38 C needs a call at once.\n"
ZINC = "# Zinc\n\nZinc lozenges shorten a cold by a day.\n"


def test_what_another_process_builds_is_answered_from_soon_after(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "fever.md").write_text(FEVER, encoding="utf-8")
    settings = Settings(documents=documents, data_dir=tmp_path / "data", encoder="hashing")
    answerer = build_answerer(settings)
    answerer.start()
    question = "do zinc lozenges shorten a cold"
    before = answerer.ask(question)
    assert before.quotes == ()
    (documents / "zinc.md").write_text(ZINC, encoding="utf-8")
    assert answerer.ask(question).trace.generation == before.trace.generation
    places = ["--documents", documents, "--data-dir", settings.data_dir]
    subprocess.run(
        [sys.executable, "-m", "app", "index", "build", *map(str, places)],
        env=os.environ | {"IMMUNOQA_ENCODER": "hashing"},
        check=True,
        capture_output=True,
    )
    built = time.monotonic()
    while not (answer := answerer.ask(question)).quotes and time.monotonic() - built < 30:
        time.sleep(0.1)
    taken = time.monotonic() - built
    assert [quote.document for quote in answer.quotes] == ["zinc"]
    assert answer.trace.generation != before.trace.generation
    assert taken < 5
