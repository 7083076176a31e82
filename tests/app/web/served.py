"""An application on a real port of this machine, for as long as a `with` lasts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def serve(app: FastAPI, port: int = 0) -> Iterator[str]:
    """Serves it by uvicorn in a thread; gives its address."""
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="info", timeout_graceful_shutdown=1, ws="none")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    host, real_port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{real_port}"
    finally:
        server.should_exit = True
        thread.join(10)
