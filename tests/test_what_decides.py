"""What a label rests on is what a reader sees first."""

from datetime import date
from pathlib import Path

from assistant.answering import Assistant
from corpus import Claim, Publisher, Quotation, StatusChange
from index.opening import Index
from tests.stories import desk, report

SEEN = "The weekly Lakeside said on 2 May 2023 that the captain of the Aurora had steered drunk."
HEARD = "The cook Ida Ruun said on 3 May 2023 that the captain of the Aurora had steered drunk."
OWNED = "The captain of the Aurora, Paul Hagen, said on 9 May 2023 that he had steered drunk that night."


def change(day: int, status: str, *keys: str) -> StatusChange:
    quotes = {"seen": SEEN, "heard": HEARD, "owned": OWNED}
    basis = tuple(Quotation(key, quotes[key]) for key in keys)
    return StatusChange(date(2023, 5, day), status, "", basis)  # type: ignore[arg-type]


def test_a_confirmed_claim_shows_first_what_it_was_confirmed_on(tmp_path: Path) -> None:
    drunk = Claim(
        "A1",
        "The captain of the Aurora steered drunk.",
        history=(
            change(2, "reported", "seen"),
            change(3, "reported", "seen", "heard"),
            change(9, "confirmed", "owned"),
            change(12, "confirmed", "owned", "seen", "heard"),
        ),
    )
    reports = [
        report("seen", SEEN, published="2023-05-02"),
        report("heard", HEARD, published="2023-05-03"),
        report("owned", OWNED, published="2023-05-09"),
    ]
    with Index.build(reports, tmp_path) as index:
        desk = Assistant(index, register=(drunk,))
        first, second, *_ = desk.answer("Did the captain of the Aurora steer drunk?").statements
        assert first.status == "confirmed"
        assert [citation.report for citation in (*first.citations, *second.citations)] == ["owned", "owned"]
        before = desk.answer("Did the captain of the Aurora steer drunk?", as_of="2023-05-08").statements
        assert before[0].status == "reported"


def test_what_is_asked_beyond_the_claim_goes_first_among_its_evidence(tmp_path: Path) -> None:
    signed = "The mayor of Lindau and the operator Lakeline signed a pact on ferries on 1 May 2023."
    force = "The city council of Lindau wrote that the pact with the operator Lakeline took force on 1 July 2023."
    pact = Claim(
        "A2",
        "The city of Lindau and the operator Lakeline have a pact on ferries.",
        ("Was the pact of Lindau and Lakeline signed?", "Is the pact of Lindau and Lakeline in force?"),
        history=(
            StatusChange(date(2023, 7, 2), "reported", "", (Quotation("signed", signed), Quotation("force", force))),
        ),
    )
    reports = [report("signed", signed, published="2023-05-02"), report("force", force, published="2023-07-02")]
    with Index.build(reports, tmp_path) as index:
        desk = Assistant(index, register=(pact,))
        _, second, *_ = desk.answer("Is the pact of Lindau and Lakeline in force?").statements
        assert [citation.report for citation in second.citations] == ["force"]
        _, second, *_ = desk.answer("Was the pact of Lindau and Lakeline signed by the mayor?").statements
        assert [citation.report for citation in second.citations] == ["signed"]


RUMOUR = "Lakeline is in talks to sell the Aurora, according to two people who asked not to be named."
DENIAL = "Lakeline denies that it is in talks to sell the Aurora."
ADMISSION = "Lakeline confirmed on 9 May 2023 that it had been in talks to sell the Aurora."
PAPERS = (Publisher("harbour-news", "Harbour News", "C"), Publisher("lakeline", "Lakeline", "B"))


def test_a_company_that_puts_out_its_own_statements_is_a_party_to_what_it_does(tmp_path: Path) -> None:
    """It is known as a publisher and to no names file, and speaks of itself as "it"."""
    reports = [
        report("rumour", RUMOUR, published="2023-05-02"),
        report("denial", DENIAL, publisher="lakeline", published="2023-05-03"),
        report("admission", ADMISSION, publisher="lakeline", published="2023-05-09"),
    ]
    with desk(tmp_path, reports, publishers=PAPERS) as lake:
        first = lake.answer("Is Lakeline in talks to sell the Aurora?").statements[0]
        assert (first.status, first.citations[0].report) == ("confirmed", "admission")
        before = lake.answer("Is Lakeline in talks to sell the Aurora?", as_of="2023-05-08").statements[0]
        assert before.status == "disputed"


def test_an_outlet_is_no_party_to_what_it_reports_of_others(tmp_path: Path) -> None:
    denied = "Lakeline denied on 3 May 2023 that the captain of the Aurora had died."
    reports = [
        report("denied", denied, publisher="harbour-news", published="2023-05-03"),
        report("told", "Harbour News confirmed that the captain of the Aurora had died.", published="2023-05-04"),
    ]
    with desk(tmp_path / "outlet", reports, publishers=PAPERS) as lake:
        assert lake.answer("Did the captain of the Aurora die?").statements[0].status == "disputed"


def test_who_denies_that_jobs_are_cut_denies_their_number_too(tmp_path: Path) -> None:
    text = (
        "Lakeline plans to cut 40 jobs in Lindau, the works council said on 8 May 2023. "
        "Lakeline denied on 8 May 2023 that it planned job cuts in Lindau."
    )
    with desk(tmp_path, [report("jobs", text, published="2023-05-09")], publishers=PAPERS) as lake:
        answer = lake.answer("How many jobs does Lakeline plan to cut in Lindau?")
        assert {statement.status for statement in answer.statements} == {"disputed"}
        assert "denied" in answer.statements[1].text
