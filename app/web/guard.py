"""What stands before every route: only the paths that the page needs, only small bodies.

Pure ASGI. Knows nothing of questions and nothing of Gradio but the paths its page was seen to ask
for; all its other routes (uploads, file and proxy fetching, monitoring, API pages, …) do not exist.
"""

from __future__ import annotations

import json
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 64 * 1024

ALLOWED = tuple(
    (methods, re.compile(path))
    for methods, path in (
        ({"GET", "HEAD"}, r"/"),
        ({"GET", "HEAD"}, r"/healthz"),
        ({"GET", "HEAD"}, r"/readyz"),
        ({"POST"}, r"/api/ask"),
        ({"GET", "HEAD"}, r"/left/[a-z]{2}"),
        ({"GET", "HEAD"}, r"/page/[0-9a-f]{12}/(fonts/)?[a-z0-9-]+\.(css|js|woff2)"),
        ({"POST"}, r"/api/feedback"),
        ({"GET", "HEAD"}, r"/assets/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.(js|css)"),
        ({"GET", "HEAD"}, r"/static/js/iframeResizer\.contentWindow\.min\.js"),
        ({"GET", "HEAD"}, r"/theme\.css"),
        ({"GET"}, r"/gradio_api/app_id"),
        ({"GET"}, r"/gradio_api/heartbeat/[a-z0-9]{1,32}"),
        ({"POST"}, r"/gradio_api/queue/join"),
        ({"GET"}, r"/gradio_api/queue/data"),
    )
)


class AllowList:
    """Answers 404 to everything but `ALLOWED`, and closes every websocket."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and not allowed(scope["method"], scope["path"]):
            await refuse(send, 404, "Not found.")
        else:
            await self._app(scope, receive, send)


class BodyLimit:
    """Answers 413 to a body of more than `BODY_LIMIT` bytes, whatever its headers say of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call: the (small) body is read here, then handed on whole."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > BODY_LIMIT:
                await refuse(send, 413, "That is too much text.")
                return
        replayed = False

        async def replay() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


def allowed(method: str, path: str) -> bool:
    """Whether the page needs this.

    Example: `allowed("POST", "/gradio_api/upload")` is False.
    """
    return any(method in methods and pattern.fullmatch(path) for methods, pattern in ALLOWED)


async def refuse(send: Send, status: int, sentence: str) -> None:
    """Sends `{"error": sentence}`, closing the connection, for its body may not have been read."""
    body = json.dumps({"error": sentence}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
