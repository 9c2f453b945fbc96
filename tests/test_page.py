"""The page in a real browser: asking, opening a citation, faults, hostile text, phones, and no outside request."""

import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

import app
from assistant import Answer, Assistant
from assistant.chips import CHIPS
from corpus import Claim, Corpus, Publisher, Quotation, Report, StatusChange
from index import Index

sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH: apt-get install chromium"),
]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

QUESTION = "Did a fire kill four guards in the harbour of Nordvik?"
HOSTILE = '<script>window.ran = 1</script><img src=x onerror="window.ran = 2">{{7*7}} ${window.ran = 3}'
BAY = (
    "Bay Times reported on 4 May 2030, citing unnamed police sources, that a fire in the harbour of Nordvik "
    "had killed four guards."
)
FLEET = (
    "Fleet Post reported on 6 May 2030 that Jon Berg, a spokesman of the harbour, had denied that four guards "
    "were killed."
)
CORPUS = Corpus(
    reports=(
        Report(
            id="bay-1",
            title=f"Guards dead {HOSTILE}",
            kind="note",
            publisher="bay",
            published=date(2030, 5, 4),
            origins=("police",),
            read_via=HOSTILE,
            text=f"{BAY} According to the sources, the guards {HOSTILE} had been asleep.",
        ),
        Report(
            id="fleet-1",
            title="Harbour denies deaths",
            publisher="fleet",
            published=date(2030, 5, 6),
            url="https://fleet.example/1",
            text=f"{FLEET} The spokesman gave no details.",
        ),
    ),
    publishers=(Publisher("bay", "Bay Times", "C", why=HOSTILE), Publisher("fleet", "Fleet Post", "B")),
    register=(
        Claim(
            "guards",
            "A fire in the harbour of Nordvik killed four guards.",
            also=(QUESTION,),
            history=(
                StatusChange(date(2030, 5, 4), "unverified", f"Unnamed sources. {HOSTILE}", (Quotation("bay-1", BAY),)),
                StatusChange(
                    date(2030, 5, 6),
                    "disputed",
                    "The harbour denies it.",
                    (Quotation("fleet-1", FLEET, "same", HOSTILE),),
                ),
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    path: Path = tmp_path_factory.mktemp("page") / "index"
    with Assistant(Index.build(CORPUS, path)) as desk:
        yield desk


@pytest.fixture(scope="module")
def address(desk: Assistant) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    blocks = app.build(desk)
    blocks.launch(server_name="127.0.0.1", server_port=port, quiet=True, prevent_thread_lock=True, **app.LOOK)
    yield f"http://127.0.0.1:{port}"
    blocks.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> "Iterator[sync.Browser]":
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "sync.Browser", address: str) -> "Iterator[sync.Page]":
    """A reader's page. Whatever a test does on it, no request may leave this machine and no script may fail."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        requests: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(address)
        page.wait_for_selector("button.example")
        yield page
        assert len(requests) > 10
        assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
        assert faults == []


def ask(page: "sync.Page", question: str = QUESTION) -> None:
    before = page.locator(".exchange").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    settled = page.locator(".exchange").nth(before).locator(".details, .fault").first
    settled.wait_for()


def expected(desk: Assistant) -> Answer:
    answer = desk.answer(QUESTION)
    assert answer.statements and answer.citations(), "the engine answers the example of its own register"
    return answer


def test_asking_shows_every_statement_with_its_label(page: "sync.Page", desk: Assistant) -> None:
    ask(page)
    shown = page.locator(".answer > .statement")
    for number, statement in enumerate(expected(desk).statements):
        text = shown.nth(number).inner_text()
        assert statement.text in text and CHIPS[statement.status].word in text and CHIPS[statement.status].icon in text
        assert "as of 6 May 2030" in text
    assert page.input_value("#question textarea") == ""


def test_every_citation_opens_its_report_marked_at_exactly_the_quote(page: "sync.Page", desk: Assistant) -> None:
    ask(page)
    for number, citation in enumerate(expected(desk).citations(), 1):
        button = page.locator(f'.exchange [data-open="0.{number}"]').first
        if not button.is_visible():
            page.locator("details.details > summary").click()
        button.click()
        sync.expect(page.locator("#source mark")).to_have_text(citation.quote, use_inner_text=False)
        assert page.locator("#source mark").text_content() == citation.quote
        assert citation.source in page.locator("#source .kind").inner_text()
        sync.expect(page.locator("#source mark")).to_be_in_viewport()


def test_the_keyboard_alone_asks_opens_a_citation_and_comes_back(page: "sync.Page") -> None:
    ask(page)
    page.locator("button.cite").first.focus()
    page.keyboard.press("Enter")
    sync.expect(page.locator("#source mark")).to_be_focused()
    page.locator("[data-back]").focus()
    page.keyboard.press("Enter")
    sync.expect(page.locator("button.cite").first).to_be_focused()


def test_the_timeline_shows_each_label_with_its_quotations(page: "sync.Page") -> None:
    ask(page)
    page.locator("[data-timeline]").click()
    text = page.locator("#timeline").inner_text()
    for part in ("4 May 2030 ? Unverified", "6 May 2030 ⇄ Disputed", "The harbour denies it.", "about this very claim"):
        assert part in " ".join(text.split())
    page.locator('#timeline [data-open="0.0.1.0"]').click()
    sync.expect(page.locator("#source mark")).to_have_text(FLEET)


def test_how_an_answer_was_made_opens_beside_it(page: "sync.Page", desk: Assistant) -> None:
    ask(page)
    page.click(".details > summary")
    page.click("button[data-trace]")
    page.wait_for_selector(".trace")
    weighed = desk.explain(QUESTION).parts[0].weighed
    assert weighed is not None and weighed.why in page.inner_text(".trace")
    page.click("#new")
    page.wait_for_selector(".trace", state="detached")


def test_a_date_that_is_none_is_said_under_the_field_and_nothing_is_asked(page: "sync.Page") -> None:
    page.fill("#day input, #day textarea", "8 Octember")
    page.fill("#question textarea", QUESTION)
    page.click("#ask")
    sync.expect(page.locator("#day-fault")).to_contain_text("YYYY-MM-DD")
    assert page.locator(".exchange").count() == 0 and page.input_value("#question textarea") == QUESTION
    page.fill("#day input, #day textarea", "2030-05-05")
    page.click("#ask")
    page.locator(".exchange .details").wait_for()
    assert "as of 5 May 2030" in page.locator(".question").inner_text()
    assert page.locator("#day-fault .fault").count() == 0
    assert "Fleet Post" not in page.locator("#conversation").inner_text(), "known only on the 6th"
    assert "Disputed" not in page.locator("#panel").text_content()


def test_a_date_said_in_words_carries_on_and_is_shown(page: "sync.Page") -> None:
    ask(page, f"As of 5 May 2030, {QUESTION[0].lower()}{QUESTION[1:]}")
    ask(page, "And who denied it?")
    last = page.locator(".exchange").last
    assert "as of 5 May 2030" in last.locator(".question").inner_text()
    assert "As of 5 May 2030, carried on" in last.locator(".reading").inner_text()
    assert "Fleet Post" not in page.locator("#conversation").inner_text(), "known only on the 6th"
    ask(page, "Is that confirmed now?")
    assert "as of" not in page.locator(".exchange").last.locator(".question").inner_text()
    assert "Not confirmed" in page.locator(".exchange").last.locator(".opening").inner_text()


def test_a_date_taken_out_of_its_field_does_not_carry_on(page: "sync.Page") -> None:
    page.fill("#day input, #day textarea", "2030-05-05")
    ask(page)
    page.fill("#day input, #day textarea", "")
    ask(page, "Are you sure?")
    last = page.locator(".exchange").last
    assert "as of" not in last.locator(".question").inner_text() and "Fleet Post" in last.inner_text()


def test_a_number_stays_with_its_words_through_a_conversation(page: "sync.Page") -> None:
    ask(page)
    first = {b.inner_text(): b.get_attribute("title") for b in page.locator(".sources button.cite").all()}
    ask(page, "Who denied it?")
    ask(page, "How do you know?")
    for exchange in page.locator(".exchange").all():
        for button in exchange.locator("button.cite").all():
            title = button.get_attribute("title")
            assert first.setdefault(button.text_content() or "", title) == title
    page.locator(".exchange").last.locator("button.cite").last.click()
    sync.expect(page.locator("#source mark")).to_be_in_viewport()


def test_the_known_by_field_bounds_an_answer_and_names_its_own_fault(page: "sync.Page") -> None:
    page.fill("#known input, #known textarea", "soon")
    page.fill("#question textarea", QUESTION)
    page.click("#ask")
    sync.expect(page.locator("#day-fault")).to_contain_text("known-by")
    page.fill("#known input, #known textarea", "2030-05-05")
    page.click("#ask")
    page.locator(".exchange .details").wait_for()
    assert "known by 5 May 2030" in page.locator(".question").inner_text()
    page.locator("details.details > summary").click()
    assert "received by 5 May 2030" in page.locator(".details").inner_text()


def test_the_timeline_says_on_which_side_each_quotation_stands(page: "sync.Page") -> None:
    ask(page)
    page.locator("[data-timeline]").click()
    page.locator("#timeline article").wait_for()
    assert page.locator("#timeline .side-for").first.text_content() == "states this"
    assert page.locator("#timeline .side-against").last.inner_text() == "denies it"


def test_thanks_gets_a_line_and_no_label(page: "sync.Page") -> None:
    page.fill("#question textarea", "thanks!")
    page.press("#question textarea", "Enter")
    page.locator(".aside").wait_for()
    assert "welcome" in page.locator(".aside").inner_text()
    assert page.locator("#conversation .chip").count() == 0


def test_a_declined_answer_is_labelled_no_evidence(page: "sync.Page") -> None:
    ask(page, "Who won the chess championship of Atlantis?")
    text = page.locator(".declined").inner_text()
    assert "∅" in text and CHIPS["unknown"].word in text
    assert page.locator(".declined .chip").evaluate("chip => getComputedStyle(chip).borderStyle") == "dashed"


def test_an_expected_failure_is_one_line_and_no_evidence_is_never_said(page: "sync.Page") -> None:
    ask(page, "​​")
    assert len(page.locator(".fault").inner_text().splitlines()) == 1
    assert CHIPS["unknown"].word not in page.locator("#conversation").inner_text()


def test_hostile_text_is_shown_as_text_and_runs_nothing(page: "sync.Page") -> None:
    ask(page)
    page.locator("[data-timeline]").click()
    page.locator("#timeline article").wait_for()
    assert page.locator("#timeline").text_content().count(HOSTILE) == 2
    ask(page, f"Who said {HOSTILE}?")
    assert HOSTILE in page.locator(".exchange:last-child .question").text_content()
    page.locator(".exchange:first-child button.cite").first.click()
    sync.expect(page.locator("#source h2")).to_have_text(f"Guards dead {HOSTILE}")
    assert HOSTILE in page.locator("#source .text").text_content()
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None and page.locator("#chat img, #panel img").count() == 0


def test_the_examples_are_the_desks_own_and_can_be_asked(page: "sync.Page") -> None:
    assert page.locator("button.example").all_inner_texts() == [QUESTION]
    page.locator("button.example").click()
    page.locator(".exchange .details").wait_for()
    assert page.locator(".question").inner_text() == QUESTION


def test_a_new_conversation_forgets_and_readers_do_not_share_one(
    page: "sync.Page", browser: "sync.Browser", address: str
) -> None:
    ask(page)
    ask(page, "Who denied it?")
    assert page.locator(".exchange").count() == 2
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(address)
        other.wait_for_selector("button.example")
        assert other.locator(".exchange").count() == 0
        other.close()
    page.click("#new")
    page.wait_for_selector("button.example")
    assert page.locator(".exchange").count() == 0 and page.locator("#source mark").count() == 0
    ask(page)
    assert page.locator(".exchange").count() == 1


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: "sync.Page", width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    ask(page)
    page.locator("details.details > summary").click()
    page.locator("button.cite").first.click()
    page.locator("#source mark").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sync.expect(page.locator("#source mark")).to_be_in_viewport()


def test_the_page_says_its_language_and_title(page: "sync.Page") -> None:
    assert page.title() == "Briefing" and page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").inner_text() == "Briefing"


def test_a_program_gets_the_answer_as_json_and_a_failure_as_its_line(address: str, desk: Assistant) -> None:
    client = Client(address, verbose=False)
    try:
        answer = desk.answer(QUESTION, as_of="2030-05-05")
        assert client.predict(QUESTION, "2030-05-05", api_name="/ask") == answer.to_dict()
        with pytest.raises(AppError, match="not a date"):
            client.predict(QUESTION, "8 Octember", api_name="/ask")
    finally:
        client.close()
