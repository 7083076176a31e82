"""Words explained, reading aloud, feedback, Spanish, text and colors: in real Chromium."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from app.settings import Settings
from tests.app.web.scripted import ScriptedAnswerer
from tests.browser.conftest import Watch
from tests.browser.reading import BOX, FOCUSED, ask, contrast, wait_for_turn

# A device that speaks: what it was given to say is noted. One voice is another company's.
VOICES = """window.spoken = []; const heard = new EventTarget();
  Object.assign(heard, {cancel() { window.spoken.push('STOP') }, getVoices: () => [
    {lang: 'en-GB', localService: false, name: 'far'},
    {lang: 'en-US', localService: LOCAL, name: 'near'}],
    speak(words) { window.spoken.push([words.text, words.voice.name]) }});
  Object.defineProperty(window, 'speechSynthesis', {value: heard});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };"""


def test_a_word_is_explained_by_pointer_focus_and_tap(page: Page, watch: Watch) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    term, note = page.locator(".term").first, page.locator("#explained")
    meaning = page.locator(f"#{term.get_attribute('aria-describedby')}").text_content() or ""
    term.hover()
    expect(note).to_be_visible()
    assert "".join(note.inner_text().split()) == "".join(meaning.split())
    note.hover()  # it stays while it is read
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    page.locator(".lead").hover()
    expect(note).to_be_hidden()
    term.focus()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    term.click()
    page.locator(".lead").hover()
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    expect(term).to_have_attribute("aria-expanded", "true")
    page.locator(".lead").click()
    expect(note).to_be_hidden()
    edge = note.evaluate("node => (node.hidden = false, node.getBoundingClientRect().right)")
    assert edge <= page.evaluate("innerWidth")
    assert watch.complaints == []


def test_an_explained_word_leaves_the_quote_as_it_is(page: Page) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".term").first.click()
    quote = page.locator(".quote").first
    assert quote.text_content() == (
        "These drugs block certain proteins (checkpoints) that inhibit the immune system, "
        "allowing it to mount a stronger attack against cancer cells."
    )


@pytest.mark.parametrize("local", [True, False])
def test_reading_aloud_uses_a_voice_of_this_device_alone(
    chromium: Browser, address: str, size: tuple[int, int], local: bool
) -> None:
    with chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        context.add_init_script(VOICES.replace("LOCAL", str(local).lower()))
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        ask(page, "checkpoint inhibitors")
        wait_for_turn(page, 1, "answered")
        button = page.locator(".read-aloud")
        if not local:
            expect(button).to_be_hidden()
            return
        button.click()
        spoken = [one for one in page.evaluate("window.spoken") if one != "STOP"]
        assert any("These drugs block certain proteins" in text for text, _ in spoken)
        assert {voice for _, voice in spoken} == {"near"}
        expect(button).to_have_text("Stop reading")
        page.evaluate("window.spoken = []")
        button.click()
        assert page.evaluate("window.spoken") == ["STOP"]
        expect(button).to_have_text("Read aloud")


def test_feedback_is_kept_only_when_it_is_sent(
    page: Page, settings: Settings, watch: Watch
) -> None:
    file = settings.data_dir / "feedback.jsonl"
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator('.helpful button[value="yes"]').click()
    page.locator(".helpful textarea").fill("thank you")
    expect(page.locator(".why")).to_contain_text("90 days")
    page.locator(".helpful .cancel").click()
    expect(page.locator(".why")).to_be_hidden()
    assert page.evaluate(f"{FOCUSED}.value") == "yes"
    assert not file.exists()
    page.locator('.helpful button[value="no"]').click()
    page.locator('.why input[value="too_little"]').check()
    page.locator(".helpful textarea").fill("say more <b>please</b>")
    page.locator('.why button[type="submit"]').click()
    expect(page.locator(".helpful .sent")).to_have_text("Thank you. It was sent.")
    expect(page.locator(".helpful button")).to_have_count(0)
    [row] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert row["helpful"] is False
    assert row["reasons"] == ["too_little"]
    assert row["comment"] == "say more <b>please</b>"
    assert row["question"] == "checkpoint inhibitors"
    assert [document for document, _ in row["cited"]] == ["immunotherapy-overview"] * 2
    ask(page, "side effects?")
    wait_for_turn(page, 2, "answered")
    expect(page.locator('.turn[data-turn="1"] .sent')).to_have_text("Thank you. It was sent.")
    expect(page.locator('.turn[data-turn="2"] .helpful button[value="yes"]')).to_be_visible()
    assert watch.complaints == []


def test_feedback_that_cannot_be_kept_says_so(page: Page, settings: Settings) -> None:
    (settings.data_dir / "feedback.jsonl").mkdir()
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator('.helpful button[value="yes"]').click()
    page.locator('.why button[type="submit"]').click()
    expect(page.locator(".helpful .sent")).to_contain_text("could not be sent")
    expect(page.locator(".why")).to_be_visible()


def test_the_page_is_spanish_by_the_browser_and_by_the_switch(
    chromium: Browser, address: str, size: tuple[int, int], watch: Watch
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with chromium.new_context(viewport=viewport, locale="es-MX") as context:
        page = context.new_page()
        watch.over(page)
        page.goto(address)
        expect(page.locator("h1").last).to_contain_text("inmunoterapia")
        page.wait_for_selector(".welcome")
        expect(page.locator("html")).to_have_attribute("lang", "es")
        expect(page.locator("#ask")).to_have_text("Preguntar")
        expect(page.locator(".standing").last).to_contain_text("equipo médico")
        expect(page.locator(".examples")).to_have_attribute("lang", "en")
        ask(page, "capital of France?")
        wait_for_turn(page, 1, "not_covered")
        expect(page.locator("#answer-1 .reach")).to_contain_text("equipo")
        ask(page, "checkpoint inhibitors")
        wait_for_turn(page, 2, "answered")
        expect(page.locator("#answer-2 .lead")).to_contain_text("en inglés")
        expect(page.locator("#answer-2 blockquote").first).to_have_attribute("lang", "en")
        page.locator(BOX).fill("half a ques")
        page.locator("#tool-language").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("#ask")).to_have_text("Ask")
        expect(page.locator("#answer-2 .lead")).to_contain_text("From our library")
        expect(page.locator(".turn")).to_have_count(2)
        expect(page.locator(BOX)).to_have_value("half a ques")
        expect(page.locator("#tool-language")).to_be_focused()
        page.reload()
        expect(page.locator("#ask")).to_have_text("Ask")  # the choice holds for this tab
    assert watch.complaints == []


@pytest.mark.parametrize("colors", ["light", "dark", "high"])
def test_body_text_has_a_contrast_of_seven(page: Page, colors: str) -> None:
    page.locator("#tool-display").click()
    page.locator(f'#display input[value="{colors}"]').check()
    expect(page.locator("html")).to_have_attribute("data-theme", colors)
    page.keyboard.press("Escape")
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".cite").first.click()
    selector = ".quote, .asked, .answer .reminder, .passage p, .standing, #list-name"
    assert contrast(page, selector) >= 7
    assert contrast(page, ".lead, .hint, .tag, .source dt, .ask-this, .masthead p") >= 4.5


def test_the_device_says_which_colors(chromium: Browser, address: str) -> None:
    with chromium.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address)
        root = page.locator("html")
        expect(root).to_have_attribute("data-theme", "dark")
        page.emulate_media(color_scheme="light")
        expect(root).to_have_attribute("data-theme", "light")
        page.emulate_media(contrast="more")
        expect(root).to_have_attribute("data-theme", "high")


def test_text_grows_to_twice_its_size(page: Page) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    size = "parseFloat(getComputedStyle(document.querySelector('.quote')).fontSize)"
    before = page.evaluate(size)
    page.locator("#tool-display").click()
    page.locator('#display input[value="200"]').check()
    assert page.evaluate(size) == pytest.approx(2 * before)


def test_a_suggested_question_does_not_take_what_was_typed(page: Page, watch: Watch) -> None:
    page.locator(BOX).fill("half a question of mine")
    page.locator(".examples .ask-this").first.click()
    wait_for_turn(page, 1, "answered")
    expect(page.locator(BOX)).to_have_value("half a question of mine")
    assert watch.complaints == []


def test_a_word_that_was_explained_is_so_no_more_when_an_answer_comes(page: Page) -> None:
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 1, "answered")
    page.locator(".term").first.hover()
    expect(page.locator("#explained")).to_be_visible()
    page.locator(BOX).focus()
    page.keyboard.type("side effects?")
    page.keyboard.press("Enter")
    wait_for_turn(page, 2, "answered")
    expect(page.locator("#explained")).to_be_hidden()


def test_the_language_is_changed_only_when_an_answer_has_come(
    page: Page, answerer: ScriptedAnswerer
) -> None:
    ask(page, "side effects?")
    wait_for_turn(page, 1, "answered")
    answerer.hold.clear()
    ask(page, "checkpoint inhibitors")
    wait_for_turn(page, 2, "looking")
    page.locator("#tool-language").click()
    answerer.hold.set()
    wait_for_turn(page, 2, "answered")
    expect(page.locator("#ask")).to_have_text("Preguntar")
    expect(page.locator(".turn")).to_have_count(2)
    assert [asked for asked, _ in answerer.asked][:2] == ["side effects?", "checkpoint inhibitors"]


def test_where_nothing_may_be_kept_the_page_works(
    chromium: Browser, address: str, size: tuple[int, int]
) -> None:
    with chromium.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        context.add_init_script(
            """for (const name of ['sessionStorage', 'localStorage'])
              Object.defineProperty(window, name, {get() { throw new Error('blocked') }})"""
        )
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        ask(page, "checkpoint inhibitors")
        wait_for_turn(page, 1, "answered")
        page.locator(".cite").first.click()
        expect(page.locator("#source-1-1")).to_be_visible()
        page.locator(".add-to-list").click()
        expect(page.locator("#list-items > li")).to_have_count(1)
        page.locator("#tool-leave").click()
        page.wait_for_url("**/left**")
