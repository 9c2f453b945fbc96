"""Claims' histories: why each status changed, what moved between two days, and the shipped register's own facts."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.histories import TimelineEntry
from corpus import Claim, Corpus, Correction, Name, Quotation, Report, Slots, StatusChange
from corpus.errors import QuestionError
from index.opening import Index
from tests.stories import PUBLISHERS, report

# A small story

FIRST = report("first", "The coast guard said that at least 10 sailors had been killed.")
SECOND = report("second", "The coast guard said that 14 sailors had been killed.", published="2023-05-04")
DENIAL = report(
    "denial",
    "The operator, Lakeline, denied that any sailor had been killed.",
    publisher="lake-radio",
    published="2023-05-06",
)
BACK = report(
    "back",
    "Coast Daily retracted its report that 30 sailors had been killed.",
    publisher="coast-daily",
    published="2023-05-08",
)
WRONG = report(
    "wrong", "Coast Daily said that 30 sailors had been killed.", publisher="coast-daily", published="2023-05-03"
)
MENDED = report(
    "mended",
    "Harbour News wrote that 40 sailors had been killed.",
    published="2023-05-03",
    corrections=[Correction("40 sailors", "It was 14.", date(2023, 5, 6))],
)


def rests_on(*reports: Report, scope: str = "same") -> tuple[Quotation, ...]:
    return tuple(Quotation(r.id, r.text, scope) for r in reports)  # type: ignore[arg-type]


DEAD = Claim(
    "dead",
    "The number of sailors killed.",
    slots=Slots(counts="killed"),
    history=(
        StatusChange(date(2023, 5, 2), "reported", "The coast guard counts ten.", rests_on(FIRST)),
        StatusChange(date(2023, 5, 4), "reported", "It counts more.", rests_on(SECOND, WRONG, MENDED, FIRST)),
        StatusChange(date(2023, 5, 6), "disputed", "The operator denies it.", rests_on(DENIAL, SECOND)),
        StatusChange(date(2023, 5, 8), "disputed", "One outlet takes its figure back.", rests_on(BACK, DENIAL)),
    ),
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    held = (FIRST, SECOND, DENIAL, BACK, WRONG, MENDED)
    with Assistant(Index.build(Corpus(held, PUBLISHERS, (DEAD,)), tmp_path_factory.mktemp("i") / "i")) as desk:
        yield desk


def new(entry: TimelineEntry) -> list[str]:
    return [quoted.citation.report for quoted in entry.new]


def test_an_entry_says_what_became_of_the_status(asked: Assistant) -> None:
    assert [entry.change for entry in asked.claim("dead").entries] == [
        "first entry",
        "reaffirmed: no change of status",
        "changed from reported to disputed",
        "reaffirmed: no change of status",
    ]


def test_an_entry_names_the_evidence_that_no_earlier_one_had(asked: Assistant) -> None:
    entries = asked.claim("dead").entries
    assert [new(entry) for entry in entries] == [["first"], ["second", "wrong", "mended"], ["denial"], ["back"]]
    (denial,) = entries[2].new
    assert (denial.citation.speaker, denial.stance, denial.scope) == ("The operator, Lakeline", "deny", "same")


def test_an_entry_names_what_was_taken_back_and_how(asked: Assistant) -> None:
    found = [[(w.quoted.citation.report, w.way) for w in entry.withdrawn] for entry in asked.claim("dead").entries]
    assert found == [[], [("first", "replaced")], [("mended", "corrected")], [("wrong", "retracted")]]


def test_the_history_as_json_says_which_quotation_is_new(asked: Assistant) -> None:
    told = asked.claim("dead").to_dict()["history"]
    assert [[q["new"] for q in entry["basis"]] for entry in told][:2] == [[True], [True, True, True, False]]
    assert (told[2]["was"], told[2]["status"]) == ("reported", "disputed")
    assert told[3]["withdrawn"][0]["way"] == "retracted"
    json.dumps(told)


def test_what_moved_between_two_days_has_from_to_when_and_on_what(asked: Assistant) -> None:
    (move,) = asked.changes("2023-05-03")
    assert (move.id, move.was, move.status) == ("dead", "reported", "disputed")
    assert [entry.date for entry in move.entries] == [date(2023, 5, 6)] and new(move.entries[0]) == ["denial"]


def test_the_first_and_the_last_day_belong_to_the_time_between(asked: Assistant) -> None:
    assert [m.status for m in asked.changes("2023-05-06", "2023-05-06")] == ["disputed"]
    assert asked.changes("2023-05-07") == () == asked.changes("2023-05-03", "2023-05-05")


def test_a_new_claim_moves_from_nothing(asked: Assistant) -> None:
    (move,) = asked.changes("2023-05-01", "2023-05-04")
    assert move.was is None and move.to_dict()["new"] is True and move.status == "reported"


def test_days_in_the_wrong_order_or_no_days_are_refused(asked: Assistant) -> None:
    with pytest.raises(QuestionError, match="no day lies between 2023-05-06 and 2023-05-02"):
        asked.changes("2023-05-06", "2023-05-02")
    with pytest.raises(QuestionError, match="write the since date as YYYY-MM-DD"):
        asked.changes("last week")


def test_what_the_desk_had_not_received_moved_nothing(tmp_path: Path) -> None:
    late = report("late", DENIAL.text, publisher="lake-radio", published="2023-05-06", received="2023-07-01")
    early = report("early", FIRST.text, received="2023-05-02")
    claim = Claim(
        "dead",
        "The number of sailors killed.",
        history=(
            StatusChange(date(2023, 5, 2), "reported", "", rests_on(early)),
            StatusChange(date(2023, 5, 6), "disputed", "", rests_on(late)),
        ),
    )
    with Assistant(Index.build(Corpus((early, late), PUBLISHERS, (claim,)), tmp_path / "i")) as desk:
        assert desk.changes("2023-05-03", known_by="2023-06-30") == ()
        assert len(desk.changes("2023-05-03", known_by="2023-07-01")) == 1


# What quoted words do to the claim

SAILED = Claim("sailed", "Lakeline sailors worked inside Bregenz.", slots=Slots(("Lakeline",), "Bregenz"))
FAKE = Claim("fake", "Reports that Lakeline sailors were sent to Bregenz are fake.")
CHECKED = Claim("checked", "The coast guard has verified the loss of the ferry.")
SIDES = [
    (SAILED, "Bo Berg said that Lakeline sailors had worked inside Bregenz.", "same", "states this"),
    (SAILED, "Bo Berg said that Lakeline sailors had not worked inside Bregenz.", "same", "speaks against it"),
    (SAILED, "Bo Berg said that the work of the sailors was confined to Lindau.", "same", "speaks against it"),
    (SAILED, "Bo Berg said that the sailors had worked in Lindau.", "same", "leaves it open"),
    (SAILED, "Bo Berg denied that Lakeline sailors had worked inside Bregenz.", "same", "denies it"),
    (SAILED, "Bo Berg denied that Lakeline sailors had worked abroad.", "broader", "denies something wider"),
    (SAILED, "Bo Berg said that Lakeline sailors worked abroad.", "broader", "says something wider"),
    (SAILED, "Bo Berg said that Lakeline would be true to its contracts.", "same", "leaves it open"),
    (SAILED, "Bo Berg said that he could not confirm that sailors worked in Bregenz.", "same", "leaves it open"),
    (SAILED, "Bo Berg said that Lakeline sailors had worked inside Bregenz.", "different", "about another matter"),
    (FAKE, "Bo Berg dismissed the reports that Lakeline sailors had been sent to Bregenz.", "same", "states this"),
    (FAKE, "Bo Berg said that Lakeline sailors had been sent to Bregenz.", "same", "speaks against it"),
    (FAKE, "Bo Berg said that he saw no need to comment on such groundless rumours.", "same", "states this"),
    (FAKE, "Bo Berg said that images showed something.", "same", "leaves it open"),
    (CHECKED, "The coast guard said that it was not in a position to verify the loss.", "same", "speaks against it"),
    (CHECKED, "The coast guard said that the loss of the ferry was a tragedy.", "same", "leaves it open"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told_so(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    reports = tuple(report(f"r{number}", text) for number, (_, text, _, _) in enumerate(SIDES))
    claims = tuple(
        replace(
            claim,
            id=f"c{number}",
            history=(StatusChange(date(2023, 5, 2), "disputed", "", rests_on(said, scope=scope)),),
        )
        for number, ((claim, _, scope, _), said) in enumerate(zip(SIDES, reports, strict=True))
    )
    names = (Name("lindau", "Lindau", kind="place"), Name("bregenz", "Bregenz", kind="place"))
    held = Corpus(reports, PUBLISHERS, claims, names)
    with Assistant(Index.build(held, tmp_path_factory.mktemp("t") / "i")) as desk:
        yield desk


@pytest.mark.parametrize("number", range(len(SIDES)))
def test_nobody_is_made_to_say_what_they_did_not(told_so: Assistant, number: int) -> None:
    (entry,) = told_so.claim(f"c{number}").entries
    assert [quoted.act for quoted in entry.basis] == [SIDES[number][3]]


@pytest.mark.parametrize(
    ("claim", "report_id", "acts"),
    [
        ("C18", "uk-mod-2025-06-15", {"speaks against it"}),
        ("C19", "un-2024-10-30", {"speaks against it", "leaves it open"}),
        ("C14", "afp-2024-10-13", {"speaks against it"}),
        ("C14", "moscow-times-2024-10-28", {"speaks against it"}),
        ("C14", "reuters-2024-10-10", {"states this"}),
        ("C01", "kbs-2024-10-31", {"says something wider", "denies something wider"}),
    ],
)
def test_the_shipped_timelines_keep_both_sides_apart(
    shipped: Assistant, claim: str, report_id: str, acts: set[str]
) -> None:
    quoted = [q for entry in shipped.claim(claim).entries for q in entry.basis if q.citation.report == report_id]
    assert quoted and {q.act for q in quoted} == acts


# The shipped register: dates, statuses and who said what, as the public record has them

STATUSES = {
    "C01": [("2024-10-04", "unverified"), ("2024-10-08", "assessed"), ("2024-10-10", "disputed")],
    "C05": [("2024-10-08", "assessed"), ("2024-10-10", "disputed"), ("2025-04-26", "confirmed")],
    "C09": [("2024-12-19", "assessed"), ("2025-01-22", "disputed")],
    "C14": [("2024-10-10", "reported"), ("2024-10-13", "disputed"), ("2025-04-26", "refuted")],
    "C18": [("2024-10-29", "disputed")],
}
SAID = [
    # claim, entry, who speaks there, publisher, said on, a word of what they said, how it bears on the claim
    (
        "C01",
        "2024-10-04",
        "unnamed intelligence sources",
        "kyivpost",
        "2024-10-04",
        "six North Korean officers",
        "same",
    ),
    ("C01", "2024-10-04", "unnamed sources", "interfax-ukraine", "2024-10-04", "three North Korean soldiers", "same"),
    ("C01", "2024-10-04", "Snuffbox", "kremlin-snuffbox", "2024-10-04", "six of the dead", "same"),
    ("C01", "2024-10-05", "MBC", "mbc", "2024-10-05", "neither Russia nor Ukraine", "same"),
    ("C01", "2024-10-08", "Kim Yong-hyun", "afp", "2024-10-08", "considering various circumstances", "same"),
    ("C01", "2024-10-08", "Kovalenko", "online-ua", "2024-10-08", "had already died", "broader"),
    ("C01", "2024-10-10", "Peskov", "reuters", "2024-10-10", "fake news", "broader"),
    ("C01", "2024-10-10", "Peskov", "tass", "2024-10-10", "fake news", "broader"),
    ("C01", "2024-10-18", "National Intelligence Service", "espreso", "2024-10-18", "technician", "different"),
    ("C01", "2024-10-31", "Zelensky", "kbs", "2024-10-31", "not yet engaged in combat", "broader"),
    ("C01", "2024-11-21", "Wall Street Journal", "wsj", "2024-11-21", "first time Western officials", "different"),
    ("C01", "2024-11-24", "National Intelligence Service", "newsis", "2024-11-24", "specific intelligence", "broader"),
    ("C01", "2024-11-25", "Singh", "pentagon", "2024-11-25", "no indications", "broader"),
    ("C01", "2024-12-19", "Lee Seong-kweun", "aju", "2024-12-19", "training accidents", "broader"),
    ("C01", "2025-04-28", "Putin", "kremlin", "2025-04-28", "Kursk", "different"),
    ("C01", "2025-04-28", "Commission", "kcna", "2025-04-28", "Kursk", "different"),
    ("C01", "2025-06-15", "Ministry of Defence", "uk-mod", "2025-06-15", "confined to Russia's Kursk", "broader"),
    ("C01", "2025-10-05", "page", "terradarcobaleno", "2025-10-05", "six North Korean officers", "same"),
    ("C05", "2024-10-08", "Kim Yong-hyun", "afp", "2024-10-08", "additional deployment", "same"),
    ("C05", "2024-10-10", "Peskov", "reuters", "2024-10-10", "fake news", "same"),
    ("C05", "2024-10-13", "Zelensky", "afp", "2024-10-13", "transferring people", "same"),
    ("C05", "2024-10-16", "Rutte", "ukrainska-pravda", "2024-10-16", "could not confirm", "same"),
    ("C05", "2024-10-18", "NIS", "kbs", "2024-10-18", "1,500", "same"),
    ("C05", "2024-10-22", "delegate", "yonhap", "2024-10-22", "groundless", "same"),
    ("C05", "2024-10-25", "Kirby", "cnn", "2024-10-23", "at least 3,000", "same"),
    ("C05", "2024-10-25", "Austin", "cnn", "2024-10-23", "evidence of North Korean troops in Russia", "same"),
    ("C05", "2024-10-25", "Putin", "kbs", "2024-10-24", "neither confirmed nor denied", "same"),
    ("C05", "2024-10-25", "Kim Jong Gyu", "kcna", "2024-10-25", "if such a dispatch was true", "same"),
    ("C05", "2024-10-30", "Rutte", "moscow-times", "2024-10-28", "could confirm", "same"),
    ("C05", "2024-10-30", "Jenca", "un", "2024-10-30", "not in a position to verify", "same"),
    ("C05", "2024-10-30", "Nebenzia", "afp", "2024-10-30", "mere assertions", "same"),
    ("C05", "2024-12-18", "Kim Song", "korea-times", "2024-11-27", "treaty obligations", "same"),
    ("C05", "2025-04-26", "Kremlin", "kremlin", "2025-04-26", "Gerasimov", "same"),
    ("C05", "2025-04-28", "Commission", "kcna", "2025-04-28", "Article 4", "same"),
    ("C05", "2025-04-28", "Putin", "kremlin", "2025-04-28", "Article 4", "same"),
    ("C05", "2025-09-03", "Putin", "afp", "2025-09-03", "on your initiative", "same"),
    ("C09", "2024-12-19", "National Intelligence Service", "reuters", "2024-12-19", "at least 100", "same"),
    ("C09", "2025-01-13", "National Intelligence Service", "kbs", "2025-01-13", "about 300", "same"),
    ("C09", "2025-01-22", "unnamed Western officials", "bbc", "2025-01-22", "about 1,000", "same"),
    ("C09", "2025-04-30", "NIS", "ap", "2025-04-30", "4,700 casualties, including about 600 dead", "same"),
    ("C09", "2025-08-30", "", "kcna", "2025-08-22", "101 portraits", "narrower"),
    ("C09", "2025-08-30", "Aju", "aju", "2025-08-30", "more than 200 further names", "narrower"),
    ("C09", "2025-09-02", "National Intelligence Service", "yonhap", "2025-09-02", "about 2,000", "same"),
    ("C09", "2025-09-02", "National Intelligence Service", "korea-herald", "2025-09-02", "about 350", "narrower"),
    ("C09", "2025-11-04", "", "afp", "2025-11-04", "at least 600", "same"),
    ("C09", "2025-12-13", "KCNA", "kcna", "2025-12-13", "nine members", "narrower"),
    ("C09", "2026-02-12", "National Intelligence Service", "ap", "2026-02-12", "about 6,000", "broader"),
    ("C14", "2024-10-10", "Peskov", "reuters", "2024-10-10", "fake news", "same"),
    ("C14", "2024-10-13", "Zelensky", "afp", "2024-10-13", "transferring people", "same"),
    ("C14", "2024-10-24", "Peskov", "interfax", "2024-10-21", "contradictory information", "same"),
    ("C14", "2024-10-24", "Putin", "reuters", "2024-10-24", "reflect something", "same"),
    ("C14", "2024-10-30", "Nebenzia", "afp", "2024-10-30", "mere assertions", "same"),
    ("C14", "2025-04-26", "Kremlin", "kremlin", "2025-04-26", "Gerasimov", "same"),
    ("C14", "2025-04-28", "Putin", "kremlin", "2025-04-28", "Kursk", "same"),
    ("C18", "2024-10-29", "Western intelligence officials", "cnn", "2024-10-29", "a small number", "same"),
    ("C18", "2024-10-29", "Ryder", "cnn", "2024-10-29", "could not corroborate", "same"),
    ("C18", "2024-10-29", "Zelensky", "kyiv-independent", "2024-10-17", "some North Korean officers", "narrower"),
    ("C18", "2024-10-31", "Kovalenko", "online-ua", "2024-10-31", "engineers were in the Donetsk", "narrower"),
    ("C18", "2024-11-25", "Singh", "pentagon", "2024-11-25", "no indications", "same"),
    ("C18", "2025-04-28", "commission", "kcna", "2025-04-28", "territory of the Russian Federation", "same"),
    ("C18", "2025-06-15", "Ministry of Defence", "uk-mod", "2025-06-15", "confined to Russia's Kursk", "same"),
    ("C18", "2025-10-16", "General Staff", "zaxid", "2025-10-16", "Sumy", "different"),
    ("C18", "2025-11-24", "", "novyny-live", "2025-11-24", "Kovalenko", "same"),
    ("C18", "2025-11-24", "HUR", "novyny-live", "2025-11-24", "weeks before", "same"),
]


@pytest.mark.parametrize("claim", STATUSES)
def test_the_status_changes_on_the_days_of_the_record(shipped: Assistant, claim: str) -> None:
    entries = shipped.claim(claim).entries
    assert [(e.date.isoformat(), e.status) for e in entries if not e.reaffirmed] == STATUSES[claim]
    assert all(entry.note for entry in entries)


@pytest.mark.parametrize(("claim", "day", "speaker", "publisher", "published", "words", "scope"), SAID)
def test_each_entry_quotes_who_said_what_when(
    shipped: Assistant, claim: str, day: str, speaker: str, publisher: str, published: str, words: str, scope: str
) -> None:
    (entry,) = [e for e in shipped.claim(claim).entries if e.date.isoformat() == day]
    quoted = [q for q in entry.new if q.citation.report == f"{publisher}-{published}" and words in q.citation.quote]
    assert quoted, [q.citation.quote for q in entry.new]
    assert speaker in quoted[0].citation.speaker and quoted[0].scope == scope
    assert quoted[0].citation.published == date.fromisoformat(published)


def test_admissions_about_one_place_change_nothing_about_another(shipped: Assistant) -> None:
    entry = next(e for e in shipped.claim("C01").entries if e.date == date(2025, 4, 28))
    assert entry.reaffirmed and {quoted.scope for quoted in entry.new} == {"different"}


def test_the_newer_figure_of_a_source_replaces_its_older_one(shipped: Assistant) -> None:
    replaced = [
        (entry.date.isoformat(), gone.quoted.citation.report, gone.way)
        for entry in shipped.claim("C09").entries
        for gone in entry.withdrawn
    ]
    assert replaced == [
        ("2025-01-13", "reuters-2024-12-19", "replaced"),
        ("2025-04-30", "kbs-2025-01-13", "replaced"),
        ("2025-09-02", "ap-2025-04-30", "replaced"),
        ("2025-09-02", "kbs-2025-04-30", "replaced"),
    ]


def test_a_week_of_the_story_moved_these_claims(shipped: Assistant) -> None:
    moved = {move.id: (move.was, move.status) for move in shipped.changes("2025-04-20", "2025-04-28")}
    assert moved["C05"] == ("disputed", "confirmed") and moved["C14"] == ("disputed", "refuted")
    assert "C01" not in moved and "C18" not in moved
