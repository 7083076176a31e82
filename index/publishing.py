"""A generation that waits becomes the live one. Knows nothing of why it is good enough."""

from __future__ import annotations

from filelock import Timeout

from index.build import whole_live
from index.errors import BuildFailed, Damaged
from index.generations import Generations
from index.manifest import Manifest, read_manifest
from index.verify import verify_in_process


def publish_waiting(generations: Generations, name: str) -> Manifest:
    """Make a generation that waits the live one; the live one is kept for a roll-back.

    It is verified once more: it may have waited for long.

    Args:
        generations: where it stands.
        name: as `Generations.waiting` gives it.

    Returns:
        Its manifest.

    Raises:
        BuildFailed: it waits no more, it is damaged, another process is building, or the disk does
            not let us. What was live is so still.

    Example: `publish_waiting(generations, generations.waiting())`
    """
    folder = generations.folder(name)
    try:
        with generations.build_lock().acquire(timeout=0):
            if generations.waiting() != name:
                raise BuildFailed(
                    f"Generation {folder.stem} waits no more; another took its place."
                )
            with generations.open_lock():
                verify_in_process(folder)
            fallback = whole_live(generations)
            published = generations.release(folder)
            generations.publish(published, fallback)
    except Timeout as error:
        raise BuildFailed("Another process is building this index; try again shortly.") from error
    except Damaged as error:
        raise BuildFailed(f"Generation {folder.stem} is damaged: {error}.") from error
    except OSError as error:
        raise BuildFailed(
            f"The index could not be published ({error.strerror or error}); "
            "nothing live was changed."
        ) from error
    return read_manifest(generations.folder(published))
