"""One of our modules run as a process of its own, which may die of what it reads.

It can be started before it is needed, so that it loads what it needs meanwhile. Knows nothing of
what it does.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence

from index.closing import Closing
from index.errors import Damaged

_DAMAGED = 3


class OwnProcess(Closing):
    """A started module, whose main calls `serve`. It is given its arguments once, and ends.

    Example: `with OwnProcess("index.verify") as process: process.run([str(folder)])`
    """

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, arguments: Sequence[str]) -> str:
        """What the module says of some arguments.

        Raises:
            Damaged: it found damage, or the process died.
        """
        out, errors = self._process.communicate(json.dumps(list(arguments)))
        if self._process.returncode:
            said = errors.strip().splitlines()
            told = self._process.returncode == _DAMAGED and said
            raise Damaged(said[-1] if told else "its vector store is corrupt")
        return out

    def close(self) -> None:
        """End it, whether it was run or not."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def serve(answer: Callable[[list[str]], str]) -> None:
    """Answer for this process, and end it; damage is named in its last line."""
    given = sys.stdin.read()
    if not given:
        return  # the process that started this one needs no answer, or is gone
    try:
        print(answer(json.loads(given)))
    except Damaged as error:
        print(error, file=sys.stderr)
        sys.exit(_DAMAGED)
