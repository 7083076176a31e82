"""The files that were fitted together and come with the package, told apart by their hash."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources

from app.reading.errors import ReaderUnavailable


def fitted_file(name: str, digest: str) -> bytes:
    """The bytes of a file beside this module.

    Args:
        name: of the file.
        digest: SHA-256 of the file in hexadecimal.

    Raises:
        ReaderUnavailable: the file is missing or is another.
    """
    try:
        held = resources.files("app.reading").joinpath(name).read_bytes()
    except OSError as error:
        raise ReaderUnavailable(f"{name} cannot be read") from error
    if sha256(held).hexdigest() != digest:
        raise ReaderUnavailable(f"{name} is not the file that its weights were fitted with")
    return held
