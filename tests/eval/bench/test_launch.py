from __future__ import annotations

import sys
from pathlib import Path

from eval.bench.launch import launch


def test_a_command_is_timed_and_its_memory_is_its_own(tmp_path: Path) -> None:
    ours = bytearray(200 * 2**20)  # what this process holds is not counted
    ours[::4096] = b"x" * len(ours[::4096])
    small = launch([sys.executable, "-c", "import time; time.sleep(0.3)"], tmp_path)
    large = launch([sys.executable, "-c", "x = b'1' * (100 * 2**20)"], tmp_path)

    assert 0.3 <= small.seconds < 5
    assert small.mebibytes < 60
    assert large.mebibytes - small.mebibytes > 80


def test_a_command_runs_in_its_folder_and_its_exit_code_is_told(tmp_path: Path) -> None:
    command = "import pathlib; pathlib.Path('here').touch(); print('noise'); raise SystemExit(3)"

    done = launch([sys.executable, "-c", command], tmp_path)

    assert done.code == 3
    assert (tmp_path / "here").exists()
