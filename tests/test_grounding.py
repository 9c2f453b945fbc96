"""The gate: what it lets through is exactly there, and no stronger than its evidence."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import verify
from assistant.answering import Assistant
from assistant.drafting import draft
from assistant.evidence import find_evidence
from assistant.grounding import faults, ground
from assistant.question import read_question
from assistant.values import Citation, Statement
from assistant.weighing import Findings, weigh
from index.assertions import read_assertions

OFFICERS = "Did a missile strike on 3 October 2024 kill six North Korean officers near Donetsk?"


def findings(desk: Assistant, question: str = OFFICERS, as_of: str | None = None) -> Findings:
    read = read_question(question, (), as_of, desk.index)
    return weigh(read, find_evidence(read, desk.index), desk.index)


def test_every_drafted_statement_passes_the_gate(shipped: Assistant) -> None:
    found = findings(shipped)
    passed, notes = ground(draft(found, shipped.index), found, shipped.index)
    assert passed and notes == ()


def spoilt(statement: Statement, kind: str) -> Statement:
    citation: Citation = statement.citations[0]
    match kind:
        case "invented quote":
            return replace(statement, citations=(replace(citation, quote="Six officers were killed."),))
        case "shifted span":
            return replace(statement, citations=(replace(citation, start=citation.start + 1, end=citation.end + 1),))
        case "frame cut off":
            return replace(
                statement, citations=(replace(citation, start=citation.start + 25, quote=citation.quote[25:]),)
            )
        case "unknown report":
            return replace(statement, citations=(replace(citation, report="nowhere"),))
        case "no citation":
            return replace(statement, citations=())
        case "promoted":
            return replace(statement, status="confirmed")
        case "another number":
            return replace(statement, text=statement.text.replace("six", "nine").replace("3 October", "7 October"))
        case "another place":
            return replace(statement, text=statement.text + " It happened in Brazil.")
        case "another likelihood":
            return replace(statement, text=statement.text + " It is almost certain.")
    raise AssertionError(kind)


@pytest.mark.parametrize(
    "kind",
    [
        "invented quote",
        "shifted span",
        "frame cut off",
        "unknown report",
        "no citation",
        "promoted",
        "another number",
        "another place",
        "another likelihood",
    ],
)
def test_the_gate_stops_what_is_spoilt(shipped: Assistant, kind: str) -> None:
    found = findings(shipped)
    good = draft(found, shipped.index)[0]
    assert faults(good, found, shipped.index) == ()
    assert faults(spoilt(good, kind), found, shipped.index) != ()


def test_a_later_report_does_not_pass_an_as_of_date(shipped: Assistant) -> None:
    late = draft(findings(shipped), shipped.index)[-1]
    early = findings(shipped, as_of="2024-10-05")
    assert any("later than the as-of date" in fault for fault in faults(late, early, shipped.index))


def test_a_spoilt_statement_is_mended_or_dropped_and_the_answer_says_so(shipped: Assistant) -> None:
    found = findings(shipped)
    good = draft(found, shipped.index)
    passed, notes = ground((spoilt(good[0], "another place"), good[1]), found, shipped.index)
    assert notes and all("Brazil" not in s.text for s in passed)


def test_every_sentence_of_the_corpus_can_be_cited_exactly_frame_included(shipped: Assistant) -> None:
    counted = 0
    for report in shipped.index.reports():
        for sentence in shipped.index.sentences(report.id, 0, len(report.text)):
            assert report.text[sentence.start : sentence.end] == sentence.text
            for assertion in sentence.assertions:
                assert report.text[assertion.start : assertion.end] == assertion.text
                assert sentence.start <= assertion.start <= assertion.end <= sentence.end
                assert report.text[assertion.frame_start : assertion.frame_end] == assertion.frame == sentence.text
                counted += 1
    assert counted > 700


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            "North Korean officers soldiers killed near Donetsk Kursk Seoul Moscow denied confirmed treaty "
            "missiles casualties 2024 "
            "why did who how many were the of in was it true that".split()
        ),
        min_size=1,
        max_size=9,
    )
)
def test_whatever_is_asked_every_citation_is_exact_and_no_claim_is_promoted(
    shipped: Assistant, words: list[str]
) -> None:
    from assistant.values import stronger

    answer = shipped.answer(" ".join(words) + "?")
    for citation in answer.citations():
        report = shipped.index.report(citation.report)
        assert report is not None and report.text[citation.start : citation.end] == citation.quote
    for statement in (*answer.statements, *answer.details):
        claim = shipped.index.claims.get(statement.claim)
        held = claim.on(None) if claim else None
        assert held is None or not stronger(statement.status, held.status)


SOURCE = (
    "Harbour News reported, citing unnamed officials, that six officers had been killed near Lindau on 3 May 2023. "
    "The minister said it was highly likely that the report was true. The company denied that anybody had been killed."
)


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        ("Harbour News reported, citing unnamed officials, that six officers had been killed near Lindau.", True),
        ("Six officers were killed near Lindau.", False),
        ("Harbour News reported, citing unnamed officials, that nine officers had been killed near Lindau.", False),
        ("Harbour News reported that six officers had been killed near Vienna.", False),
        ("The company confirmed that six officers had been killed near Lindau.", False),
        ("The minister denied that six officers had been killed near Lindau.", False),
        ("The weather was fine on the lake.", False),
    ],
)
def test_verify_holds_a_sentence_against_its_source(sentence: str, supported: bool) -> None:
    found = verify(sentence, SOURCE)
    assert found.supported is supported, found
    assert found.reasons and 0 <= found.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "!!!",
        "\n\n",
        "🙂" * 30,
        "A" * 5000,
        "word " * 5000,
        "“never closed",
        "- a\n- b\n- c",
        "| a | b |\n|---|---|",
    ],
)
def test_reading_never_fails_on_odd_text(text: str) -> None:
    for assertion in read_assertions(text):
        assert text[assertion.start : assertion.end] == assertion.text
    verify("The ship sank.", text)
