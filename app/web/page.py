"""The patient's page, on Gradio; the only file that imports Gradio.

Holds the conversation of each open page on the server and shows what the other files of this folder
make of it. Knows nothing of how an answer is found.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import FastAPI

from app.answer import Contact, Status
from app.errors import AppError
from app.question import MAX_TURNS
from app.texts import ENGLISH, Texts, texts_in
from app.vendors import quiet_vendors
from app.web.frame import render_connection, render_header, render_reminder
from app.web.gate import Gate
from app.web.panels import render_list, render_sheet, render_tools
from app.web.render import Turn, render_conversation, render_notice
from app.web.view import View
from app.web.welcome import render_welcome

if TYPE_CHECKING:
    import gradio as gr

FORGET_AFTER_SECONDS = 3600
OPENING_CHECKS = 600
OPENING_PAUSE_SECONDS = 0.5
WAITING_EVENTS = 256
# What the browser puts in the place of a language that is an event's last input.
SPOKEN = "(...inputs) => [...inputs.slice(0, -1), document.documentElement.dataset.language]"

Made = TypeVar("Made")
Turns = tuple[Turn, ...]
Update = Any  # what Gradio takes for an output: a value, or its mark for "as it was"


def mount_page(
    app: FastAPI, gate: Gate, contact: Contact, texts: Mapping[str, Texts], kept_days: int
) -> dict[int, int]:
    """Mounts the page at `/`, with all that Gradio offers beside it switched off.

    Args:
        app: what it is mounted in.
        gate: the door for questions.
        contact: whom a patient can call.
        texts: what we say ourselves, by ISO 639-1 code.
        kept_days: for how long feedback is kept.

    Returns:
        The page's events by their number in Gradio's protocol, each with its count of inputs.
    """
    quiet_vendors()
    import gradio as gr

    page = in_event_loop(lambda: build_page(gate, contact, texts, kept_days))
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


@dataclass(slots=True)
class Visit:
    """The conversation of one open page, which its events share and change.

    `left` counts how often it was emptied: what was looked up before that is shown no more.
    """

    turns: Turns = ()
    left: int = 0


class Talk:
    """What happens on one kind of event: the page is opened or said anew, asked, emptied.

    Args:
        gate: the door for questions.
        contact: whom a patient can call.
        texts: what we say ourselves, by ISO 639-1 code.
        kept_days: for how long feedback is kept.
    """

    def __init__(
        self, gate: Gate, contact: Contact, texts: Mapping[str, Texts], kept_days: int
    ) -> None:
        import gradio as gr

        self._gate = gate
        self._contact = contact
        self._texts = texts
        self._kept_days = kept_days
        self._unchanged: Update = gr.skip()

    async def opened(
        self, visit: Visit, language: str | None
    ) -> AsyncIterator[tuple[Visit | Update, ...]]:
        """The whole page in a language; while nothing can be answered, the first view again.

        Earlier turns are answered again, in the language that the page is in now.
        """
        view = self._view(language)
        said = self._gate.fault(view.language)
        for number, turn in enumerate(visit.turns):
            again = await self._again(number, visit.turns, view)
            visit.turns = tuple(again if one is turn else one for one in visit.turns)
        shown = render_conversation(visit.turns, view, fresh=False)
        frame = self.frame(view)
        yield (visit, shown, *frame, self._welcome(said, view))
        before = (self._unchanged,) * (2 + len(frame))
        for _ in range(OPENING_CHECKS):
            if said is None:
                return
            await asyncio.sleep(OPENING_PAUSE_SECONDS)
            fault = self._gate.fault(view.language)
            if fault != said:
                said = fault
                yield (*before, self._welcome(said, view))

    async def asked(
        self, typed: str | None, visit: Visit, language: str | None
    ) -> AsyncIterator[tuple[Visit | Update, str, str]]:
        """Looks, then answers. Why a question could not be taken is said above the box.

        The box is not an output: the script empties it of a question that was answered, so that
        nothing that was typed meanwhile is lost.
        """
        view = self._view(language)
        show = partial(render_conversation, view=view)
        left = visit.left
        try:
            question = await self._gate.check(typed or "", view.language)
            yield self._unchanged, show(visit.turns, asking=question), ""
            answer = await self._gate.ask(question, _earlier(visit.turns), view.language)
        except AppError as error:
            yield self._unchanged, show(visit.turns, fresh=False), render_notice(str(error))
            return
        if visit.left == left:
            visit.turns = (*visit.turns, Turn(question, answer))[-MAX_TURNS:]
        else:
            self._gate.forget()
        yield visit, show(visit.turns), ""

    async def emptied(self, visit: Visit) -> tuple[Visit, str, str]:
        """Nothing of the conversation stays, nor of a question that is being looked up.

        Gradio remembers what was in the box, which is emptied therefore.
        """
        visit.turns = ()
        visit.left += 1
        self._gate.forget()
        return visit, "", ""

    def frame(self, view: View) -> tuple[Update, ...]:
        """What stands around the conversation, in the order of the page's parts."""
        import gradio as gr

        texts = view.own
        label, placeholder = texts.say("page.ask_label"), texts.say("page.ask_placeholder")
        other = next(code for code in self._texts if code != view.language)
        return (
            render_header(self._contact, texts) + render_tools(view, other),
            render_list(view) + render_sheet(self._contact, view),
            render_connection(self._contact, texts),
            gr.update(label=label, placeholder=placeholder),
            texts.say("page.ask"),
            render_reminder(self._contact, texts),
        )

    def _view(self, language: str | None) -> View:
        spoken = texts_in(self._texts, language or ENGLISH).language
        glossary = self._gate.glossary()
        return View(self._texts, date.today(), spoken, glossary, self._kept_days)

    def _welcome(self, fault: str | None, view: View) -> str:
        return render_welcome(self._gate.examples(), self._gate.topic_groups(), fault, view)

    async def _again(self, number: int, turns: Turns, view: View) -> Turn:
        """A turn, answered in the page's language; as it was where that cannot be done now."""
        turn = turns[number]
        if turn.answer.language == view.language:
            return turn
        try:
            answer = await self._gate.ask(turn.question, _earlier(turns[:number]), view.language)
        except AppError:
            return turn
        return Turn(turn.question, answer)


