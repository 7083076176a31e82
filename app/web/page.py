"""The patient's page, on Gradio; the only file that imports Gradio.

Holds the conversation of each open page on the server and shows what `render.py` and `frame.py`
make of it. Knows nothing of how an answer is found.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import FastAPI

from app.answer import Contact, Status
from app.errors import AppError
from app.question import MAX_TURNS
from app.texts import Texts
from app.vendors import quiet_vendors
from app.web.frame import render_header, render_lost, render_reminder
from app.web.gate import Gate
from app.web.render import Turn, View, render_conversation, render_notice, render_welcome

if TYPE_CHECKING:
    import gradio as gr

FORGET_AFTER_SECONDS = 3600
OPENING_CHECKS = 600
OPENING_PAUSE_SECONDS = 0.5
WAITING_EVENTS = 256

Made = TypeVar("Made")
Turns = tuple[Turn, ...]
Update = Any  # what Gradio takes for an output: a value, or its mark for "as it was"


def mount_page(
    app: FastAPI, gate: Gate, contact: Contact, texts: Texts, spoken: Mapping[str, Texts]
) -> dict[int, int]:
    """Mounts the page at `/`, with all that Gradio offers beside it switched off.

    `texts` are in the page's language, `spoken` those in the languages of answers, by their code.

    Returns: the page's events by their number in Gradio's protocol, each with its count of inputs.
    """
    quiet_vendors()
    import gradio as gr

    page = in_event_loop(lambda: build_page(gate, contact, texts, spoken))
    mount = partial(
        gr.mount_gradio_app,
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        allowed_paths=[],
        theme=gr.themes.Base(
            font=["system-ui", "Segoe UI", "Arial", "sans-serif"], font_mono=["monospace"]
        ),
    )
    in_event_loop(mount)
    return {number: len(event.inputs) for number, event in page.fns.items()}


def in_event_loop(make: Callable[[], Made]) -> Made:
    """What `make` gives, called inside an event loop.

    Outside of one, Gradio opens a loop of its own for every lock that it makes, and leaks it.
    """

    async def made() -> Made:
        return make()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(made())
    return make()


def build_page(
    gate: Gate, contact: Contact, texts: Texts, spoken: Mapping[str, Texts]
) -> gr.Blocks:
    """The page's parts and its two events: being opened, and being asked."""
    import gradio as gr

    unchanged: Update = gr.skip()

    def part(value: str, name: str) -> gr.HTML:
        return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)

    async def opened() -> AsyncIterator[str]:
        """The first view; while nothing can be answered, again whenever that changes."""
        said = gate.fault()
        yield render_welcome(gate.examples(), gate.topics(), said, texts)
        for _ in range(OPENING_CHECKS):
            if said is None:
                return
            await asyncio.sleep(OPENING_PAUSE_SECONDS)
            fault = gate.fault()
            if fault != said:
                said = fault
                yield render_welcome(gate.examples(), gate.topics(), said, texts)

    async def asked(
        typed: str | None, turns: Turns
    ) -> AsyncIterator[tuple[Turns | Update, str, str]]:
        """Looks, then answers. Why a question could not be taken is said above the box.

        The box is not an output: the script empties it of a question that was answered, so that
        nothing that was typed meanwhile is lost.
        """
        show = partial(render_conversation, view=View(texts, date.today(), spoken))
        try:
            question = await gate.check(typed or "")
            yield unchanged, show(turns, asking=question), ""
            earlier = [turn.question for turn in turns if turn.answer.status is not Status.ERROR]
            answer = await gate.ask(question, earlier)
        except AppError as error:
            yield unchanged, show(turns, fresh=False), render_notice(str(error))
            return
        turns = (*turns, Turn(question, answer))[-MAX_TURNS:]
        yield turns, show(turns), ""

    title = f"{texts.say('page.title')} - {contact.clinic}"
    page: gr.Blocks = gr.Blocks(title=title, analytics_enabled=False)
    with page:
        turns = gr.State((), time_to_live=FORGET_AFTER_SECONDS)
        part(render_header(contact, texts), "header")
        welcome = part("", "welcome")
        conversation = part("", "conversation")
        with gr.Column(elem_id="bar"):
            notice = part("", "notice")
            part(render_lost(contact, texts), "lost-notice")
            with gr.Row(elem_id="asking"):
                box = gr.Textbox(
                    elem_id="question",
                    label=texts.say("page.ask_label"),
                    placeholder=texts.say("page.ask_placeholder"),
                    lines=1,
                    max_lines=5,
                    max_length=None,
                    container=False,
                )
                ask = gr.Button(texts.say("page.ask"), elem_id="ask")
            part(render_reminder(contact, texts), "reminder")
        hidden: dict[str, Any] = {
            "show_progress": "hidden",
            "concurrency_limit": None,
            "api_visibility": "private",
        }
        page.load(opened, outputs=[welcome], **hidden)
        gr.on(
            [box.submit, ask.click],
            asked,
            inputs=[box, turns],
            outputs=[turns, conversation, notice],
            trigger_mode="once",
            **hidden,
        )
    page.queue(max_size=WAITING_EVENTS, api_open=False)
    return page
