"""Puts the web side together: the guards, the JSON API, the assets and the patient's page.

Knows nothing of how an answer is found; it is given an answerer.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

from fastapi import APIRouter, FastAPI, Response

from app.answer import Contact
from app.feedback import FeedbackFile
from app.settings import Settings
from app.texts import ENGLISH, Texts, load_all, texts_in
from app.web.api import api_router
from app.web.door import QueueDoor
from app.web.feedback import expire_daily, feedback_router
from app.web.frame import render_before, render_left
from app.web.gate import Asked, Gate
from app.web.guard import AllowList, BodyLimit
from app.web.page import mount_page
from app.web.shell import Shell

ASSETS = Path(__file__).resolve().parent / "assets"
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
    "%3Crect width='8' height='8' rx='2' fill='%230b5563'/%3E%3C/svg%3E"
)
ASSET_TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
STYLES = ("colors.css", "page.css", "answer.css", "print.css")


def create_app(settings: Settings, answerer: Asked) -> FastAPI:
    """The whole web application; pages that stand beside the patient's are mounted before it.

    Example: `uvicorn.run(create_app(settings, build_answerer(settings)))`
    """
    texts = load_all()
    english = texts[ENGLISH]
    contact = settings.contact()
    gate = Gate(answerer, settings, texts)
    kept = FeedbackFile(settings.data_dir, settings.feedback_days)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        clearing = asyncio.create_task(expire_daily(kept))
        yield
        clearing.cancel()
        gate.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(api_router(gate, english, contact))
    app.include_router(feedback_router(kept, texts))
    assets = load_assets()
    tags = _asset_tags(assets)
    app.include_router(_fixed_routes(assets, contact, texts, tags))
    events = mount_page(app, gate, contact, texts, settings.feedback_days)
    app.add_middleware(QueueDoor, events=events, sentence=english.say("state.unreadable"))
    app.add_middleware(AllowList)
    app.add_middleware(BodyLimit)
    bodies = {code: render_before(contact, own) for code, own in texts.items()}
    app.add_middleware(Shell, head=tags, bodies=bodies)
    return app


def load_assets() -> dict[str, bytes]:
    """The page's styles, scripts and typefaces, by their path below the folder of assets."""
    files = sorted(file for file in ASSETS.rglob("*") if file.suffix in ASSET_TYPES)
    return {file.relative_to(ASSETS).as_posix(): file.read_bytes() for file in files}


def _fixed_routes(
    assets: Mapping[str, bytes], contact: Contact, texts: Mapping[str, Texts], tags: str
) -> APIRouter:
    """The assets, and the page that is shown after "Clear and leave"."""
    router = APIRouter()

    @router.get("/page/{version}/{name:path}")
    @router.head("/page/{version}/{name:path}")
    async def asset(version: str, name: str) -> Response:
        if version != version_of(assets) or name not in assets:
            return Response(status_code=404)
        return Response(assets[name], media_type=ASSET_TYPES[Path(name).suffix])

    @router.get("/left/{language}")
    @router.head("/left/{language}")
    async def left(language: str) -> Response:
        own = texts_in(texts, language)
        html = (
            f'<!doctype html><html lang="{own.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(own.say('left.name'))}</title>{tags}</head>"
            f"<body>{render_left(contact, own)}</body></html>"
        )
        return Response(html, media_type="text/html")

    return router


def version_of(assets: Mapping[str, bytes]) -> str:
    """A name for these very assets, so that a browser may keep them."""
    held = hashlib.sha256()
    for name, data in sorted(assets.items()):
        held.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return held.hexdigest()[:12]


def _asset_tags(assets: Mapping[str, bytes]) -> str:
    """The tags that load our styles and scripts; `first.js` runs before anything is painted."""
    folder = f"/page/{version_of(assets)}"
    styles = "".join(f'<link rel="stylesheet" href="{folder}/{name}">' for name in STYLES)
    return (
        f'<link rel="icon" href="{ICON}"><script src="{folder}/first.js"></script>{styles}'
        f'<script type="module" src="{folder}/page.js"></script>'
    )
