"""The pipeline without its index: missing at the start, mended later, lost while it serves."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from app.answer import Status
from app.compose import build_answerer
from app.settings import Settings


def test_without_an_index_the_answer_is_an_apology_with_the_contact(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    settings = Settings(
        data_dir=blocked, encoder="hashing", care_team_phone="555-0100", emergency_number="112"
    )
    broken = build_answerer(settings)
    answer = broken.ask("What are cytokines?")
    assert answer.status is Status.ERROR
    assert answer.quotes == ()
    assert "112" in answer.reminder
    assert answer.contact.care_team_phone == "555-0100"
    assert str(blocked) not in json.dumps(answer.as_dict())
    fault = broken.fault()
    assert fault is not None
    assert str(blocked) not in fault
    assert broken.examples() == broken.topic_groups() == ()
    assert broken.glossary().spot("Cytokines cause colitis.") == ()


def test_a_library_that_is_mended_is_opened_without_a_restart(pages: Path, tmp_path: Path) -> None:
    half = pages / "half.md"
    half.write_text("---\nid: half\n", encoding="utf-8")
    settings = Settings(documents=pages, data_dir=tmp_path / "data", encoder="hashing")
    answerer = build_answerer(settings, retry=0.1)
    assert answerer.ask("is a rash common?").status is Status.ERROR
    half.unlink()
    deadline = time.monotonic() + 60
    while answerer.fault() is not None:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert answerer.ask("is a rash common?").status is Status.ANSWERED


def test_a_generation_lost_while_it_serves_is_replaced_and_the_question_still_answered(
    pages: Path, tmp_path: Path
) -> None:
    settings = Settings(documents=pages, data_dir=tmp_path / "data", encoder="hashing")
    answerer = build_answerer(settings)
    before = answerer.ask("is a rash common?")
    held = answerer.manifest()
    assert held is not None
    [folder] = (tmp_path / "data").glob(f"index/*/generations/{held.name}")
    answerer._live.get().close()
    shutil.rmtree(folder)
    # Not the question that was read before, which is remembered: this one needs the store.
    other = answerer.ask("When should I call about a fever with chills?")
    assert other.status is Status.ANSWERED
    assert other.trace.generation != held.name
    after = answerer.ask("is a rash common?")
    assert (after.status, after.text) == (Status.ANSWERED, before.text)
    assert after.trace.generation == other.trace.generation
