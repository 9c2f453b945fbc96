"""Links from reports to claims: scope by slots and stance, the editor's queue, and what a decision changes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.__main__ import run
from assistant.answering import Assistant
from assistant.propositions import Bearing, bearing
from assistant.review import Review, review
from corpus import Claim, Corpus, Link, Name, Quotation, Report, Slots, StatusChange, load_settings
from index.opening import Index
from tests.stories import PUBLISHERS, report

NAMES = (
    Name("lakeline", "Lakeline", kind="body"),
    Name("aurora", "Aurora", kind="ship"),
    Name("lake-lind", "Lake Lind", kind="place"),
    Name("lindau", "Lindau", kind="place", part_of="lake-lind"),
    Name("harbour-basin", "Harbour Basin", kind="place", part_of="lindau"),
    Name("bregenz", "Bregenz", kind="place"),
    Name("berg", "Bo Berg", kind="person"),
)
BASIS = "Harbour News reported that four sailors of the Aurora were killed in a fire near Lindau on 1 May 2023."
FIRE = Claim(
    "fire-dead",
    "Four sailors of the Aurora were killed in a fire near Lindau on 1 May 2023.",
    slots=Slots(("Aurora",), "Lindau", "2023-05-01", "4", "killed"),
    history=(StatusChange(date(2023, 5, 2), "reported", "One outlet.", (Quotation("base", BASIS),)),),
)


def told(key: str, text: str, published: str = "2023-05-09", **more: object) -> Report:
    return report(key, text, published=published, publisher=str(more.pop("publisher", "coast-daily")), **more)


def held(path: Path, reports: Sequence[Report], *claims: Claim) -> Index:
    base = report("base", BASIS, published="2023-05-02")
    return Index.build(Corpus((base, *reports), PUBLISHERS, claims or (FIRE,), NAMES), path)


def read(path: Path, text: str, claim: Claim = FIRE, **more: object) -> Bearing | None:
    """How the last assertion of a one-sentence report bears on the claim."""
    with held(path, [told("said", text, **more)], claim) as index:
        found = index.report("said")
        assert found is not None
        (sentence,) = index.sentences("said", 0, len(found.text))
        return bearing(claim, sentence.assertions[-1], found, index)


SOME = "sailors of the Aurora were killed in a fire"
FOUR, NINE = f"four {SOME}", f"nine {SOME}"
BASIN = "the Harbour Basin of Lindau on 1 May 2023"


@pytest.mark.parametrize(
    ("said", "scope", "certain", "why"),
    [
        (f"said that {FOUR} near Lindau on 1 May 2023", "same", True, "no slot of it is open"),
        (f"denied that {FOUR} near Lindau on 1 May 2023", "same", True, "no slot of it is open"),
        (f"said that {FOUR} near Bregenz", "different", True, "another place: Bregenz"),
        (f"said that {FOUR} near Lindau on 7 May 2023", "different", True, "another day: 2023-05-07"),
        (f"said that {NINE} near Lindau", "different", True, "another number: nine sailors"),
        (f"said that {SOME} near Lindau on 1 May 2023", "broader", False, "affirming the broader settles nothing"),
        (f"denied that {SOME} near Lindau on 1 May 2023", "broader", True, "denying the broader denies the claim"),
        (f"said that {FOUR} near {BASIN}", "narrower", True, "affirming the narrower affirms the claim"),
        (f"denied that {FOUR} near {BASIN}", "narrower", False, "denying the narrower settles nothing"),
    ],
)
def test_scope_follows_slots_and_two_of_the_four_directions_settle_something(
    tmp_path: Path, said: str, scope: str, certain: bool, why: str
) -> None:
    found = read(tmp_path, f"Bo Berg {said}.")
    assert found is not None
    assert (found.scope, found.certain) == (scope, certain)
    assert why in found.why


def test_what_was_published_before_the_event_is_about_another(tmp_path: Path) -> None:
    text = "Bo Berg said that four sailors of the Aurora were killed in a fire near Lindau."
    found = read(tmp_path, text, published="2023-04-20")
    assert found is not None and (found.scope, found.certain) == ("different", True)
    assert "published before 2023-05-01" in found.why


@pytest.mark.parametrize(
    "text",
    [
        "Bo Berg said that the Aurora would sail again in June.",
        "Were four sailors of the Aurora killed in a fire near Lindau on 1 May 2023?",
        "If the account is true, four sailors of the Aurora were killed in a fire near Lindau on 1 May 2023.",
        "Lakeline declined to comment on whether four sailors of the Aurora were killed in a fire near Lindau.",
        "Bo Berg said that four sailors were killed in a fire on 1 May 2023.",
    ],
)
def test_another_matter_another_actor_and_what_asserts_nothing_are_no_link(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) is None


def test_a_title_alone_makes_nothing_certain(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Bo Berg said that the sailors of the Aurora had been killed in the fire.",
        title="Four sailors of the Aurora killed in a fire near Lindau on 1 May 2023",
    )
    assert found is not None and not found.certain


@pytest.mark.parametrize(
    "named",
    [
        "a memorial to the four sailors of the Aurora who were killed in a fire near Lindau on 1 May 2023 was finished",
        "the town paid for the four sailors of the Aurora killed in a fire near Lindau on 1 May 2023",
    ],
)
def test_what_only_names_somebody_by_the_deed_is_not_certain(tmp_path: Path, named: str) -> None:
    found = read(tmp_path, f"Bo Berg said that {named}.")
    assert found is not None and not found.certain


COUNT = Claim(
    "toll",
    "The number of sailors killed on the Aurora.",
    slots=Slots(("Aurora",), counts="killed"),
    history=(StatusChange(date(2023, 5, 2), "unknown"),),
)


def test_a_claim_worded_as_a_matter_is_offered_figures_that_count_the_same(tmp_path: Path) -> None:
    found = read(tmp_path / "a", "Bo Berg said that six sailors of the Aurora had been killed.", COUNT)
    assert found == Bearing("same", False, "it gives a figure: six sailors")
    assert read(tmp_path / "b", "Bo Berg said that six sailors of the Aurora had been wounded.", COUNT) is None


# The queue

BROADER = "Bo Berg said that sailors of the Aurora were killed in a fire near Lindau."
DENIAL = "Bo Berg denied that four sailors of the Aurora were killed in a fire near Lindau on 1 May 2023."


def test_the_queue_is_newest_first_with_stable_ids_and_leaves_out_what_is_placed(tmp_path: Path) -> None:
    reports = [told("old", BROADER, "2023-05-03"), told("new", BROADER, "2023-05-20")]
    with held(tmp_path / "a", reports) as index:
        first = review(index).links
    with held(tmp_path / "b", [*reports, told("newest", BROADER, "2023-06-01")]) as index:
        second = review(index).links
    assert [link.report.id for link in first] == ["new", "old"]
    assert [link.report.id for link in second] == ["newest", "new", "old"]
    assert [link.id for link in second][1:] == [link.id for link in first]
    assert all(link.quote == BROADER and link.id.startswith("fire-dead-") for link in second)


def test_a_certain_link_is_shown_only_where_it_came_after_the_last_entry(tmp_path: Path) -> None:
    with held(tmp_path, [told("before", DENIAL, "2023-05-02"), told("after", DENIAL, "2023-05-09")]) as index:
        links = review(index).links
    assert [(link.report.id, link.bearing.certain) for link in links] == [("after", True)]


@pytest.mark.parametrize("scope", ["same", "different"])
def test_what_an_editor_has_decided_never_comes_up_again(tmp_path: Path, scope: str) -> None:
    decided = replace(FIRE, links=(Link("new", BROADER, scope, date(2023, 6, 1)),))  # type: ignore[arg-type]
    with held(tmp_path, [told("new", BROADER)], decided) as index:
        assert review(index) == Review((), ())


STORM = "A storm tore the roof off the theatre of Bregenz on the shore of Lake Lind."


def test_matters_without_a_claim_are_grouped_with_most_origins_first(tmp_path: Path) -> None:
    reports = [
        told("s1", f"Bo Berg said that Lakeline had sold the Aurora to Bregenz. {STORM}", "2023-05-11"),
        told(
            "s2", f"According to the coast guard, {STORM[0].lower()}{STORM[1:]}", "2023-05-12", publisher="lake-radio"
        ),
        told("s3", f"The mayor, Ida Moor, said that {STORM[0].lower()}{STORM[1:]}", "2023-05-12"),
        told("s4", "Bo Berg said that Lakeline had sold the Aurora to Bregenz.", "2023-05-12", publisher="lake-radio"),
        told("s5", STORM, "2024-05-12", publisher="harbour-news"),
        told("s6", "Lakeline said that Bo Berg had left.", "2023-05-12"),
    ]
    with held(tmp_path, reports) as index:
        groups = review(index).uncovered
    assert [[item.report.id for item in group.told] for group in groups] == [["s1", "s2", "s3"], ["s1", "s4"]]
    assert [(group.origins, group.outlets) for group in groups] == [(3, 2), (1, 2)]


# What a decision changes

ASKED = "Were four sailors of the Aurora killed in a fire near Lindau on 1 May 2023?"
LATER = "Bo Berg of Lakeline denied all of it."


def status(path: Path, reports: Sequence[Report], claim: Claim, as_of: str | None = None) -> tuple[str, str]:
    with Assistant(held(path, reports, claim)) as desk:
        statement = desk.answer(ASKED, as_of=as_of).statements[0]
        return statement.status, statement.basis.rule


def linked(key: str, quote: str, scope: str) -> Claim:
    return replace(FIRE, links=(Link(key, quote, scope, date(2023, 8, 1)),))  # type: ignore[arg-type]


def test_an_accepted_link_after_the_entry_weakens_the_status_and_one_before_it_does_not(tmp_path: Path) -> None:
    after, before = [told("later", LATER)], [told("later", LATER, "2023-05-02")]
    assert status(tmp_path / "a", after, FIRE) == ("reported", "0")
    assert status(tmp_path / "b", after, linked("later", LATER, "same")) == ("disputed", "4")
    assert status(tmp_path / "c", after, linked("later", LATER, "narrower")) == ("reported", "0")
    assert status(tmp_path / "d", before, linked("later", LATER, "same")) == ("reported", "0")
    assert status(tmp_path / "e", after, linked("later", LATER, "same"), "2023-05-05") == ("reported", "0")


def test_a_rejected_link_never_bears_on_the_claim(tmp_path: Path) -> None:
    reports = [told("later", DENIAL)]
    assert status(tmp_path / "a", reports, FIRE) == ("disputed", "4")
    assert status(tmp_path / "b", reports, linked("later", DENIAL, "different")) == ("reported", "0")


def test_an_accepted_link_never_strengthens_a_status(tmp_path: Path) -> None:
    weak = replace(FIRE, history=(replace(FIRE.history[0], status="unverified"),))
    more = "The harbour master, Ada Lind, said that the four had died there."
    two = "The coast guard said that the four had died there."
    reports = [told("one", more), told("two", two, publisher="lake-radio")]
    both = replace(weak, links=tuple(Link(k, q, "same", date(2023, 8, 1)) for k, q in (("one", more), ("two", two))))
    assert status(tmp_path, reports, both) == ("unverified", "0")


# From the command line


@pytest.fixture(scope="module")
def shore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shore")
    (folder / "reports").mkdir()
    for key, day, text in (
        ("base", "2023-05-02", BASIS),
        ("new", "2023-05-09", BROADER),
        ("deny", "2023-05-10", DENIAL),
    ):
        front = f"---\ntitle: Fire\npublisher: harbour-news\npublished: {day}\n---\n"
        (folder / "reports" / f"{key}.md").write_text(f"{front}{text}\n", encoding="utf-8")
    (folder / "publishers.yaml").write_text("harbour-news: {name: Harbour News, reliability: C}\n", encoding="utf-8")
    names = "".join(f"{n.id}: {{name: {n.name}, kind: {n.kind}, part_of: {n.part_of}}}\n" for n in NAMES)
    (folder / "names.yaml").write_text(names, encoding="utf-8")
    return folder


@pytest.fixture
def briefing(
    shore: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    (shore / "register").mkdir(exist_ok=True)
    (shore / "register" / "fire.yaml").write_text(
        f"id: fire-dead\nclaim: {FIRE.text}\nslots: {{actors: [Aurora], place: Lindau, event_date: 2023-05-01, "
        f"quantity: '4', counts: killed}}\nhistory:\n  - date: 2023-05-02\n    status: reported\n    basis:\n"
        f"      - report: base\n        quote: {BASIS}\n",
        encoding="utf-8",
    )
    (tmp_path / "cache").mkdir()
    encoders = load_settings().cache / "encoders"
    if encoders.is_dir():
        (tmp_path / "cache" / "encoders").symlink_to(encoders)
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--corpus", str(shore), "--index", str(tmp_path / "index")])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def queue(briefing) -> dict[str, str]:
    """Report → link id."""
    code, out, _ = briefing("claims", "--review", "--json")
    assert code == 0
    return {link["report"]: link["id"] for link in json.loads(out)["links"]}


def test_the_review_names_the_sentence_the_claim_the_scope_and_why(briefing) -> None:
    code, out, _ = briefing("claims", "--review")
    links = queue(briefing)
    assert code == 0
    assert list(links) == ["deny", "new"]
    assert out.index(links["deny"]) < out.index(links["new"])
    for part in (BROADER, FIRE.text, "broader (uncertain): it does not say when", "Matters that no claim covers: 0"):
        assert part in out
    _, out, _ = briefing("claims", "--review", "--json")
    link = json.loads(out)["links"][1]
    assert (link["scope"], link["certain"], link["quote"]) == ("broader", False, BROADER)


def test_a_decision_is_written_answers_follow_at_once_and_undo_takes_it_back(briefing, shore: Path) -> None:
    before = (shore / "register" / "fire.yaml").read_bytes()
    links = queue(briefing)
    code, out, _ = briefing("claims", "--reject", links["deny"], "--accept", links["new"], "--scope", "same")
    assert code == 0
    assert f"{links['deny']} rejected" in out and f"{links['new']} accepted as same" in out
    text = (shore / "register" / "fire.yaml").read_text(encoding="utf-8")
    assert text.startswith(before.decode()) and text.count("scope: different") == 1
    assert queue(briefing) == {}
    _, answer, _ = briefing("ask", ASKED, "--json")
    assert json.loads(answer)["statements"][0]["status"] == "reported"  # the rejected denial counts no more
    code, _, err = briefing("claims", "--accept", links["new"])
    assert (code, err.count("\n")) == (2, 1) and "in the queue, or it is decided" in err
    for _ in links:
        assert briefing("claim", "fire-dead", "--undo")[0] == 0
    assert (shore / "register" / "fire.yaml").read_bytes() == before
    assert queue(briefing) == links


def test_a_walk_asks_for_each_link_and_keeps_what_was_decided(briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("x\nn\n"))
    links = queue(briefing)
    code, out, _ = briefing("claims", "--review", "--walk")
    assert code == 0
    assert f"{links['new']} accepted as narrower" in out and "1 decided of 2." in out
    assert list(queue(briefing)) == ["deny"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (["--accept", "nothing"], "no link 'nothing' in the queue"),
        (["--reject", "a", "--scope", "same"], "--scope goes with --accept"),
        (["--accept", "a", "--scope", "different"], "--scope goes with --accept"),
        (["--review", "--as-of", "2023-05-05"], "--as-of does nothing"),
        (["--walk", "--json"], "--json does nothing"),
    ],
)
def test_a_wrong_decision_is_one_line(briefing, wrong: list[str], message: str) -> None:
    code, out, err = briefing("claims", *wrong)
    assert (code, out) == (2, "")
    assert message in err.splitlines()[-1]


def test_the_shipped_queue_never_offers_what_an_entry_rests_on(shipped: Assistant) -> None:
    found = review(shipped.index)
    assert found.links and found.uncovered
    for link in found.links:
        assert link.report.text[link.assertion.frame_start : link.assertion.frame_end] == link.quote
        quoted = (q for entry in link.claim.history for q in entry.basis if q.report == link.report.id)
        assert not any(link.quote in q.quote for q in quoted)
    assert len({link.id for link in found.links}) == len(found.links)
    assert [group.origins for group in found.uncovered] == sorted((g.origins for g in found.uncovered), reverse=True)
