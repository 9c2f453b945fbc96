"""What the page shows, as HTML: nothing from outside becomes markup, and a mark holds exactly the quoted words."""

from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import page
from assistant.chips import CHIPS
from assistant.histories import Quoted, Timeline, TimelineEntry
from assistant.page.answers import answer_html
from assistant.page.markup import Html, escaped, join, tag
from assistant.page.sources import opened
from assistant.values import (
    Answer,
    Basis,
    Citation,
    Conflict,
    CorrectionShown,
    Premise,
    Side,
    Statement,
)
from corpus import Correction, Publisher, Report

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}${alert(3)}`'</mark></article>"
TAGS = set("section h2 h3 p div span q ul ol li details summary button article dl dt dd b a mark time".split())
DAY = date(2030, 5, 4)
TEXT = f"Bay Times reported that four guards had died. {HOSTILE} It named nobody."
REPORT = Report(
    id="bay",
    title=HOSTILE,
    text=TEXT,
    kind="note",
    publisher="bay",
    published=DAY,
    url="https://bay.example/1",
    read_via=HOSTILE,
    verified_by=HOSTILE,
    verified_on=DAY,
)
PUBLISHER = Publisher("bay", HOSTILE, "D", why=HOSTILE)


class Seen(HTMLParser):
    """The elements, attributes and text a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.marked = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if "mark" in self.open else ""


def citation(start: int, end: int, **more: str) -> Citation:
    kind = more.get("kind", "note")
    return Citation("bay", kind, start, end, TEXT[start:end], HOSTILE, HOSTILE, DAY, "javascript:alert(4)")


def answer() -> Answer:
    first, second = citation(0, 45), citation(46, len(TEXT))
    said = Statement(HOSTILE, "disputed", HOSTILE, Basis(HOSTILE, HOSTILE, (), 1, 2, HOSTILE), (first, second), "c")
    sides = Side(HOSTILE, (first,)), Side(HOSTILE, (second,))
    return Answer(
        HOSTILE,
        None,
        DAY,
        None,
        0.5,
        (Premise(HOSTILE, "unknown", HOSTILE),),
        (said,),
        (said,),
        (Conflict(HOSTILE, sides),),
        (CorrectionShown("bay", HOSTILE, HOSTILE, DAY, second, (first,)),),
        ("c",),
        HOSTILE,
        notes=(HOSTILE,),
    )


def surfaces() -> dict[str, str]:
    """Everything the page shows, filled with hostile text."""
    entry = TimelineEntry(DAY, "reported", HOSTILE, HOSTILE, (Quoted(citation(0, 45), "broader", HOSTILE),))
    exchange = page.Exchange(HOSTILE, DAY, answer())
    return {
        "answer": page.conversation([exchange]),
        "fault": page.conversation([page.Exchange(HOSTILE, None, None, HOSTILE)]),
        "waiting": page.conversation([page.Exchange(HOSTILE)]),
        "welcome": page.conversation([], [HOSTILE]),
        "declined": page.conversation([page.Exchange(HOSTILE, None, Answer(HOSTILE, DAY, None, HOSTILE, 0.0))]),
        "source": opened(REPORT, PUBLISHER, citation(0, 45)),
        "date": page.date_line(HOSTILE),
        "timeline": page.timelines([Timeline("c", HOSTILE, None, (entry,))], 0),
    }


@pytest.mark.parametrize("surface", surfaces())
def test_text_from_outside_never_becomes_markup(surface: str) -> None:
    html = surfaces()[surface]
    seen = Seen(html)
    assert set(seen.tags) <= TAGS and not seen.open
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "src"]
    assert not [value for name, value in seen.attributes if name == "href" and not (value or "").startswith("https://")]
    assert not set("{}$`") & set(html), "Gradio reads these as templates"
    if surface != "date":
        assert HOSTILE in seen.text


@given(st.text())
def test_escaping_keeps_every_sign_and_leaves_none_that_acts(text: str) -> None:
    assert unescape(escaped(text)) == text and not set("<>\"'{}$`") & set(escaped(text))


def test_a_string_that_is_not_html_is_escaped_once_and_html_never_again() -> None:
    inner = tag("b", "1 < 2", title='a"b')
    assert inner == '<b title="a&quot;b">1 &lt; 2</b>'
    assert join("<", inner, Html("<hr>")) == f"&lt;{inner}<hr>"


