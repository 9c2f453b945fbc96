"""Names that reports give themselves: both are one in every search, and what is ambiguous is not learned."""

from pathlib import Path

import pytest

from corpus import Corpus, Name, Publisher, Report
from index.learning import learn
from index.opening import Index
from index.terms import Names

AGENCY = "The inspection was done by the National Harbour Agency (NHA) on Monday."


def learned(*texts: str, known: Names | None = None) -> dict[str, tuple[str, ...]]:
    """Full name → what else it is called."""
    reports = [Report(f"r{n}", "", text) for n, text in enumerate(texts)]
    return {name.name: name.aliases for name in learn(reports, known or Names())}


@pytest.mark.parametrize(
    ("text", "full", "other"),
    [
        (AGENCY, "National Harbour Agency", "NHA"),
        ("The NHA (National Harbour Agency) said so.", "National Harbour Agency", "NHA"),
        ("Officers of the Bureau of Inland Waters (BIW) came.", "Bureau of Inland Waters", "BIW"),
        ("Officers of the Bureau of Inland Waters (BOIW) came.", "Bureau of Inland Waters", "BOIW"),
        ("In May the Varn Water Company (VWC) was sold.", "Varn Water Company", "VWC"),
        ("The Old Varn Bridge, known as the Needle, was closed.", "Old Varn Bridge", "Needle"),
        ("The Old Varn Bridge (also known as Grey Needle) was closed.", "Old Varn Bridge", "Grey Needle"),
        ("She joined the Harbour Workers Union, or Dockers for short, in May.", "Harbour Workers Union", "Dockers"),
    ],
)
def test_a_text_that_gives_two_names_for_one_thing_is_learned_from(text: str, full: str, other: str) -> None:
    assert learned(text) == {full: (other,)}


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was inspected (NHA).",
        "The National Harbour Agency (in Lindau) said so.",
        "The National Harbour Agency (XYZ) said so.",
        "The minister, known as the Needle, spoke.",
        "He is known as Needle.",
        "The Varn Water Company (US) was sold.",
    ],
)
def test_what_does_not_give_two_names_is_not_learned_from(text: str) -> None:
    assert learned(text) == {}


def test_one_short_name_for_two_things_is_ambiguous_and_not_learned() -> None:
    other = "The Northern Hunters Association (NHA) met."
    assert learned(AGENCY, other) == {}
    assert learned(AGENCY, AGENCY) == {"National Harbour Agency": ("NHA",)}


def test_what_the_desk_names_is_never_renamed_but_may_get_another_name() -> None:
    taken = Names([Name("hunters", "Northern Hunters", ("NHA",), "body")])
    assert learned(AGENCY, known=taken) == {}
    (name,) = learn([Report("r", "", AGENCY)], Names([Name("agency", "National Harbour Agency", (), "body", "varn")]))
    assert (name.id, name.aliases, name.kind) == ("agency", ("NHA",), "body")


def test_a_body_named_after_a_country_stays_part_of_it() -> None:
    (name,) = learn([Report("r", "", "The France Harbour Agency (FHA) said so.")], Names())
    assert name.part_of == "france"


FAR = Report("far", "", "The NHA counted nine boats in the bay.", publisher="post")
NEAR = Report("near", "", AGENCY, publisher="post")
CROWD = tuple(
    Report(f"crowd-{n}", "", f"The national office number {n} counts boats in the harbour.", publisher="post")
    for n in range(30)
)


def built(path: Path, *reports: Report) -> Index:
    return Index.build(Corpus(tuple(reports), (Publisher("post", "Post"),), (), ()), path)


def test_a_question_by_the_full_name_finds_the_report_that_has_only_the_short_one(tmp_path: Path) -> None:
    question = "What did the National Harbour Agency count?"
    with built(tmp_path / "store", FAR, NEAR, *CROWD) as index:
        assert index.search(question, 1, rankings=("words",))[0].passage.report_id in {"far", "near"}
        assert {hit.passage.report_id for hit in index.search(question, 2, rankings=("words",))} == {"far", "near"}
        assert index.names.ids("What did the NHA count?") == index.names.ids(question) == {"national-harbour-agency"}


def test_a_report_that_teaches_a_name_or_makes_it_ambiguous_changes_how_the_others_are_found(tmp_path: Path) -> None:
    store, question = tmp_path / "store", "What did the National Harbour Agency count?"
    with built(store, FAR, *CROWD) as index:
        assert index.search(question, 1, rankings=("words",))[0].passage.report_id != "far"
    with built(store, FAR, NEAR, *CROWD) as index:
        assert str(index.changes) == "1 added, 0 changed, 0 removed, 31 unchanged"
        assert "far" in {hit.passage.report_id for hit in index.search(question, 2, rankings=("words",))}
    with built(store, FAR, NEAR, *CROWD) as index:
        assert str(index.changes) == "0 added, 0 changed, 0 removed, 32 unchanged"
    unclear = Report("unclear", "", "The Northern Hunters Association (NHA) met.", publisher="post")
    with built(store, FAR, NEAR, unclear, *CROWD) as index:
        assert index.names.ids("The NHA") == set()
        assert "far" not in {hit.passage.report_id for hit in index.search(question, 2, rankings=("words",))}
