"""The generations of one library's index on disk: which is live, which came before.

A generation is a folder that never changes once built. It is named `….building` until it is whole,
and `….waiting` where it is not to be live yet. One small file names the live one and is replaced
atomically; readers follow it, nothing else. Knows nothing of what is in a generation.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter

from corpus.selection import Selection
from index.errors import Damaged, Unavailable

_BUILDING = ".building"
_WAITING = ".waiting"
_SYNCING = 8


@dataclass(frozen=True, slots=True)
class Pointer:
    """The live generation and the one before it, by name.

    `pinned` is set by a roll-back: somebody chose that generation over the library's present
    text, and it stays until the next build.
    """

    live: str | None = None
    previous: str | None = None
    pinned: bool = False


_POINTER = TypeAdapter(Pointer)


class Generations:
    """Generations under one root folder, all of them of one selection of a library's documents.

    Example: `Generations.of(Path(".immunoqa"), Path("corpus/documents")).pointer().live`
    """

    def __init__(self, root: Path, selection: Selection = Selection.ALL) -> None:
        self.root = root
        self.selection = selection

    @classmethod
    def of(
        cls, data_dir: Path, documents: Path, selection: Selection = Selection.ALL
    ) -> Generations:
        """The generations of what is served of `documents`: a root for each folder and selection.

        So a page of drafts for staff and one of reviewed pages never take each other's index.
        """
        resolved = documents.resolve()
        digest = hashlib.sha256(str(resolved).encode()).hexdigest()[:10]
        kind = "" if selection is Selection.ALL else f"-{selection}"
        return cls(data_dir / "index" / f"{resolved.name}-{digest}{kind}", selection)

    def make_root(self) -> None:
        """Make the root folder. Raises Unavailable where the disk does not let us."""
        try:
            (self.root / "generations").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(
                f"The index cannot be stored in '{self.root}' ({error.strerror}); "
                "free the disk or choose another folder with --data-dir."
            ) from error

    def folder(self, name: str) -> Path:
        """Where a generation of that name stands."""
        return self.root / "generations" / name

    def build_lock(self) -> FileLock:
        """Held by the one process that builds, publishes or rolls back; freed if it is killed."""
        return FileLock(self.root / "build.lock")

    def open_lock(self) -> FileLock:
        """Held while a vector store is opened: concurrent first opens can fail."""
        return FileLock(self.root / "open.lock")

    def pointer(self) -> Pointer:
        """Which generation is live; where the file is lost or unreadable, the newest one is.

        Raises:
            Unavailable: the disk does not let us read the file.
        """
        path = self.root / "live.json"
        try:
            return _POINTER.validate_json(path.read_bytes())
        except (FileNotFoundError, ValueError):
            newest, before, *_ = [*reversed(self.names()), None, None]
            return Pointer(newest, before)
        except OSError as error:
            raise Unavailable(f"'{path}' cannot be read ({error.strerror}).") from error

    def names(self) -> list[str]:
        """Every published generation, oldest first (a name begins with its time of building)."""
        return [p.name for p in self._folders() if p.suffix not in (_BUILDING, _WAITING)]

    def waiting(self) -> str | None:
        """The whole generation that waits to be published, the newest of them; None without one."""
        return next((p.name for p in reversed(self._folders()) if p.suffix == _WAITING), None)

    def begin(self, name: str) -> Path:
        """Where a generation of that name is built, until it is whole."""
        return self.folder(name + _BUILDING)

    def hold(self, built: Path) -> str:
        """Let a whole generation wait to be published, in place of one that waits; its name."""
        earlier = self.waiting()
        name = built.stem + _WAITING
        built.rename(self.folder(name))
        sync_folder(built.parent)
        if earlier is not None:
            shutil.rmtree(self.folder(earlier), ignore_errors=True)
        return name

    def release(self, whole: Path) -> str:
        """Give a generation that was built just now, or waits, the name under which it is served.

        It is not live before `publish`.
        """
        whole.rename(self.folder(whole.stem))
        sync_folder(whole.parent)
        return whole.stem

    def publish(self, name: str, previous: str | None) -> None:
        """Make a generation live, keep `previous` for a roll-back, and remove all others."""
        self._write(Pointer(live=name, previous=previous))
        for old in (*self.names(), self.waiting()):
            if old not in (name, previous, None):
                shutil.rmtree(self.folder(old), ignore_errors=True)

    def roll_back(self) -> Pointer:
        """Make the previous generation live, and pin it; a second roll-back returns.

        Raises:
            Damaged: there is no previous generation.
        """
        pointer = self.pointer()
        if pointer.previous is None or not self.folder(pointer.previous).is_dir():
            raise Damaged("there is no earlier generation to roll back to")
        turned = replace(pointer, live=pointer.previous, previous=pointer.live, pinned=True)
        self._write(turned)
        return turned

    def clear_unfinished(self) -> None:
        """Remove what killed builds left behind. Call it with the build lock held."""
        for path in self._folders():
            if path.suffix == _BUILDING:
                shutil.rmtree(path, ignore_errors=True)

    def _folders(self) -> list[Path]:
        parent = self.root / "generations"
        return sorted(p for p in parent.iterdir() if p.is_dir()) if parent.is_dir() else []

    def _write(self, pointer: Pointer) -> None:
        path = self.root / "live.json"
        draft = path.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(pointer), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        sync_folder(self.root)


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Make every file and folder below `folder` durable."""
    found = [*folder.rglob("*"), folder]
    with ThreadPoolExecutor(_SYNCING) as pool:  # many at a time share one write of the journal
        list(pool.map(_sync_file, (path for path in found if not path.is_dir())))
    for path in found:
        if path.is_dir():
            sync_folder(path)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