@given(st.data())
def test_the_mark_holds_exactly_the_quote_whatever_was_corrected(data: st.DataObject) -> None:
    text = data.draw(st.text("ab <&\n", min_size=1, max_size=40))
    cut = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    start, end = data.draw(cut)
    wrong = [text[a:b] for a, b in data.draw(st.lists(cut, max_size=4))]
    report = Report(id="r", text=text, corrections=tuple(Correction(w, "note", DAY) for w in wrong))
    shown = Citation("r", "original", start, end, text[start:end], "", "", None, "")
    html = opened(report, Publisher("p", "P"), shown)
    assert Seen(html).marked == text[start:end]
    body = html.partition('<div class="text"')[2].partition(">")[2].partition("</div>")[0]
    assert Seen(body).text == text


def test_a_report_that_changed_since_the_answer_is_not_marked() -> None:
    changed = replace(REPORT, text="Another text altogether, long enough for the old span to lie in it.")
    html = opened(changed, PUBLISHER, citation(0, 45))
    assert "mark" not in Seen(html).tags and "has changed" in html


def test_a_report_above_clear_is_not_opened() -> None:
    html = opened(replace(REPORT, handling="TLP:AMBER"), PUBLISHER, citation(0, 45))
    assert "four guards" not in html and "TLP:AMBER" in html


def test_a_correction_is_shown_from_its_date_on() -> None:
    report = replace(REPORT, corrections=(Correction("four guards", "There were three.", DAY),))
    assert "There were three." in opened(report, PUBLISHER, citation(0, 45), DAY)
    assert "There were three." not in opened(report, PUBLISHER, citation(0, 45), date(2030, 5, 3))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", HOSTILE])
def test_an_address_that_is_no_web_page_is_text_and_no_link(url: str) -> None:
    seen = Seen(opened(replace(REPORT, url=url), PUBLISHER, citation(0, 45)))
    assert "a" not in seen.tags and url in seen.text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("note", "desk note on Bay Times, 4 May 2030: our summary, not the publisher’s words"),
        ("original", "Bay Times, 4 May 2030: the publisher’s own text"),
    ],
)
def test_whose_words_a_report_is_in_is_always_said(kind: str, said: str) -> None:
    html = opened(REPORT, PUBLISHER, replace(citation(0, 45, kind=kind), publisher="Bay Times"))
    assert said in Seen(html).text and "D, not usually reliable" in Seen(html).text


def test_every_statement_has_a_label_of_icon_word_qualifier_and_date() -> None:
    html = answer_html(replace(answer(), as_of=date(2030, 5, 9)), 0)
    assert html.count('class="chip chip-disputed"') == 2, "the statement and the one among the details"
    assert f"background:{CHIPS['disputed'].colour};color:{CHIPS['disputed'].ink}" in html
    assert f"⇄ Disputed · {HOSTILE} · as of 9 May 2030" in Seen(html).text


def test_a_citation_has_one_number_through_the_whole_answer() -> None:
    shown = answer()
    html = answer_html(shown, 3)
    assert shown.citations() == (citation(0, 45), citation(46, len(TEXT)))
    assert html.count('data-open="3.1"') > 2 and html.count('data-open="3.2"') > 2 and 'data-open="3.3"' not in html


def test_a_declined_answer_carries_the_unknown_label_and_no_other() -> None:
    html = answer_html(Answer("Why?", DAY, None, "I found no report in the corpus that says why.", 0.1), 0)
    assert "∅ No evidence in corpus · as of 4 May 2030" in Seen(html).text and html.count('class="chip') == 1
    assert "I found no report in the corpus that says why." in html


def test_an_answer_left_behind_does_not_come_back() -> None:
    class Slow:
        def answer(self, question: str, **more: object) -> Answer:
            talk.clear()
            page.begin(talk, "Another?", "")
            return answer()

    talk: page.Talk = []
    assert page.begin(talk, "Why?", "") and not page.begin(talk, "Twice?", "")
    assert not page.finish(Slow(), talk)  # type: ignore[arg-type]
    assert [exchange.question for exchange in talk] == ["Another?"] and talk[0].pending


@pytest.mark.parametrize("reference", ["", "x", "0", "0.0", "0.9", "7.1", "0.1.1", "0.0.9.0", "0.0.0.0.0", "-9.1"])
def test_a_reference_that_names_no_place_of_the_conversation_opens_nothing(reference: str) -> None:
    class Desk:
        def claim(self, claim: str, as_of: date | None, known_by: date | None) -> Timeline:
            return Timeline(claim, "C", as_of, ())

    html = page.open_reference(Desk(), [page.Exchange("Why?", None, answer())], reference)  # type: ignore[arg-type]
    assert "no longer open" in html
