"""The register in other people's formats: each valid by its library or schema, none stronger than its evidence."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytaxonomies
import pytest
import stix2

from assistant.__main__ import run
from assistant.answering import Assistant
from assistant.exports import FORMATS
from assistant.scales import SCALES, credibility
from corpus import Claim, Corpus, Name, Quotation, Slots, StatusChange
from corpus.errors import QuestionError
from index.opening import Index
from tests.stories import PUBLISHERS, report

REPORTS = [
    report("sank", "The harbour master, Ada Lind, said that the Aurora had sunk.", url="https://harbour.example/1"),
    report("copy", "The harbour master, Ada Lind, said that the Aurora had sunk.", publisher="coast-daily"),
    report(
        "denied",
        "The operator, Lakeline, denied that the Aurora had sunk.",
        publisher="lake-radio",
        published="2023-05-03",
    ),
    report("judged", "The pilot, Cai Ott, said that fog was very likely the cause.", published="2023-05-04"),
    report("rumour", "An unnamed sailor said that gold was on board.", publisher="unheard-of", published="2023-05-04"),
    report(
        "secret",
        "The coast guard, Eva Roth, said that the cargo was stolen.",
        publisher="port-authority",
        published="2023-05-05",
        handling="TLP:AMBER+STRICT",
    ),
]


def entry(day: int, status: str, report_id: str, quote: str, note: str = "", **more: Any) -> StatusChange:
    return StatusChange(date(2023, 5, day), status, note, (Quotation(report_id, quote),), **more)  # type: ignore[arg-type]


SUNK = entry(2, "reported", "sank", "The harbour master, Ada Lind, said that the Aurora had sunk.")
DENIED = entry(3, "disputed", "denied", "The operator, Lakeline, denied that the Aurora had sunk.")
STOLEN = entry(5, "confirmed", "secret", "said that the cargo was stolen", "Eva Roth says so.")
RUMOUR = entry(4, "unverified", "rumour", REPORTS[4].text)
CLAIMS = (
    Claim("A1", "The Aurora sank.", (), Slots(("Lakeline",)), (SUNK, DENIED)),
    Claim("A2", "Fog was the cause.", history=(entry(4, "assessed", "judged", REPORTS[3].text),)),
    Claim("A3", "=HYPERLINK(\"evil\") gold was on board.", history=(RUMOUR,)),
    Claim("A4", "The cargo was stolen.", history=(STOLEN,)),
    Claim("A5", "The Aurora did not sink.", history=(DENIED,)),
    Claim("A6", "The Aurora was insured."),
    Claim("A7", "The Aurora left at noon.", history=(entry(2, "confirmed", "sank", "Ada Lind", set_by="auto"),)),
    Claim(
        "A8",
        "The harbour master said that the Aurora had sunk.",
        history=(
            StatusChange(date(2023, 5, 2), "reported", "", (*SUNK.basis, Quotation("copy", REPORTS[1].text))),
        ),
    ),
)  # fmt: skip
NAMES = (Name("lakeline", "Lakeline", (), "organisation"),)


@pytest.fixture(scope="module")
def ship(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant(
        Index.build(Corpus(tuple(REPORTS), PUBLISHERS, CLAIMS, NAMES), tmp_path_factory.mktemp("s") / "i")
    ) as made:
        yield made


def loaded(desk: Assistant, form: str, **bounds: Any) -> Any:
    return json.loads(desk.export(form, **bounds).text)


def rows(desk: Assistant, **bounds: Any) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(desk.export("csv", **bounds).text))}


def things(desk: Assistant, kind: str, **bounds: Any) -> list[Any]:
    bundle = stix2.parse(desk.export("stix", **bounds).text, allow_custom=False, version="2.1")
    return [thing for thing in bundle.objects if thing.type == kind]


def tags(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield from value.get("Tag", ())
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from tags(part)


# Every format


@pytest.mark.parametrize("form", FORMATS)
def test_two_exports_of_one_register_are_equal(shipped: Assistant, form: str) -> None:
    assert shipped.export(form) == shipped.export(form)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_as_of_a_day_holds_nothing_later(shipped: Assistant, form: str) -> None:
    text = shipped.export(form, as_of="2024-10-05").text
    days = re.findall(r"\b20\d\d-\d\d-\d\d", text)
    assert days and max(days) <= "2024-10-05"
    assert "Peskov" not in text and "Kim Yong-hyun" not in text
    assert "Peskov" in shipped.export(form).text


@pytest.mark.parametrize("form", FORMATS)
def test_what_rests_on_a_closed_report_stays_out_until_it_is_asked_for(ship: Assistant, form: str) -> None:
    closed, opened = ship.export(form), ship.export(form, handling="TLP:AMBER+STRICT")
    assert "stolen" not in closed.text and "Eva Roth" not in closed.text
    assert any("A4" in line and "TLP:CLEAR" in line for line in closed.left_out)
    assert "stolen" in opened.text
    assert "stolen" not in ship.export(form, handling="TLP:AMBER").text


def test_a_closed_entry_of_a_claim_that_is_open_again_is_not_told(tmp_path: Path) -> None:
    claim = Claim("B1", "The Aurora sank.", history=(STOLEN, entry(6, "reported", "sank", SUNK.basis[0].quote)))
    with Assistant(Index.build(Corpus(tuple(REPORTS), PUBLISHERS, (claim,)), tmp_path / "i")) as desk:
        (told,) = loaded(desk, "json")["claims"]
        assert [change["status"] for change in told["history"]] == ["reported"]


def test_an_unknown_format_or_mark_is_one_line(ship: Assistant) -> None:
    with pytest.raises(QuestionError, match="there are json, csv, stix, claimreview, misp"):
        ship.export("xml")
    with pytest.raises(QuestionError, match="'TLP:BLUE' is not one of TLP:CLEAR"):
        ship.export("json", handling="TLP:BLUE")


def test_the_second_clock_bounds_an_export_too(ship: Assistant) -> None:
    found = ship.export("json", known_by="2023-05-09")
    assert json.loads(found.text)["claims"] == [] and json.loads(found.text)["known_by"] == "2023-05-09"
    assert "A1" in found.left_out[0]


# One format each


def test_json_holds_every_entry_with_exact_quotations(shipped: Assistant) -> None:
    held = loaded(shipped, "json")
    assert [claim["id"] for claim in held["claims"]] == [claim.id for claim in shipped.claims()]
    for claim in held["claims"]:
        whole = shipped.claim(claim["id"])
        assert [change["date"] for change in claim["history"]] == [change.date.isoformat() for change in whole.entries]
        for quoted in (quoted for change in claim["history"] for quoted in change["basis"]):
            text = shipped.index.report(quoted["report"]).text  # type: ignore[union-attr]
            assert text[quoted["start"] : quoted["end"]] == quoted["quote"]


def test_a_range_is_called_our_mapping_and_stands_only_on_an_assessed_claim(shipped: Assistant) -> None:
    told = {claim["id"]: claim for claim in loaded(shipped, "json", as_of="2024-10-08")["claims"]}
    first = told["C01"]["likelihood"][0]
    assert first["term"] == "highly likely" and (first["our_mapping"]["low"], first["our_mapping"]["high"]) == (80, 95)
    assert '"highly likely" (our mapping: 80-95 %)' in rows(shipped, as_of="2024-10-08")["C01"]["likelihood"]
    assert not any(c["likelihood"] for c in loaded(shipped, "json")["claims"] if c["status"] != "assessed")


def test_a_spreadsheet_gets_a_row_for_each_claim_and_runs_none_of_its_cells(ship: Assistant) -> None:
    told = rows(ship)
    assert list(told) == ["A1", "A2", "A3", "A5", "A6", "A7", "A8"]
    assert told["A3"]["claim"] == '\'=HYPERLINK("evil") gold was on board.'
    assert told["A1"]["denied_by"] == "The operator, Lakeline" and told["A1"]["admiralty_credibility"] == "6"
    assert (told["A8"]["origins"], told["A8"]["outlets"]) == ("1", "2")
    assert told["A6"]["status"] == "unknown" and told["A6"]["since"] == ""


def test_origins_outlets_and_appearances_are_of_those_who_make_the_claim(shipped: Assistant, ship: Assistant) -> None:
    assert (rows(ship)["A1"]["origins"], rows(ship)["A1"]["outlets"]) == ("1", "1"), "who denies it is none of them"
    told = {claim["id"]: claim for claim in loaded(shipped, "json")["claims"]}
    assert told["C19"]["origins"] == told["C19"]["outlets"] == []
    assert set(told["C14"]["origins"]) == {"peskov", "nebenzia"} and told["C14"]["denials"] == []
    assert not {"nis", "zelensky"} & set(told["C15"]["origins"])
    assert not {"uk-mod", "ryder", "the commission"} & set(told["C18"]["origins"])
    works = {r["identifier"]: r["itemReviewed"]["appearance"] for r in loaded(shipped, "claimreview")["@graph"]}
    seen = {key: {work["identifier"] for work in works[key]} for key in ("C14", "C15", "C18", "C19")}
    assert "afp-2024-10-13" not in seen["C14"] | seen["C15"] and not seen["C19"]
    assert seen["C18"] == {"cnn-2024-10-29", "kyiv-independent-2024-10-17"}


def test_no_cell_starts_a_formula(tmp_path: Path) -> None:
    starts = ["=", "+", "-", "@", "\t=", " =", "\r=", "＝", "＠", "\x1b[0m=", "\ufeff="]
    claims = tuple(
        Claim(f"B{number}", "It sank.", history=(entry(2, "reported", "sank", "Ada Lind", note=f"{start}1+1"),))
        for number, start in enumerate(starts)
    )
    with Assistant(Index.build(Corpus((REPORTS[0],), PUBLISHERS, claims), tmp_path / "i")) as desk:
        notes = [row["note"] for row in rows(desk).values()]
    assert len(notes) == len(starts) and all(note.startswith("'") for note in notes), notes


def test_a_denial_is_an_opinion_that_says_who_denies_what(shipped: Assistant, ship: Assistant) -> None:
    claims = {thing.id: thing for thing in things(shipped, "report")}
    about = {claims[o.object_refs[0]].external_references[0].external_id: o for o in things(shipped, "opinion")}
    dismissal = about["C01"]
    assert dismissal.opinion == "disagree" and "Peskov" in dismissal.authors[0]
    assert "broader than this claim" in dismissal.explanation and "did not mention the six" in dismissal.explanation
    assert len(dismissal.external_references) == 2, "two outlets print one dismissal"
    assert not {"C14", "C15"} & set(about), "who dismisses the reports says that they are fake"
    assert about["C05"].labels == ["denial-overtaken"] and dismissal.labels == ["denial"]
    (flat,) = things(ship, "opinion")
    assert flat.opinion == "strongly-disagree" and flat.explanation.startswith("The operator, Lakeline denied: ")


def test_stix_gives_a_confidence_only_where_one_can_be_judged(shipped: Assistant) -> None:
    for claim in things(shipped, "report"):
        known = {"confirmed": 90, "refuted": 10, "assessed": 50, "reported": 50}.get(claim.labels[1])
        assert claim.get("confidence") == known
    assert not any("confidence" in thing for kind in ("note", "opinion") for thing in things(shipped, kind))


def test_stix_identifiers_are_our_own_and_every_reference_is_in_the_bundle(shipped: Assistant) -> None:
    bundle = loaded(shipped, "stix")
    ids = [thing["id"] for thing in bundle["objects"]]
    assert len(ids) == len(set(ids))
    made = [key for key in ids if not key.startswith("marking-definition")]
    assert {key[-22] for key in made} == {"5"}, "version 5: from what the thing is, by no chance"
    refs = {r for t in bundle["objects"] for r in (*t.get("object_refs", ()), *t.get("object_marking_refs", ()))}
    assert refs <= set(ids)


def test_stix_marks_what_is_closed_with_tlp_2(ship: Assistant) -> None:
    (clear,) = things(ship, "marking-definition")
    assert clear.name == "TLP:CLEAR"
    marks = {mark.name: mark.id for mark in things(ship, "marking-definition", handling="TLP:RED")}
    assert set(marks) == {"TLP:CLEAR", "TLP:AMBER+STRICT"}
    stolen = next(t for t in things(ship, "report", handling="TLP:RED") if t.name == "The cargo was stolen.")
    assert stolen.object_marking_refs == [marks["TLP:AMBER+STRICT"]]


# As schema.org defines them: the classes of each property's value, and which are text, dates and addresses.
TEXT = {"type": "string", "minLength": 1}
DATE = {"type": "string", "format": "date"}


def node(name: str, required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    held = {"@type": {"const": name}, "@id": TEXT, "name": TEXT, "identifier": TEXT, **properties}
    return {"type": "object", "required": ["@type", *required], "properties": held, "additionalProperties": False}


ORGANIZATION = node("Organization", ("name",))
WORK = node(
    "CreativeWork", text=TEXT, url={"type": "string", "format": "uri"}, datePublished=DATE, publisher=ORGANIZATION
)
CLAIM = node("Claim", text=TEXT, appearance={"type": "array", "items": WORK})
RATING = node("Rating", ("alternateName",), alternateName=TEXT, ratingExplanation=TEXT)
REVIEW = node(
    "ClaimReview", ("claimReviewed", "reviewRating", "author", "datePublished"),
    claimReviewed=TEXT, reviewRating=RATING, author=ORGANIZATION, datePublished=DATE, reviewBody=TEXT,
    itemReviewed=CLAIM, citation={"type": "array", "items": WORK},
)  # fmt: skip
GRAPH = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {"@context": {"const": "https://schema.org"}, "@graph": {"type": "array", "items": REVIEW}},
    "additionalProperties": False,
}


def test_only_an_editors_verdicts_are_claim_reviews(shipped: Assistant, ship: Assistant) -> None:
    found = shipped.export("claimreview")
    value = json.loads(found.text)
    jsonschema.validate(value, GRAPH, format_checker=jsonschema.FormatChecker())
    wanted = [c.id for c in shipped.claims() if c.status in {"confirmed", "disputed", "refuted"}]
    assert [review["identifier"] for review in value["@graph"]] == wanted
    others = [c.id for c in shipped.claims() if c.id not in wanted]
    assert others and all(f"{key} (" in found.left_out[-1] for key in others)
    # A7 is confirmed by no editor.
    assert [review["identifier"] for review in loaded(ship, "claimreview")["@graph"]] == ["A1", "A5"]


def test_every_misp_tag_is_in_its_taxonomy_and_what_cannot_be_judged_has_no_number(
    shipped: Assistant, ship: Assistant
) -> None:
    taxonomies = pytaxonomies.Taxonomies()
    for desk, bounds in ((shipped, {}), (shipped, {"as_of": "2024-10-08"}), (ship, {"handling": "TLP:RED"})):
        found = list(tags(loaded(desk, "misp", **bounds)))
        for tag in found:
            held = taxonomies.revert_machinetag(tag["name"])
            if tag["name"].endswith(('="6"', '="f"')):
                assert "numerical_value" not in tag
            elif len(held) == 3:
                assert tag["numerical_value"] == held[2].numerical_value
        names = {tag["name"] for tag in found}
        assert 'admiralty-scale:information-credibility="6"' in names
        assert 'admiralty-scale:source-reliability="g"' not in names
    assert 'admiralty-scale:source-reliability="f"' in names and "tlp:amber+strict" in names


def test_misp_tags_a_likelihood_where_it_was_said(shipped: Assistant, ship: Assistant) -> None:
    event = loaded(shipped, "misp", as_of="2024-10-08")["Event"]
    said = [a for a in event["Attribute"] if any('="very-likely"' in tag["name"] for tag in a["Tag"])]
    assert said and all("our mapping: 80-95 %" in attribute["comment"] for attribute in said)
    fog = next(a for a in loaded(ship, "misp")["Event"]["Attribute"] if a["value"] == "Fog was the cause.")
    assert 'estimative-language:likelihood-probability="very-likely"' in {tag["name"] for tag in fog["Tag"]}


def test_a_misp_event_keeps_its_identifier_as_the_register_grows_and_shares_no_attribute(shipped: Assistant) -> None:
    now, then = (loaded(shipped, "misp", **b)["Event"] for b in ({}, {"as_of": "2024-10-08"}))
    ids = [attribute["uuid"] for attribute in now["Attribute"]]
    assert len(ids) == len(set(ids)) and not set(ids) & {a["uuid"] for a in then["Attribute"]}
    assert now["uuid"] != then["uuid"]


# The table and the command line


def test_other_peoples_scales_are_those_of_the_published_table() -> None:
    assert {status: scale.credibility for status, scale in SCALES.items()} == {
        "confirmed": "1",
        "reported": "3",
        "assessed": "3",
        "unverified": "6",
        "disputed": "6",
        "refuted": "5",
        "unknown": "6",
    }
    assert credibility("reported", 2) == "2" and credibility("assessed", 9) == "3"


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_the_same_to_a_file_and_to_stdout(
    ship: Assistant, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    asked = ["claims", "--format", form, "--index", str(ship.index.path)]
    assert run(asked) == 0
    shown = capfdbinary.readouterr()
    assert shown.out.decode() == ship.export(form).text and b"A4" in shown.err
    assert run([*asked, "--output", str(tmp_path / "out")]) == 0
    assert capfdbinary.readouterr().out == b"" and (tmp_path / "out").read_bytes() == shown.out


@pytest.mark.parametrize(
    "options",
    [["--output", "x"], ["--handling", "TLP:RED"], ["--format", "xml"], ["--format", "csv", "--json"],
     ["--format", "csv", "--handling", "red"], ["--format", "csv", "--output", "no/such/folder"]],
)  # fmt: skip
def test_options_that_cannot_be_meant_are_one_line(
    ship: Assistant,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    options: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["claims", *options, "--index", str(ship.index.path)]) == 2
    failed = capsys.readouterr()
    assert failed.out == "" and failed.err.splitlines()[-1].startswith("briefing: ") and "Traceback" not in failed.err


def test_the_libraries_of_other_formats_are_loaded_for_an_export_only() -> None:
    imported = "import sys, assistant.answering, assistant.__main__, assistant.exports"
    code = f"{imported}; print({{'stix2', 'pytaxonomies'}} & {{*sys.modules}})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
