"""`corpus import`: what it writes, says and exits with."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from app.cli_corpus_import import import_files
from corpus.library import load_library

commands = typer.Typer()
commands.command("import")(import_files)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    hidden = '<p style="display:none">Buy our tea today.</p>'
    (folder / "rash.html").write_text(f"<h1>Rash</h1><p>It itches.</p>{hidden}", encoding="utf-8")
    (folder / "fever.txt").write_text("FEVER\n\nCall us at once.\n", encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    return folder


def test_one_file_becomes_a_draft_and_what_is_set_aside_is_told(
    given: Path, tmp_path: Path
) -> None:
    done = run(given / "rash.html", "--into", tmp_path / "library")
    assert done.exit_code == 0
    assert "rash.html: draft" in done.stdout
    assert "1 set aside in" in done.stdout
    assert "1 display: none: after the heading 'Rash'" in done.stdout
    assert (tmp_path / "library" / ".quarantine" / "rash.quarantine.md").exists()
    assert done.stderr == ""


def test_one_bad_file_does_not_stop_the_others(given: Path, tmp_path: Path) -> None:
    into = tmp_path / "library"
    done = run(given / "empty.pdf", given / "rash.html", given / "fever.txt", "--into", into)
    assert done.exit_code == 1
    assert "empty.pdf: it is empty;" in done.stderr
    assert "2 imported, 1 not." in done.stdout
    assert [document.id for document in load_library(into).documents] == ["fever", "rash"]


def test_a_second_import_needs_replace(given: Path, tmp_path: Path) -> None:
    arguments = (given / "rash.html", "--into", tmp_path / "library")
    assert run(*arguments).exit_code == 0
    again = run(*arguments)
    assert again.exit_code == 1
    assert "give --replace" in again.stderr
    assert run(*arguments, "--replace").exit_code == 0


def test_without_into_the_library_of_the_settings_is_written(given: Path, tmp_path: Path) -> None:
    done = run(given / "fever.txt", "--documents", tmp_path / "mine")
    assert done.exit_code == 0
    assert (tmp_path / "mine" / "fever.md").exists()
