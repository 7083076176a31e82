"""What can go wrong with an index. A message is one plain sentence that says what to do."""

from __future__ import annotations


class IndexFault(Exception):
    """Root of the index's errors."""


class Damaged(IndexFault):
    """A generation is missing files, or does not find what was put into it."""


class BuildFailed(IndexFault):
    """A generation could not be built or published; the live one is as it was."""


class Unavailable(IndexFault):
    """No generation can be searched."""
