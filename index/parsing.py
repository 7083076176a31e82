"""One hash of all that turns a document into the lines of a generation: our own code and its parts.

Where it is the same, the same file gives the same lines, and they need not be made again.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version

from corpus.passages import Splitting

_PARTS = ("markdown-it-py", "pysbd", "PyStemmer", "PyYAML")
_OURS = ("entries.py", "passage_file.py", "stopwords.txt", "words.py")


@cache
def parsing_hash() -> str:
    """SHA-256 of the package `corpus`, of what follows on it here, and of their parts' versions.

    Example: `parsing_hash() == manifest.parsing`
    """
    digest = sha256(repr(Splitting().as_dict()).encode())
    for part in _PARTS:
        digest.update(f"{part} {version(part)}\n".encode())
    modules = [f for f in resources.files("corpus").iterdir() if f.name.endswith(".py")]
    ours = [resources.files(__package__).joinpath(name) for name in _OURS]
    for module in (*sorted(modules, key=lambda file: file.name), *ours):
        digest.update(module.name.encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()
