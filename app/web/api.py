"""The JSON side: one question in, one answer out, and whether we are well.

Reads a body strictly and says what is wrong with it in one sentence that never repeats it. Knows
nothing of the page.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any, NoReturn

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.answer import Contact
from app.errors import AppError, BadQuestion
from app.texts import ENGLISH, Texts
from app.web.gate import Gate

RETRY_SECONDS = 30
_KEYS = {"question", "history", "language"}


def api_router(gate: Gate, texts: Texts, contact: Contact) -> APIRouter:
    """The routes `POST /api/ask`, `/healthz` and `/readyz`."""
    router = APIRouter()
    person = dataclasses.asdict(contact)

    @router.post("/api/ask")
    async def ask(request: Request) -> JSONResponse:
        try:
            question, history, language = read_body(await request.body())
        except ValueError:
            return JSONResponse({"error": texts.say("state.unreadable")}, 422)
        try:
            answer = await gate.ask(question, history, language)
        except BadQuestion as error:
            return JSONResponse({"error": str(error)}, 422)
        except AppError as error:
            headers = {"Retry-After": str(RETRY_SECONDS)}
            return JSONResponse({"error": str(error), "contact": person}, 503, headers)
        return JSONResponse(answer.as_dict())

    @router.get("/healthz")
    @router.head("/healthz")
    async def healthz() -> JSONResponse:
        return JSONResponse({"alive": True})

    @router.get("/readyz")
    @router.head("/readyz")
    async def readyz() -> JSONResponse:
        fault = gate.fault()
        if fault is None:
            return JSONResponse({"ready": True})
        return JSONResponse({"ready": False, "reason": fault}, 503)

    return router


def read_body(body: bytes) -> tuple[str, tuple[str, ...], str]:
    """The question, the patient's earlier turns and the language of our own words.

    The body is `{"question": …, "history": […], "language": …}`, of which only the question must be
    there.

    Raises:
        ValueError: it is not JSON in UTF-8, or not of exactly that shape.

    Example: `read_body(b'{"question": "Why?"}')` gives `("Why?", (), "en")`.
    """
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(data, dict) or not data.keys() <= _KEYS:
        raise ValueError("not a question, a history and a language")
    history = data.get("history", [])
    if not isinstance(history, list):
        raise ValueError("the history is no list")
    turns = tuple(_string(turn) for turn in history)
    return _string(data.get("question")), turns, _string(data.get("language", ENGLISH))


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a string")
    value.encode("utf-8")  # a lone surrogate raises UnicodeEncodeError, a ValueError
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
