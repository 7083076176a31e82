"""A trained reader that is missing or damaged gives way to the first, and says so."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import app
from app.reading.adapter import FILE as ADAPTER
from app.reading.cross_encoder import FILE, CrossEncoder, load_network
from app.reading.errors import ReaderUnavailable
from app.reading.opening import open_reader
from app.reading.trained_weights import load_trained_weights

_SAY = """
import json, logging
logging.basicConfig(format="%(message)s")
from app.reading.opening import open_reader
print(json.dumps(open_reader(trained=True).about["name"]))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program whose files can be damaged."""
    root = Path(app.__file__).parents[1]
    for name in ("app", "index", "corpus"):
        leave_out = shutil.ignore_patterns("documents", "__pycache__")
        shutil.copytree(root / name, tmp_path / name, ignore=leave_out)
    return tmp_path


def opened(copy: Path) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", _SAY], cwd=copy, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout), done.stderr


def test_the_trained_reader_opens_from_its_files(copy: Path) -> None:
    assert opened(copy) == ("trained", "")


@pytest.mark.parametrize("name", [FILE, ADAPTER, "trained.json"])
def test_a_missing_file_is_told_and_the_first_reader_serves(copy: Path, name: str) -> None:
    (copy / "app" / "reading" / name).unlink()
    reader, said = opened(copy)
    assert reader == "first"
    assert f"The trained reader cannot be used: {name} cannot be read. The first reader" in said


@pytest.mark.parametrize("name", [FILE, ADAPTER, "trained.json"])
def test_a_damaged_file_is_told_and_the_first_reader_serves(copy: Path, name: str) -> None:
    path = copy / "app" / "reading" / name
    held = bytearray(path.read_bytes())
    held[len(held) // 2 :] = b"\x00" * 20
    path.write_bytes(bytes(held))
    reader, said = opened(copy)
    assert reader == "first"
    assert "The trained reader cannot be used" in said


def test_bytes_that_are_no_network_are_refused() -> None:
    with pytest.raises(ReaderUnavailable, match="the network cannot be run"):
        CrossEncoder(b"no network")


def test_the_first_reader_is_had_where_it_is_wanted() -> None:
    assert open_reader(trained=False).about["name"] == "first"


def test_the_network_reads_pairs_in_any_number_and_order_alike() -> None:
    network = CrossEncoder(load_network(load_trained_weights().network))
    pairs = [("does it itch", f"Skin: Number {n} itches {'much ' * n}.") for n in range(30)]
    forth, back = network.judge(pairs), network.judge(pairs[::-1])[::-1]
    assert forth.shape == (30, 2)
    assert abs(forth - back).max() < 0.3
    assert network.judge([]).shape == (0, 2)
