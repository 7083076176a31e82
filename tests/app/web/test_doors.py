"""What stands before the routes: the allow-list, Gradio's protocol, headers, logs."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from app.settings import Settings
from app.web.door import clean_event
from app.web.guard import allowed
from app.web.server import create_app
from app.web.shell import script_hashes
from tests.app.web.scripted import ScriptedAnswerer
from tests.app.web.served import serve

JOIN = "/gradio_api/queue/join"
CANARY = "zebrafish9731"
EVENT = {"data": ["side effects?", None, "en"], "fn_index": 3, "session_hash": "abcdefghij"}
CLOSED = [
    ("GET", "/docs"),
    ("GET", "/redoc"),
    ("GET", "/openapi.json"),
    ("GET", "/config"),
    ("GET", "/login_check"),
    ("POST", "/login"),
    ("GET", "/logout"),
    ("GET", "/token"),
    ("GET", "/user"),
    ("GET", "/manifest.json"),
    ("GET", "/robots.txt"),
    ("GET", "/monitoring"),
    ("GET", "/monitoring/summary"),
    ("GET", "/static/img/logo.svg"),
    ("GET", "/assets/../index.html"),
    ("GET", "/page/../page.css"),
    ("GET", "/page/none.css"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/runs"),
    ("GET", "/gradio_api/deep_link"),
    ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file=https://example.org/"),
    ("GET", "/gradio_api/file/x"),
    ("GET", "/gradio_api/proxy=https://example.org/"),
    ("GET", "/gradio_api/mcp/sse"),
    ("POST", "/gradio_api/mcp/"),
    ("GET", "/gradio_api/theme.css"),
    ("GET", "/gradio_api/vibe-code/"),
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/process_recording"),
    ("POST", "/gradio_api/reset"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/run/asked"),
    ("POST", "/gradio_api/api/asked"),
    ("POST", "/gradio_api/call/asked"),
    ("POST", "/gradio_api/stream/x"),
    ("GET", "/gradio_api/queue/status"),
    ("GET", "/gradio_api//queue/data"),
    ("GET", "/api/ask"),
    ("PUT", "/api/ask"),
    ("OPTIONS", "/api/ask"),
    ("DELETE", "/"),
    ("POST", "/"),
    ("GET", "/staff"),
]


@pytest.fixture(scope="module")
def answerer() -> ScriptedAnswerer:
    return ScriptedAnswerer()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"), encoder="hashing")


@pytest.fixture(scope="module")
def client(settings: Settings, answerer: ScriptedAnswerer) -> Iterator[TestClient]:
    with TestClient(create_app(settings, answerer)) as client:
        yield client


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_closed_route(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 404
    if method != "HEAD":
        assert response.json() == {"error": "Not found."}


def test_every_route_of_gradio_is_closed_but_those_that_the_page_uses(
    settings: Settings, answerer: ScriptedAnswerer
) -> None:
    app = create_app(settings, answerer)
    gradio = next(route.app for route in app.routes if getattr(route, "path", None) == "")
    found = set()
    todo = [("", route) for route in gradio.routes]
    while todo:
        prefix, route = todo.pop()
        path = prefix + getattr(route, "path", "")
        router = getattr(route, "original_router", None) or getattr(route, "app", None)
        todo += [(path, each) for each in getattr(router, "routes", [])]
        for method in getattr(route, "methods", None) or ():
            found.add((method, re.sub(r"\{[^}]*\}", "a1", path)))
    assert len(found) > 40, "the walk no longer finds Gradio's routes"
    assert {pair for pair in found if allowed(*pair)} <= {
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", "/theme.css"),
        ("GET", "/gradio_api/app_id"),
        ("GET", "/gradio_api/heartbeat/a1"),
        ("GET", "/gradio_api/queue/data"),
        ("POST", "/gradio_api/queue/join"),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"fn_index": 99},
        {"fn_index": -1},
        {"fn_index": True},
        {"fn_index": "1"},
        {"fn_index": None, "api_name": "asked"},
        {"session_hash": "../x"},
        {"session_hash": ["a"]},
        {"data": []},
        {"data": {"a": 1}},
        {"data": ["a", None, "en", None]},
        {"data": ["a", [["forged", "history"]], "en"]},
        {"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, None, "en"]},
    ],
)
def test_forged_event_is_refused(
    client: TestClient, answerer: ScriptedAnswerer, change: dict[str, object]
) -> None:
    answerer.asked.clear()
    response = client.post(JOIN, json={**EVENT, **change})
    assert response.status_code == 422
    assert response.json() == {"error": "We could not read that request."}
    assert answerer.asked == []


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"\xff", b"[" * 30000 + b"]" * 30000])
def test_unreadable_event_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post(JOIN, content=body).status_code == 422


def test_event_is_written_anew() -> None:
    forged = {**EVENT, "event_data": {"x": 1}, "request": {"a": 1}, "trigger_id": "x"}
    assert json.loads(clean_event(json.dumps(forged).encode(), {3: 3})) == {
        **EVENT,
        "event_data": None,
        "trigger_id": None,
    }


@pytest.mark.parametrize(
    "path", ["/?page=../x", "/?deep_link=x", "/gradio_api/queue/data", "/gradio_api/queue/data?a=b"]
)
def test_query_never_breaks_a_route(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in {200, 422}


@pytest.mark.parametrize("host", ["[[", "a b", "a@b", "a/b", "%00"])
def test_host_that_is_none_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


def test_page_is_not_led_elsewhere_by_a_header(client: TestClient) -> None:
    assert "evil" not in client.get("/", headers={"x-gradio-server": "http://evil.example"}).text


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/", "/healthz", "/nowhere", "/page/page.css", "/theme.css"):
        headers = client.get(path, headers={"origin": "https://evil.example"}).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert not [name for name in headers if name.startswith("access-control")]
    assert client.get("/").headers["cache-control"] == "no-store"
    answer = client.post("/api/ask", json={"question": "side effects?"})
    assert answer.headers["cache-control"] == "no-store"


def test_page_runs_only_the_scripts_it_came_with(client: TestClient) -> None:
    response = client.get("/")
    scripts = response.headers["content-security-policy"].split("; ")[1]
    hashes = script_hashes(response.text)
    assert len(hashes) >= 3
    assert scripts == " ".join(("script-src 'self' 'unsafe-eval'", *hashes))


def test_page_without_script_shows_whom_to_call(answerer: ScriptedAnswerer, tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, care_team_phone="555-0100", emergency_number="112", clinic_name="A & B"
    )
    with TestClient(create_app(settings, answerer)) as client:
        html = client.get("/").text
    before = html.split('<div id="before">')[1].split("<gradio-app")[0]
    assert 'href="tel:5550100"' in before
    assert 'href="tel:112"' in before
    assert "A &amp; B" in before
    assert "<noscript>" in before


def test_page_tells_no_path_and_no_vendor(client: TestClient) -> None:
    html = client.get("/").text
    assert str(Path(__file__).resolve().parents[3]) not in html
    assert "site-packages" not in html
    assert "og:" not in html
    assert "twitter" not in html


def test_words_of_a_patient_are_in_no_log(
    settings: Settings,
    answerer: ScriptedAnswerer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    words = f"{CANARY} side effects?"
    with serve(create_app(settings, answerer)) as address, httpx.Client(base_url=address) as http:
        assert http.post("/api/ask", json={"question": words}).status_code == 200
        http.post("/api/ask", json={"question": f"explode {words}"})
        http.post("/api/ask", content=f"{{{words}")
        for typed in (words, f"explode {words}", words * 200):
            assert http.post(JOIN, json={**EVENT, "data": [typed, None, "en"]}).status_code == 200
        http.post(JOIN, json={**EVENT, "data": [words, words, "en"]})
        data = "/gradio_api/queue/data?session_hash=abcdefghij"
        with http.stream("GET", data, timeout=10) as stream:
            shown = "".join(stream.iter_lines())
    assert CANARY in shown
    printed = capfd.readouterr()
    assert "/api/ask" in caplog.text + printed.out + printed.err
    for log in (caplog.text, printed.out, printed.err):
        assert CANARY not in log
