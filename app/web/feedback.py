"""Takes the feedback that a patient chose to send, and says that it is kept once it is.

Reads a body strictly; what is wrong with it is said in one sentence that never repeats it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.answer import Status
from app.feedback import Feedback, FeedbackFile, NotKept, Reason
from app.texts import ENGLISH, Texts

_DAY = 24 * 60 * 60
_Id = Annotated[str, Field(max_length=200)]


class _Body(BaseModel):
    """What may be sent: all of this, and nothing else."""

    model_config = ConfigDict(extra="forbid", strict=True)

    helpful: bool
    reasons: Annotated[tuple[Reason, ...], Field(max_length=len(Reason))]
    comment: Annotated[str, Field(max_length=1000)]
    question: Annotated[str, Field(max_length=2000)]
    status: Status
    cited: Annotated[tuple[tuple[_Id, _Id], ...], Field(max_length=10)]


def feedback_router(store: FeedbackFile, texts: Mapping[str, Texts]) -> APIRouter:
    """The route `POST /api/feedback`."""
    router = APIRouter()
    english = texts[ENGLISH]

    @router.post("/api/feedback")
    async def keep(request: Request) -> JSONResponse:
        body = _read(await request.body()) if _is_from_our_page(request) else None
        if body is None:
            return JSONResponse({"error": english.say("state.unreadable")}, 422)
        feedback = Feedback(
            at=datetime.now(UTC),
            helpful=body.helpful,
            reasons=tuple(dict.fromkeys(body.reasons)),
            comment=body.comment,
            question=body.question,
            status=body.status,
            cited=body.cited,
        )
        try:
            await asyncio.to_thread(store.add, feedback)
        except NotKept:
            return JSONResponse({"error": english.say("feedback.failed")}, 503)
        return JSONResponse({"kept": True, "days": store.days}, 201)

    return router


async def expire_daily(store: FeedbackFile) -> None:
    """Remove old feedback at once and then every day, also while nobody sends any; never ends."""
    while True:
        await asyncio.to_thread(store.expire, datetime.now(UTC))
        await asyncio.sleep(_DAY)


def _is_from_our_page(request: Request) -> bool:
    """Whether no other site's form or script can have sent it, as far as its headers say."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    site = request.headers.get("sec-fetch-site", "same-origin")
    return kind == "application/json" and site == "same-origin"


def _read(body: bytes) -> _Body | None:
    try:
        return _Body.model_validate_json(body)
    except ValidationError:
        return None
