"""`POST /api/feedback`: kept before it is said to be; a bad body is refused and not repeated."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.feedback import Feedback, FeedbackFile, NotKept, Reason
from app.texts import Texts
from app.web.feedback import expire_daily, feedback_router

CANARY = "zebrafish9731"
TEXTS = {"en": Texts("en", {"state.unreadable": "Unreadable.", "feedback.failed": "Not kept."})}
GOOD: dict[str, Any] = {
    "helpful": False,
    "reasons": ["too_little", "wrong_or_unsafe"],
    "comment": f"Say more, {CANARY}",
    "question": f"What is a {CANARY}?",
    "status": "answered",
    "cited": [["rash", "about"]],
}


def app_of(store: FeedbackFile) -> FastAPI:
    app = FastAPI()
    app.include_router(feedback_router(store, TEXTS))
    return app


@pytest.fixture
def store(tmp_path: Path) -> FeedbackFile:
    return FeedbackFile(tmp_path, 30)


@pytest.fixture
def client(store: FeedbackFile) -> TestClient:
    return TestClient(app_of(store))


def test_it_is_kept_and_said_for_how_long(client: TestClient, store: FeedbackFile) -> None:
    response = client.post("/api/feedback", json=GOOD)
    assert (response.status_code, response.json()) == (201, {"kept": True, "days": 30})
    (row,) = store.all()
    assert datetime.now(UTC) - row.at < timedelta(minutes=1)
    assert row == Feedback(
        at=row.at,
        helpful=False,
        reasons=("too_little", "wrong_or_unsafe"),
        comment=GOOD["comment"],
        question=GOOD["question"],
        status="answered",
        cited=(("rash", "about"),),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"helpful": True, "reasons": [], "comment": "", "question": "", "cited": []},
        {"reasons": list(Reason)},
        {"comment": "ü" * 1000, "question": "😀" * 2000, "cited": [["a" * 200, "b" * 200]] * 10},
        {"status": "urgent"},
    ],
)
def test_all_that_a_page_may_send_is_taken(client: TestClient, change: dict[str, Any]) -> None:
    assert client.post("/api/feedback", json=GOOD | change).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"helpful": "false"},
        {"helpful": 1},
        {"helpful": None},
        {"reasons": [CANARY]},
        {"reasons": "other"},
        {"reasons": ["other"] * 6},
        {"comment": CANARY + "x" * 1000},
        {"comment": 7},
        {"question": "x" * 2001},
        {"status": CANARY},
        {"cited": [["rash", "about"]] * 11},
        {"cited": [["rash"]]},
        {"cited": [["rash", "about", "more"]]},
        {"cited": [["rash", "x" * 201]]},
        {"cited": [[1, 2]]},
        {"more": CANARY},
        {"generation": "20260101"},
    ],
)
def test_a_wrong_value_is_refused_and_not_repeated(
    client: TestClient, store: FeedbackFile, change: dict[str, Any]
) -> None:
    response = client.post("/api/feedback", json=GOOD | change)
    assert (response.status_code, response.json()) == (422, {"error": "Unreadable."})
    assert store.all() == ()


@pytest.mark.parametrize("missing", list(GOOD))
def test_nothing_may_be_left_out(client: TestClient, missing: str) -> None:
    body = {key: value for key, value in GOOD.items() if key != missing}
    assert client.post("/api/feedback", json=body).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\xff{}",
        json.dumps(GOOD).encode() + b"x",
        json.dumps(GOOD | {"comment": "\ud800"}).encode(),
        b"[" * 60_000,
    ],
)
def test_what_is_no_such_json_is_refused(
    client: TestClient, store: FeedbackFile, body: bytes
) -> None:
    headers = {"content-type": "application/json"}
    response = client.post("/api/feedback", content=body, headers=headers)
    assert (response.status_code, response.json()) == (422, {"error": "Unreadable."})
    assert store.all() == ()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json"}, 201),
        ({"content-type": "Application/JSON; charset=utf-8"}, 201),
        ({"content-type": "application/json", "sec-fetch-site": "same-origin"}, 201),
        ({"content-type": "text/plain"}, 422),
        ({"content-type": "application/x-www-form-urlencoded"}, 422),
        ({}, 422),
        ({"content-type": "application/json", "sec-fetch-site": "cross-site"}, 422),
        ({"content-type": "application/json", "sec-fetch-site": "same-site"}, 422),
        ({"content-type": "application/json", "sec-fetch-site": "none"}, 422),
    ],
)
def test_it_comes_from_our_page_alone(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    response = client.post("/api/feedback", content=json.dumps(GOOD), headers=headers)
    assert response.status_code == status


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    client = TestClient(app_of(FeedbackFile(tmp_path / "file" / "data", 30)))
    response = client.post("/api/feedback", json=GOOD)
    assert (response.status_code, response.json()) == (503, {"error": "Not kept."})


def test_no_word_of_it_is_in_a_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    (tmp_path / "file").write_text("")
    for folder in (tmp_path, tmp_path / "file"):
        client = TestClient(app_of(FeedbackFile(folder, 30)))
        client.post("/api/feedback", json=GOOD)
        client.post("/api/feedback", json=GOOD | {"status": CANARY})
    assert caplog.records
    assert CANARY not in caplog.text


def test_a_slow_disk_keeps_nobody_waiting(store: FeedbackFile) -> None:
    writing, go_on = threading.Event(), threading.Event()

    class Slow(FeedbackFile):
        def add(self, feedback: Feedback) -> None:
            writing.set()
            if not go_on.wait(10):
                raise NotKept("the loop was blocked")

    async def send() -> int:
        transport = httpx.ASGITransport(app_of(Slow(Path("unused"), 30)))
        async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
            sending = asyncio.create_task(client.post("/api/feedback", json=GOOD))
            while not writing.is_set():
                await asyncio.sleep(0.01)
            go_on.set()
            return (await sending).status_code

    assert asyncio.run(send()) == 201


def test_old_feedback_is_removed_also_while_nobody_sends_any(
    store: FeedbackFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.feedback._DAY", 0.01)
    long_ago = datetime.now(UTC) - timedelta(days=31)
    row = Feedback(long_ago, True, (), "", "", "answered", ())

    async def gone(check: Callable[[], bool]) -> None:
        while not check():
            await asyncio.sleep(0.01)

    async def run() -> None:
        task = asyncio.create_task(expire_daily(store))
        for _ in range(2):
            store.add(row)
            await asyncio.wait_for(gone(lambda: store.all() == ()), 10)
        task.cancel()

    asyncio.run(run())
