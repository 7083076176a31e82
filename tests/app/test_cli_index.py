"""`immunoqa index …`: every outcome has a plain sentence and its exit code."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from index.generations import Generations

Run = Callable[[str], Result]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fever.md").write_text("# Fever\n\nA fever of 38 C needs a call at once.\n")
    return folder


@pytest.fixture
def generations(tmp_path: Path, documents: Path) -> Generations:
    return Generations.of(tmp_path / "data", documents)


@pytest.fixture
def run(tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one `immunoqa index` command on the test's library."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMMUNOQA_ENCODER", "hashing")
    options = ["--documents", str(documents), "--data-dir", str(tmp_path / "data")]
    return lambda command: CliRunner().invoke(app, ["index", command, *options])


def test_before_there_is_an_index_every_command_says_so(run: Run) -> None:
    said = "There is no index yet; `immunoqa index build` makes one."
    none = run("diff")
    assert (none.exit_code, none.output.strip()) == (
        1,
        "There are no two generations to compare; build another first.",
    )
    for command in ("status", "verify"):
        result = run(command)
        assert (result.exit_code, result.output.strip()) == (1, said)
    result = run("rollback")
    assert result.exit_code == 1
    assert result.output == (
        "Nothing was rolled back: there is no earlier generation to roll back to.\n"
    )


def test_a_generation_is_built_checked_made_stale_and_rolled_back(
    run: Run, documents: Path, generations: Generations
) -> None:
    built = run("build")
    first = generations.pointer().live
    assert built.exit_code == 0
    assert f"Generation {first} is live: 1 files, 1 passages, 3 texts." in built.output
    assert run("verify").output == f"Generation {first} finds every one of its texts.\n"
    assert run("status").output == f"{first}: live, 1 passages, fits the library\n"

    (documents / "rash.md").write_text("# Rash\n\nA rash may itch.\n")
    stale = run("status")
    assert stale.exit_code == 1
    assert "it is of another state of the library than the present one" in stale.output

    assert run("build").exit_code == 0
    second = generations.pointer().live
    assert run("diff").output == (
        "+ rash#rash/1: A rash may itch.\n"
        f"From {first} to {second}: 1 passages came, 0 went, 0 changed, 1 are the same.\n"
    )
    back = run("rollback")
    assert (
        back.output == f"Generation {first} is live, as it was built; the next build ends that.\n"
    )
    pinned = run("status")
    assert pinned.exit_code == 0
    assert "The live generation was chosen by a roll-back; a build ends that." in pinned.output

    (generations.folder(str(second)) / "vectors.npy").write_bytes(b"")
    refused = run("rollback")
    assert refused.exit_code == 1
    assert refused.output == (
        "Nothing was rolled back: its file 'vectors.npy' is not as it was written.\n"
    )
    assert generations.pointer().live == first

    shutil.rmtree(generations.folder(str(first)))
    damaged = run("verify")
    assert damaged.exit_code == 1
    assert damaged.output == f"Generation {first} is damaged: its manifest is missing.\n"


def test_a_second_builder_and_a_roll_back_during_a_build_are_refused(
    run: Run, generations: Generations
) -> None:
    generations.make_root()
    with generations.build_lock():
        for command in ("build", "rollback"):
            result = run(command)
            assert result.exit_code == 1
            assert "Another process is building this index; try again shortly." in result.output


def test_a_bad_library_and_a_folder_in_the_way_are_said(
    run: Run, documents: Path, tmp_path: Path
) -> None:
    (documents / "empty.md").write_text("")
    result = run("build")
    assert result.exit_code == 1
    assert "empty.md: it is empty." in result.output
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").write_text("in the way")
    for command in ("build", "verify", "rollback"):
        result = run(command)
        assert result.exit_code == 1
        assert "cannot be stored in" in result.output
        assert "Traceback" not in result.output
