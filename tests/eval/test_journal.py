"""What an unfinished run keeps: whole lines, whatever happened to the last one."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path

import pytest

from app.answer import Status
from eval.journal import Journal, JournalFailed, journal_key
from tests.eval.made import case, result

ONE, TWO = result(id="one", text="\ud800 “é”", quoted=1), result(id="two")


def test_what_is_added_is_there_for_the_next_run(tmp_path: Path) -> None:
    with Journal(tmp_path / "new" / "folder", "key") as journal:
        assert journal.done == {}
        journal.add(ONE)
    with Journal(tmp_path / "new" / "folder", "key") as again:
        assert set(again.done) == {"one"}
        again.add(TWO)
    with Journal(tmp_path / "new" / "folder", "key") as last:
        assert last.done["two"] == TWO
        last.remove()
    assert not list((tmp_path / "new" / "folder").glob("*.jsonl"))


def test_a_line_cut_short_costs_its_own_case_alone(tmp_path: Path) -> None:
    with Journal(tmp_path, "key") as journal:
        journal.add(ONE)
        journal.add(TWO)
    path = tmp_path / "key.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    with Journal(tmp_path, "key") as cut:
        assert set(cut.done) == {"one"}
        cut.add(TWO)
    with Journal(tmp_path, "key") as whole:
        assert set(whole.done) == {"one", "two"}


def test_another_key_begins_anew_and_what_is_a_week_old_goes(tmp_path: Path) -> None:
    with Journal(tmp_path, "old") as journal:
        journal.add(ONE)
    week = time.time() - 8 * 86400
    for path in tmp_path.iterdir():
        os.utime(path, (week, week))
    with Journal(tmp_path, "new") as journal:
        assert journal.done == {}
    assert {path.stem for path in tmp_path.iterdir()} == {"new"}


def test_two_runs_of_one_set_do_not_share_it(tmp_path: Path) -> None:
    with Journal(tmp_path, "key") as journal:
        with pytest.raises(JournalFailed, match="Another run of these very cases is under way"):
            Journal(tmp_path, "key")
        journal.add(ONE)
    with Journal(tmp_path, "key") as again:
        assert set(again.done) == {"one"}


def test_a_case_that_ended_in_an_error_is_asked_again(tmp_path: Path) -> None:
    with Journal(tmp_path, "key") as journal:
        journal.add(result(Status.ERROR, Status.ANSWERED, id="lost"))
        journal.add(TWO)
    with Journal(tmp_path, "key") as again:
        assert set(again.done) == {"two"}


def test_the_key_changes_with_all_that_shapes_results() -> None:
    keys = {
        journal_key([case()], "index", {}),
        journal_key([case(question="Other?")], "index", {}),
        journal_key([case()], "other", {}),
        journal_key([case()], "index", {"program_hash": "other"}),
    }
    assert len(keys) == 4
    assert journal_key([case()], "index", {}) in keys


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalFailed, match=r"cannot be kept in .*key\.jsonl' \(Not a directory\)"):
        Journal(tmp_path / "file" / "folder", "key")


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the end of the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(JournalFailed, match=r"\(File too large\)"):
            _fill(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def _fill(folder: Path) -> None:
    with Journal(folder, "key") as journal:
        for _ in range(3):
            journal.add(ONE)
