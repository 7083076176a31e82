"""Templates → one HTML file that fetches nothing: styles, script and pictures stand in it.

Knows nothing of runs.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def render(template: str, **given: Any) -> str:
    """A whole page.

    What is given is text, and is shown as text whatever stands in it; only `Markup` is not escaped.

    Args:
        template: a file of `assets`.
        given: what the template asks for; a name that it lacks is an error.
    """
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 (our own file)
            script=Markup(script),  # noqa: S704 (our own file)
            script_hash=_digest(script),
            **given,
        )
    )


def picture(svg: str | None) -> Markup | None:
    """An SVG element that we have drawn, to stand in a page as it is."""
    return None if svg is None else Markup(svg)  # noqa: S704 (drawn by eval.report.plots)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("eval.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _asset(name: str) -> str:
    return resources.files("eval.report").joinpath("assets", name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    """What the page's policy allows to run: this very script, and no other."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
