"""The first view as HTML: what this is and is not, what people ask, and all that can be asked.

Pure functions. Knows nothing of Gradio and nothing of how an answer is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.suggesting import Example, Topic, TopicGroup
from app.web.view import View


def render_welcome(
    examples: Sequence[Example], groups: Sequence[TopicGroup], fault: str | None, view: View
) -> str:
    """The first view.

    Args:
        examples: questions that the library answers, with their topics.
        groups: all that it covers.
        fault: why nothing can be asked now; None where it can.
        view: how the page is shown.
    """
    parts = [
        f'<h2 class="title-line">{view.say("page.heading")}</h2>',
        f"<p>{view.say('page.what_it_is')}</p>",
        f"<p>{view.say('page.what_it_is_not')}</p>",
    ]
    if fault is not None:
        parts.append(f'<p class="waiting">{escape(fault)}</p>')
    if examples:
        items = "".join(
            f'<li><p class="topic">{escape(example.topic)}</p>'
            f"{render_question(example.question)}</li>"
            for example in examples
        )
        listed = f'<ul class="examples"{view.quoted}>{items}</ul>'
        parts.append(f"<h2>{view.say('page.examples')}</h2>{listed}")
    if groups:
        listed = "".join(_group(group) for group in groups)
        parts.append(
            f'<div class="card"><h2>{view.say("page.topics")}</h2>'
            f"<div{view.quoted}>{listed}</div></div>"
        )
    return f'<div class="welcome">{"".join(parts)}</div>'


def render_question(question: str) -> str:
    """A question that is asked by one press."""
    return f'<button type="button" class="ask-this">{escape(question)}</button>'


def render_questions(questions: Sequence[str], attributes: str = "") -> str:
    """Several of them; `attributes` are of HTML, such as those of a language."""
    items = "".join(f"<li>{render_question(question)}</li>" for question in questions)
    return f'<ul class="questions"{attributes}>{items}</ul>'


def _group(group: TopicGroup) -> str:
    topics = "".join(_topic(topic) for topic in group.topics)
    if not group.name:
        return f'<div class="group">{topics}</div>'
    return (
        f'<details class="group"><summary>{escape(group.name)}</summary>'
        f'<div class="group-topics">{topics}</div></details>'
    )


def _topic(topic: Topic) -> str:
    return (
        f'<details class="topic"><summary>{escape(topic.title)}</summary>'
        f"{render_questions(topic.questions)}</details>"
    )
