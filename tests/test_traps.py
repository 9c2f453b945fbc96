"""Every trap of the labels' specification, on stories of our own and on the shipped corpus."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.stance import stance
from index.assertions import Assertion, read_assertions
from tests.stories import desk, report


def only(text: str, stance: str) -> Assertion:
    found = [a for a in read_assertions(text) if a.stance == stance]
    assert len(found) == 1, [(a.cue, a.stance, a.text) for a in read_assertions(text)]
    return found[0]


def test_t1_both_denying_one_claim_does_not_deny_another(tmp_path: Path) -> None:
    text = (
        "Experts have hinted at the presence of foreign missiles in Ukraine, a claim that both Moscow and "
        "Pyongyang have denied. "
        "Harbour News reported, citing unnamed officials, that six officers had been killed near Lindau."
    )
    denial = only(text, "deny")
    assert denial.speakers == ("both Moscow and Pyongyang",)
    assert "missiles" in denial.about and "officers" not in denial.about
    with desk(tmp_path / "i", [report("a", text)]) as asked:
        answer = asked.answer("Were six officers killed near Lindau?")
        assert answer.statements[0].status == "unverified"
    assert stance("Six officers were killed near Lindau", text).stance == "report"


def test_t2_no_need_to_comment_on_groundless_rumours_is_a_dismissal_and_no_denial() -> None:
    found = read_assertions(
        "The delegate said that his country did not feel any need for comment on such groundless rumours."
    )
    assert [a.stance for a in found] == ["dismiss"]


def test_t3_the_body_wins_over_the_headline(tmp_path: Path) -> None:
    reports = [
        report("a", "Two unnamed officials said that the captain of the Aurora had died."),
        report(
            "b",
            "The operator refused to confirm that the captain of the Aurora had died.",
            title="Operator denies death of captain of the Aurora",
            published="2023-05-03",
        ),
    ]
    with desk(tmp_path / "i", reports) as asked:
        answer = asked.answer("Did the captain of the Aurora die?")
        assert answer.statements[0].status == "unverified"
        assert not any("denie" in s.text for s in answer.statements)


def test_t4_three_outlets_with_one_story_are_one_origin(tmp_path: Path) -> None:
    reports = [
        report(
            "a",
            "Harbour News reported, citing unnamed officials, that the captain of the Aurora had died.",
            origins=["officials"],
        ),
        report(
            "b",
            "Coast Daily reported, citing unnamed officials, that the captain of the Aurora had died.",
            publisher="coast-daily",
            origins=["officials"],
        ),
        report(
            "c",
            "Lake Radio reported, citing unnamed officials, that the captain of the Aurora had died.",
            publisher="lake-radio",
            origins=["officials"],
        ),
    ]
    with desk(tmp_path / "i", reports) as asked:
        first = asked.answer("Did the captain of the Aurora die?").statements[0]
        assert first.status == "unverified"
        assert first.qualifier == "three outlets, one origin"
        assert len({c.report for c in first.citations}) == 3


def test_t5_looks_like_another_fake_hedges_the_dismissal_and_not_the_claim() -> None:
    dismissal = only('The spokesman said: "This looks like another fake."', "dismiss")
    assert dismissal.speaker == "The spokesman"
    assert dismissal.hedges == () and dismissal.likelihood is None


def test_t6_a_confirmed_neighbour_changes_nothing_here(shipped: Assistant) -> None:
    answer = shipped.answer("Did a missile strike on 3 October 2024 kill six North Korean officers near Donetsk?")
    assert {s.status for s in (*answer.statements, *answer.details)} == {"disputed"}
    kursk = shipped.answer("Did North Korean troops fight in Kursk?")
    assert kursk.statements[0].status == "confirmed"


def test_t7_nobody_knows_tomorrow(shipped: Assistant) -> None:
    answer = shipped.answer(
        "Did a missile strike on 3 October 2024 kill six North Korean officers near Donetsk?", as_of="2024-10-05"
    )
    assert answer.statements[0].status == "unverified"
    everything = str(answer.to_dict())
    assert "highly likely" not in everything and "Kim Yong-hyun" not in everything and "2025" not in everything
    assert all(c.published is not None and c.published.isoformat() <= "2024-10-05" for c in answer.citations())


def test_t8_a_part_does_not_conflict_with_its_whole(tmp_path: Path) -> None:
    text = (
        "Harbour News reported that more than 20 soldiers had been killed, including six officers, and that "
        "three soldiers had been wounded."
    )
    with desk(tmp_path / "i", [report("a", text)]) as asked:
        answer = asked.answer("How many soldiers were killed?")
        assert answer.conflicts == ()
        assert answer.statements[0].status != "disputed"
    counted = {(q.counts, q.part) for a in read_assertions(text) for q in a.quantities}
    assert ("killed", True) in counted and ("wounded", False) in counted


def test_t9_highly_likely_considering_circumstances_is_one_likelihood_and_no_confidence() -> None:
    found = read_assertions(
        "The minister told lawmakers that it was highly likely, considering various circumstances, that "
        "officers had died."
    )
    assert len(found) == 1
    assert found[0].likelihood is not None
    assert (found[0].likelihood.term, found[0].likelihood.low, found[0].likelihood.high, found[0].likelihood.table) == (
        "highly likely",
        80,
        95,
        "ours",
    )
    assert found[0].modality == "estimate" and found[0].stance == "affirm"


def test_t10_no_evidence_is_unknown_and_not_refuted(tmp_path: Path) -> None:
    with desk(
        tmp_path / "i", [report("a", "The police said that they had found no evidence of arson on the Aurora.")]
    ) as asked:
        answer = asked.answer("Was there arson on the Aurora?")
        assert {s.status for s in answer.statements} <= {"unknown"}
    assert only("There is no evidence that the bridge was mined.", "no_comment").text == "the bridge was mined"


def test_t11_south_korea_claims_is_seoul_affirming_and_the_author_uncommitted() -> None:
    found = only("South Korea claims that the North has sent troops.", "affirm")
    assert found.speakers == ("South Korea",) and found.attribution == "named_org" and found.hedges == ()


@pytest.mark.parametrize(
    "text",
    [
        "Did six officers die near Lindau?",
        "If the reports are true, six officers died near Lindau.",
        "It is not known whether six officers died near Lindau.",
    ],
)
def test_t12_a_question_or_a_condition_asserts_nothing(text: str, tmp_path: Path) -> None:
    assert stance("Six officers died near Lindau", text).stance != "affirm"
    with desk(tmp_path / "i", [report("a", text)]) as asked:
        assert all(s.status == "unknown" for s in asked.answer("Did six officers die near Lindau?").statements)


def test_t13_a_quotation_in_a_quotation_keeps_both_speakers() -> None:
    found = read_assertions(
        "Yonhap reported that the lawmaker Lee Seong-kweun said about 2,000 soldiers had been killed."
    )
    assert [a.speakers for a in found] == [("Yonhap", "the lawmaker Lee Seong-kweun")]
    quoted = read_assertions("Reuters quoted the spokesman as saying that nobody was hurt.")
    assert [a.speakers for a in quoted] == [("Reuters", "the spokesman")]


def test_t14_a_third_partys_confirmed_is_only_an_affirmation(tmp_path: Path) -> None:
    text = "Zelensky officially confirmed that six North Korean officers had died near Donetsk."
    assert only(text, "affirm").cue == "confirmed"
    with desk(tmp_path / "i", [report("a", text)]) as asked:
        answer = asked.answer("Did six North Korean officers die near Donetsk?")
        assert answer.statements[0].status == "reported"
