"""Importing a module does nothing: no model, no store, no folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    f"{package}.{path.stem}"
    for package in ("corpus", "index")
    for path in sorted((ROOT / package).glob("*.py"))
    if path.stem != "__init__"
]
HEAVY = ("torch", "chromadb", "sentence_transformers", "transformers", "gradio", "bm25s")
SCRIPT = """
import importlib, logging, sys
handlers = list(logging.getLogger().handlers)
for name in sys.argv[1].split(","):
    importlib.import_module(name)
assert logging.getLogger().handlers == handlers
print(",".join(name for name in sys.argv[2].split(",") if name in sys.modules))
"""


def imported(modules: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, ",".join(modules), ",".join(HEAVY)],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={"HOME": str(folder), "PATH": ""},
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_no_module_loads_a_model_or_a_store_or_makes_a_folder(tmp_path: Path) -> None:
    assert len(MODULES) > 20
    assert imported([m for m in MODULES if m != "index.retriever"], tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_the_retriever_loads_no_store_either(tmp_path: Path) -> None:
    assert "chromadb" not in imported(["index.retriever"], tmp_path)


@pytest.mark.parametrize("module", ["index.minilm", "index.vectors", "index.lexical"])
def test_an_adapter_alone_loads_nothing_of_its_vendor(tmp_path: Path, module: str) -> None:
    assert imported([module], tmp_path) == ""
