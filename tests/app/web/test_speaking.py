"""The language of the page: what the browser asks for."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.web.speaking import asked_language


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("es-MX,es;q=0.9,en;q=0.5", "es"),
        ("fr-FR, en;q=0.4, es;q=0.8", "es"),
        ("es;q=0, en;q=0.1", "en"),
        ("en, es", "en"),
        ("ES-419", "es"),
        ("de, fr;q=0.5, *;q=0.1", "en"),
        ("es;q=x, en;q=0.1", "en"),
        (";;,,q=1;=", "en"),
        ("<b>", "en"),
    ],
)
def test_language_that_is_asked_for(accepted: str, language: str) -> None:
    assert asked_language(accepted, {"en", "es"}, "en") == language


def test_the_page_before_its_script_is_in_the_browsers_language(client: TestClient) -> None:
    spanish = client.get("/", headers={"accept-language": "es-MX"}).text
    assert '<html lang="es">' in spanish
    assert "inmunoterapia" in spanish.split("</noscript>")[0]
    assert '<html lang="en">' in client.get("/").text
    left = client.get("/left/es")
    assert "Todo está borrado" in left.text
    assert "All is cleared" in client.get("/left/xx").text
