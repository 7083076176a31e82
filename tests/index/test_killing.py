"""kill -9 during `immunoqa index build`, at 20 moments: the live generation always answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.generations import Generations
from index.hashing import HashingEncoder
from index.search import Search
from index.verify import verify

MOMENTS = 20
PAGES = 30
QUESTION = "which remedy soothes complaint seventeen"


def start_build(documents: Path, data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "app", "index", "build"]
    return subprocess.Popen(
        [*command, "--documents", str(documents), "--data-dir", str(data)],
        env=os.environ | {"IMMUNOQA_ENCODER": "hashing"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def write_page(documents: Path, page: int, version: int) -> None:
    names = {17: "seventeen"}
    name = names.get(page, f"number{page}")
    lines = [f"Fact {n} of version {version} is about item{page}x{n}." for n in range(12)]
    (documents / f"page{page}.md").write_text(
        f"# Page {page}\n\nRemedy {name} soothes complaint {name}.\n\n" + " ".join(lines)
    )


def answers(generations: Generations) -> str:
    """Open the live generation as any reader would; gives its name."""
    live = generations.pointer().live
    assert live is not None
    folder = generations.folder(live)
    verify(folder)
    search = Search.open(folder, HashingEncoder())
    try:
        assert len(search.passages) == PAGES
        assert search.find(QUESTION)[0].passage.document == "page17"
    finally:
        search.close()
    return live


@pytest.mark.timeout(240)
def test_the_live_generation_survives_every_kill(tmp_path: Path) -> None:
    documents, data = tmp_path / "documents", tmp_path / "data"
    documents.mkdir()
    for page in range(PAGES):
        write_page(documents, page, 0)
    generations = Generations.of(data, documents)

    assert start_build(documents, data).wait() == 0
    write_page(documents, 3, 1)
    started = time.monotonic()
    assert start_build(documents, data).wait() == 0
    duration = time.monotonic() - started

    killed = unfinished = 0
    for moment in range(MOMENTS):
        write_page(documents, 3, moment + 2)
        build = start_build(documents, data)
        time.sleep(duration * moment / MOMENTS)
        if moment % 2:
            os.kill(build.pid, signal.SIGKILL)
        else:
            os.killpg(build.pid, signal.SIGKILL)
        killed += build.wait() == -signal.SIGKILL
        unfinished += any(generations.root.glob("generations/*.building"))
        answers(generations)

    assert killed > MOMENTS * 0.7
    assert unfinished > 3, "no kill came while a generation was being made"
    before = generations.pointer().live
    assert start_build(documents, data).wait() == 0
    assert answers(generations) != before
    assert not any(generations.root.glob("generations/*.building"))
    assert len(generations.names()) == 2
