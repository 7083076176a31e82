"""Words of a quote that the library explains: marked once, escaped, their meaning aside."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from app.glossary import Glossary
from app.texts import load_all
from app.web.explaining import Explainer
from app.web.view import View
from tests.app.web.scripted import TERMS


def explainer(language: str = "en") -> Explainer:
    return Explainer("word-1", View(load_all(), date(2026, 3, 4), language, Glossary(TERMS)))


def test_a_text_stays_the_same_and_each_word_is_marked_once() -> None:
    text = 'The immune system & a "checkpoint" of the immune system.'
    explaining = explainer()
    html = explaining.marked(text)
    assert unescape(re.sub(r"<[^>]+>", "", html)) == text
    assert re.findall(r'class="term"[^>]*>(.*?)<', html) == ["immune system", "checkpoint"]
    again = explaining.marked("Checkpoints again.")
    assert again == "Checkpoints again."


def test_meanings_are_hidden_escaped_and_say_where_from() -> None:
    explaining = explainer("es")
    described = re.findall(r'aria-describedby="(.*?)"', explaining.marked("the immune system"))
    html = explaining.meanings()
    assert described == re.findall(r'id="(.*?)" hidden', html) == ["word-1-words-immune-system"]
    assert '<p lang="en" dir="auto"><b>Immune system</b>: ' in html
    assert "&lt;germs&gt;" in html
    assert "De nuestra biblioteca (en inglés): Words explained" in html


def test_nothing_is_marked_where_nothing_is_explained() -> None:
    explaining = explainer()
    assert explaining.marked("a < b") == "a &lt; b"
    assert explaining.meanings() == ""
