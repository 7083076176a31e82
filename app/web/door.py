"""Gradio's own protocol, let in only in the shape that the page itself sends.

Gradio answers a forged event with a fault and repeats the input in its messages. So a question
that comes this way is read and written anew here: known events, plain strings, no client state.
Pure ASGI. Knows nothing of what the events do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.guard import refuse

JOIN = "/gradio_api/queue/join"
DATA = "/gradio_api/queue/data"
_SESSION = re.compile(r"[a-z0-9]{1,32}")
_HOST = re.compile(rb"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9a-fA-F:.]{2,45}\](:\d{1,5})?")
_HOST_HEADERS = frozenset({b"host", b"x-forwarded-host"})


class QueueDoor:
    """Lets well-formed events through, and no query but the session's.

    `events` maps the number of an event to how many inputs it has.
    """

    def __init__(self, app: ASGIApp, events: Mapping[int, int], sentence: str) -> None:
        self._app = app
        self._events = events
        self._sentence = sentence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call; what is not well formed gets 422 and one sentence."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        kept = [pair for pair in scope["headers"] if not pair[0].startswith(b"x-gradio")]
        scope = {**scope, "headers": kept}
        hosts = [value for name, value in scope["headers"] if name in _HOST_HEADERS]
        query = scope["query_string"].decode("latin-1")
        if not all(_HOST.fullmatch(host) for host in hosts):
            await refuse(send, 400, self._sentence)
        elif scope["path"] == DATA:
            name, _, session = query.partition("=")
            if name == "session_hash" and _SESSION.fullmatch(session):
                await self._app(scope, receive, send)
            else:
                await refuse(send, 422, self._sentence)
        elif scope["path"] == JOIN:
            await self._join(scope, receive, send)
        else:
            await self._app({**scope, "query_string": b""}, receive, send)

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()  # whole: the body limit stands before this
        try:
            body = clean_event(message.get("body", b""), self._events)
        except ValueError:
            await refuse(send, 422, self._sentence)
            return
        headers = [pair for pair in scope["headers"] if pair[0] != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        given = False

        async def rewritten() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app({**scope, "headers": headers, "query_string": b""}, rewritten, send)


def clean_event(body: bytes, events: Mapping[int, int]) -> bytes:
    """An event as the page sends it: what was typed, and nothing else of the client's.

    Raises:
        ValueError: it is not an event of ours.
    """
    try:
        event = json.loads(body.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(event, dict):
        raise ValueError("not an event")
    number, data, session = (event.get(key) for key in ("fn_index", "data", "session_hash"))
    if type(number) is not int or number not in events:
        raise ValueError("no such event")
    if not isinstance(session, str) or not _SESSION.fullmatch(session):
        raise ValueError("not a session")
    if not isinstance(data, list) or len(data) != events[number]:
        raise ValueError("not its inputs")
    trigger = event.get("trigger_id")
    return json.dumps(
        {
            "data": [_typed(value) for value in data],
            "event_data": None,
            "fn_index": number,
            "trigger_id": trigger if type(trigger) is int and 0 <= trigger < 2**31 else None,
            "session_hash": session,
        }
    ).encode()


def _typed(value: Any) -> str | None:
    """What was typed; a lone surrogate in it becomes `?`. A state's place stays empty."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("not typed")
    return value.encode("utf-8", "replace").decode("utf-8")
