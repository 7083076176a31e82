"""How many pages of the library are served, and why others are not, in a sentence for the start.

Looks at what documents say of themselves. Knows nothing of indexes.
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import BadLibrary, NothingServed
from corpus.library import read_heads
from corpus.selection import LeftOut, Selection, tally


def served_pages(folder: Path, selection: Selection) -> str:
    """What is served of the library in `folder`, and what is left out and why.

    A library that cannot be read is said, and refuses nothing: what was indexed last serves on.

    Raises:
        NothingServed: there are pages, and none of them may be served.

    Example: `served_pages(folder, Selection.ALL)` gives `"Pages served: 3 of 3; left out: 0."`
    """
    try:
        heads, problems = read_heads(folder)
    except BadLibrary as error:
        return str(error)
    counted = tally((head.review for head in heads), selection)
    if heads and not counted.served:
        drafts = any(reason is not LeftOut.WITHDRAWN for reason, _ in counted.left_out)
        other = ", or serve drafts too with IMMUNOQA_LIBRARY=all" if drafts else ""
        raise NothingServed(
            f"No page of '{folder}' may be served ({counted.reasons()}): "
            f"approve one with `immunoqa corpus review`{other}."
        )
    left_out = len(heads) - counted.served
    why = f" ({counted.reasons()})" if left_out else ""
    said = f"Pages served: {counted.served} of {len(heads)}; left out: {left_out}{why}."
    if problems:
        said += f" {len(problems)} faults: `immunoqa corpus list` names what cannot be read."
    return said
