"""Whether a generation fits the running program and the library. Knows nothing of its contents."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.passages import Splitting
from index.generations import Generations
from index.manifest import read_manifest


def misfit(
    generations: Generations,
    name: str,
    encoder: str,
    library: str | None,
    models: Mapping[str, str],
) -> str | None:
    """Why a generation does not fit, in words that follow "The index …"; None where it fits.

    Args:
        generations: where it stands, and which selection of the library belongs there.
        name: of the generation.
        encoder: the name of the running encoder.
        library: hash of the library's present text; None accepts any.
        models: the running program's models and their hashes.

    Raises:
        Damaged: its manifest is missing or cannot be read.
    """
    manifest = read_manifest(generations.folder(name))
    if manifest.selection is not generations.selection:
        return f"serves '{manifest.selection}' pages, and '{generations.selection}' are wanted"
    if manifest.encoder != encoder:
        return f"was built by the encoder {manifest.encoder}, and {encoder} is running"
    if manifest.splitting != Splitting().as_dict():
        return "was split by other rules than the present ones"
    if manifest.models != dict(models):
        return "was built for other models than the running ones"
    if library is not None and manifest.library_hash != library:
        return "is of another state of the library than the present one"
    return None
