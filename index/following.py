"""A running program follows its library: what another process publishes is searched soon after.

Looks at the pointer of the generations, and at nothing else. Knows nothing of questions.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from index.errors import IndexFault
from index.live import LiveSearch

_log = logging.getLogger(__name__)
EVERY = 1.0


class Follower:
    """Renews an opened index when another generation has become live, be it newer or older.

    Args:
        live: the opened index.
        current: the name of the generation that is live now, None where there is none; may raise
            IndexFault.
        every: seconds between two looks.

    Example: `Follower(live, lambda: generations.pointer().live).start()`
    """

    def __init__(
        self, live: LiveSearch, current: Callable[[], str | None], every: float = EVERY
    ) -> None:
        self._live = live
        self._current = current
        self._every = every
        self._tried: str | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="follow-index", daemon=True)

    def start(self) -> None:
        """Begin to look, in the background, unless that was begun; returns at once."""
        if self._thread.ident is None:
            self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()

    def look(self) -> None:
        """Look once. What could not be opened is tried once only."""
        try:
            name = self._current()
        except IndexFault as error:
            _log.error("It is not known which index is live: %s", error)
            return
        search = self._live.peek()
        if search is None or name in (None, search.manifest.name, self._tried):
            return
        self._tried = name
        self._live.renew()

    def _follow(self) -> None:
        while not self._ended.wait(self._every):
            self.look()