def _earlier(turns: Turns) -> list[str]:
    return [turn.question for turn in turns if turn.answer.status is not Status.ERROR]


def build_page(
    gate: Gate, contact: Contact, texts: Mapping[str, Texts], kept_days: int
) -> gr.Blocks:
    """The page's parts and its events: opened, said in another language, asked, left."""
    import gradio as gr

    talk = Talk(gate, contact, texts, kept_days)
    english = texts[ENGLISH]
    first = talk.frame(View(texts, date.today()))

    def part(value: str, name: str) -> gr.HTML:
        return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)

    title = f"{english.say('page.title')} - {contact.clinic}"
    page: gr.Blocks = gr.Blocks(title=title, analytics_enabled=False)
    with page:
        visit = gr.State(Visit(), time_to_live=FORGET_AFTER_SECONDS)
        language = gr.Textbox(ENGLISH, visible=False)
        header = part(first[0], "header")
        welcome = part("", "welcome")
        conversation = part("", "conversation")
        take = part(first[1], "take")
        with gr.Column(elem_id="bar"):
            notice = part("", "notice")
            connection = part(first[2], "lost-notice")
            with gr.Row(elem_id="asking"):
                box = gr.Textbox(
                    elem_id="question",
                    label=english.say("page.ask_label"),
                    placeholder=english.say("page.ask_placeholder"),
                    lines=1,
                    max_lines=5,
                    max_length=None,
                    container=False,
                )
                ask = gr.Button(first[4], elem_id="ask")
            reminder = part(first[5], "reminder")
        retell, leave = gr.Button(elem_id="retell"), gr.Button(elem_id="leave")
        hidden: dict[str, Any] = {
            "show_progress": "hidden",
            "concurrency_limit": None,
            "api_visibility": "private",
        }
        whole = [visit, conversation, header, take, connection, box, ask, reminder, welcome]
        opened = page.load(
            talk.opened, inputs=[visit, language], outputs=whole, js=SPOKEN, **hidden
        )
        retell.click(
            talk.opened,
            inputs=[visit, language],
            outputs=whole,
            js=SPOKEN,
            cancels=[opened],
            **hidden,
        )
        gr.on(
            [box.submit, ask.click],
            talk.asked,
            inputs=[box, visit, language],
            outputs=[visit, conversation, notice],
            js=SPOKEN,
            trigger_mode="once",
            **hidden,
        )
        leave.click(talk.emptied, inputs=[visit], outputs=[visit, conversation, box], **hidden)
    page.queue(max_size=WAITING_EVENTS, api_open=False)
    return page
