"""Where a generation's texts and the graph of its vector store part.

Chroma's graph of neighbours is approximate. Among many near-identical texts it leaves some with no
neighbour that leads to them; a wider search does not find them, and putting them in again loses
others. So they are compared one by one, beside the graph. New texts are too, and those that are
gone are passed over: a graph that nothing is done to finds what it found when every text of it was
looked up. Knows nothing of how a question is compared.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.errors import Damaged

FILE = "beside.json"


@dataclass(frozen=True, slots=True)
class Beside:
    """Keys of texts.

    `lost` are in the graph, which does not lead to them; `new` are not in it; `gone` are in it and
    are no texts of the generation any more.
    """

    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Those that are compared one by one."""
        return self.lost + self.new

    def write(self, folder: Path) -> None:
        """Write them into their generation's folder."""
        (folder / FILE).write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")


def read_beside(folder: Path) -> Beside:
    """Those of a generation. Raises Damaged where their file is missing or cannot be read."""
    try:
        return TypeAdapter(Beside).validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise Damaged(f"its {FILE} cannot be read") from error
