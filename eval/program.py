"""Which program made a result: a hash over its code and its data files."""

from __future__ import annotations

import hashlib
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("app", "corpus", "eval", "index")
# The library and the sets have hashes of their own; they are not the program.
_LEFT_OUT = (Path("corpus", "documents"), Path("eval", "sets"))


def program_hash(root: Path = _ROOT) -> str:
    """SHA-256 over every file of the four packages: rules, weights, texts and code.

    Two runs with the same hash, on the same generation of the index, were made the same way.

    Args:
        root: the folder of the packages.
    """
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*")):
            name = path.relative_to(root)
            if path.is_file() and "__pycache__" not in name.parts and not _is_data(name):
                digest.update(f"{name.as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_data(name: Path) -> bool:
    return any(name.is_relative_to(folder) for folder in _LEFT_OUT)
