"""The HTML page around Gradio's: what is there before its script runs, or where none does.

Dresses the one HTML response (clinic and emergency text in the browser's language, our stylesheet
and script, no vendor's preview texts) and puts security headers on every response. Knows nothing of
questions.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.speaking import asked_language

_VENDOR_META = re.compile(
    r'<meta\s[^>]*(?:property="og:|name="twitter:)[^>]*>|<link rel="manifest"[^>]*>'
)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)

HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Shell:
    """Dresses `/` and sets the headers of every response.

    `bodies` are what stands first in the body, by ISO 639-1 code, the usual language first.

    Gradio's frontend builds functions from its HTML template, hence 'unsafe-eval', and sets styles
    on elements, hence inline styles; its inline scripts are allowed by their hashes alone, so that
    no script or handler that slips into the page's content would run.
    """

    def __init__(self, app: ASGIApp, head: str, bodies: Mapping[str, str]) -> None:
        self._app = app
        self._head = head
        self._bodies = bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = scope["path"] == "/"
        language = self._language(scope)
        if is_page:  # it is read here, so it must come uncompressed
            kept = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        start: Message = {}
        page = b""

        async def dressed(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start":
                start = message
                if not is_page:
                    await send(_with_headers(start, policy(()), scope["path"]))
                return
            if not is_page or message["type"] != "http.response.body":
                await send(message)
                return
            page += message.get("body", b"")
            if message.get("more_body", False):
                return
            dressed_in = (language, self._head, self._bodies[language])
            text = dress(page.decode("utf-8"), *dressed_in) if page else ""
            answer = _with_headers(start, policy(script_hashes(text)), "/")
            body = text.encode("utf-8")
            if body:
                answer["headers"].append((b"content-length", str(len(body)).encode()))
            await send(answer)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, dressed)

    def _language(self, scope: Scope) -> str:
        headers = dict(scope["headers"])
        accepted = headers.get(b"accept-language", b"").decode("latin-1")
        return asked_language(accepted, self._bodies, next(iter(self._bodies)))


def dress(html: str, language: str, head: str, body: str) -> str:
    """The vendor's page in a language, with `head` and `body` put into its own.

    Args:
        html: the vendor's page.
        language: ISO 639-1 code.
        head: what comes at the end of its head.
        body: what comes at the start of its body.
    """
    html = _VENDOR_META.sub("", html)
    html = re.sub(r"<html\b[^>]*>", f'<html lang="{language}">', html, count=1)
    html = html.replace("</head>", head + "</head>", 1)
    return re.sub(r"<body\b[^>]*>", lambda tag: tag.group(0) + body, html, count=1)


def script_hashes(html: str) -> tuple[str, ...]:
    """The CSP source of every inline script, such as `'sha256-…'`."""
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(html)
    )


def policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy that allows these inline scripts and no other host."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self' 'unsafe-eval'", *scripts)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _with_headers(start: Message, csp: str, path: str) -> Message:
    """The response's start with our headers, and without any that lets other sites read it."""
    lasting = path.startswith(("/assets/", "/page/")) and start["status"] == 200
    cache = b"public, max-age=31536000, immutable" if lasting else b"no-store"
    ours = {
        **HEADERS,
        b"content-security-policy": csp.encode(),
        b"cache-control": cache,
    }
    dropped = {*ours, *([b"content-length"] if path == "/" else [])}
    kept = [
        (name, value)
        for name, value in start.get("headers", [])
        if name.lower() not in dropped and not name.lower().startswith(b"access-control-")
    ]
    return {**start, "headers": [*kept, *ours.items()]}
