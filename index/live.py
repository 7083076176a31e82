"""The one opened generation of a running program: opened in the background, reopened when lost.

Knows nothing of questions. Safe to use from many threads.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from index.errors import IndexFault, Unavailable
from index.search import Search

_log = logging.getLogger(__name__)
RETRY = 30.0
_IN_HAND = 60.0
"""Seconds after which no question is in hand that began on a generation that was replaced."""


class LiveSearch:
    """Holds what `open_search` returns.

    Args:
        opener: opens the index, building it where there is none; raises Unavailable.
        retry: seconds after a failure before a question makes it try again.
    """

    def __init__(self, opener: Callable[[], Search], retry: float = RETRY) -> None:
        self._opener = opener
        self._retry = retry
        self._lock = threading.Lock()
        self._settled = threading.Event()
        self._opening = False
        self._search: Search | None = None
        self._fault = "The index is being opened."
        self._failed_at = float("-inf")

    def start(self) -> None:
        """Begin to open the index, unless it is open or being opened; return at once."""
        with self._lock:
            rests = time.monotonic() - self._failed_at < self._retry
            if self._opening or self._search is not None or rests:
                return
            self._opening = True
            self._settled.clear()
        threading.Thread(target=self._open, name="open-index", daemon=True).start()

    def get(self) -> Search:
        """The opened index, waited for while it is being opened or built.

        Raises:
            Unavailable: it cannot be opened; the message says why.
        """
        self.start()
        self._settled.wait()
        with self._lock:
            if self._search is None:
                raise Unavailable(self._fault)
            return self._search

    def peek(self) -> Search | None:
        """The opened index, or None at once where none is open."""
        with self._lock:
            return self._search

    def fault(self) -> str | None:
        """Why nothing can be searched at present, in a plain sentence; None where it can."""
        with self._lock:
            return None if self._search is not None else self._fault

    def opening(self) -> bool:
        """Whether the index is being opened just now."""
        with self._lock:
            return self._opening

    def lost(self, search: Search, why: IndexFault) -> None:
        """Say that `search` failed, so that the index is opened anew for the next question."""
        with self._lock:
            if self._search is not search:
                return
            self._search = None
            self._fault = f"The index was lost ({why}) and is being opened again."
        _log.error("The index was lost while it was searched: %s.", why)
        self.start()

    def renew(self) -> None:
        """Open what is live by now and let it take the place of what is open; returns when done.

        Questions are answered by the open one until then, and those in hand to their end. Where
        the new one cannot be opened, the open one stays.
        """
        old = self.peek()
        if old is None:
            return
        try:
            fresh = self._opener()
        except IndexFault as error:
            _log.error("A new index cannot be opened, the open one serves on: %s", error)
            return
        with self._lock:
            if self._search is not old or fresh.manifest.name == old.manifest.name:
                return  # lost meanwhile and reopened, or there is nothing newer that is whole
            self._search = fresh
        _log.warning("The index %s is searched from now on.", fresh.manifest.name)
        closing = threading.Timer(_IN_HAND, old.close)
        closing.daemon = True
        closing.start()

    def _open(self) -> None:
        search: Search | None = None
        fault = "The index could not be opened; the log says why."
        try:
            search = self._opener()
        except IndexFault as error:
            fault = str(error)
            _log.error("No question can be answered: %s", error)
        finally:
            with self._lock:
                self._search, self._fault, self._opening = search, fault, False
                self._failed_at = float("-inf") if search else time.monotonic()
            self._settled.set()
