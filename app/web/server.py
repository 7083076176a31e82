"""Puts the web side together: the guards, the JSON API, the assets and the patient's page.

Knows nothing of how an answer is found; it is given an answerer.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Response

from app.settings import Settings
from app.texts import load_texts
from app.web.api import api_router
from app.web.door import QueueDoor
from app.web.frame import render_before
from app.web.gate import Asked, Gate
from app.web.guard import AllowList, BodyLimit
from app.web.page import mount_page
from app.web.shell import Shell

ASSETS = Path(__file__).resolve().parent / "assets"
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
    "%3Crect width='8' height='8' rx='2' fill='%230b5563'/%3E%3C/svg%3E"
)
ASSET_TYPES = {"page.css": "text/css", "page.js": "text/javascript"}


def create_app(settings: Settings, answerer: Asked) -> FastAPI:
    """The whole web application; pages that stand beside the patient's are mounted before it.

    Example: `uvicorn.run(create_app(settings, build_answerer(settings)))`
    """
    texts = load_texts("en")
    spoken = {"es": load_texts("es").over(texts)}
    contact = settings.contact()
    gate = Gate(answerer, settings, texts)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        gate.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(api_router(gate, texts, contact))
    assets = {name: (ASSETS / name).read_bytes() for name in ASSET_TYPES}

    @app.get("/page/{name}")
    @app.head("/page/{name}")
    async def asset(name: str) -> Response:
        return Response(assets[name], media_type=ASSET_TYPES[name])

    events = mount_page(app, gate, contact, texts, spoken)
    app.add_middleware(QueueDoor, events=events, sentence=texts.say("state.unreadable"))
    app.add_middleware(AllowList)
    app.add_middleware(BodyLimit)
    app.add_middleware(Shell, head=_asset_tags(assets), body=render_before(contact, texts))
    return app


def _asset_tags(assets: dict[str, bytes]) -> str:
    """The tags that load our style and script, named by content so that they may be kept."""
    versions = {name: hashlib.sha256(data).hexdigest()[:12] for name, data in assets.items()}
    return (
        f'<link rel="icon" href="{ICON}">'
        f'<link rel="stylesheet" href="./page/page.css?v={versions["page.css"]}">'
        f'<script defer src="./page/page.js?v={versions["page.js"]}"></script>'
    )
