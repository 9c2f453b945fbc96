"""The shipped story's contradictory figures, dates and speakers: both sides are shown, and none is made to say more."""

import pytest

from assistant.answering import Assistant
from assistant.values import Answer, stronger


def sides(answer: Answer) -> list[str]:
    return [f"{side.text} {[c.quote for c in side.citations]}" for c in answer.conflicts for side in c.sides]


def statuses(answer: Answer) -> set[str]:
    return {s.status for s in (*answer.statements, *answer.details)}


@pytest.mark.parametrize(
    ("question", "as_of", "shown"),
    [
        # X01: "more than 20" and "20" cannot both hold, and a relay's round number replaces nothing.
        ("How many soldiers died in the strike near Donetsk on 3 October 2024?", None, ["more than 20", "20 soldiers"]),
        # X05, X06: sent, planned and in training; Kursk on one day.
        ("How many North Korean troops were sent to Russia?", "2024-10-24", ["about 3,000", "about 11,000"]),
        ("How many North Korean troops were in Kursk?", "2024-10-31", ["Blinken: about 8,000", "Kovalenko"]),
        # X09, X10: the Americans, Seoul and Kyiv count casualties.
        ("How many North Korean casualties were there?", "2024-12-23", ["1,100", "several hundred"]),
        # X11: the service's dead and the officials' dead.
        ("How many North Korean soldiers were killed?", "2025-01-22", ["about 300", "about 1,000"]),
        # X14: what the service estimates is not what anybody else counted.
        ("How many North Korean soldiers were killed?", "2025-09-03", ["about 2,000", "about 1,000"]),
        # X17: shells to date.
        ("How many shells did North Korea send to Russia?", "2024-12-20", ["8 million", "1.6 million"]),
    ],
)
def test_figures_that_cannot_both_hold_are_both_shown(
    shipped: Assistant, question: str, as_of: str | None, shown: list[str]
) -> None:
    answer = shipped.answer(question, as_of=as_of)
    assert statuses(answer) == {"disputed"}
    for words in shown:
        assert any(words in side for side in sides(answer)), (words, sides(answer))


def test_x02_no_weekday_is_made_up_for_the_day_of_the_strike(shipped: Assistant) -> None:
    answer = shipped.answer("On what day was the strike near Donetsk?")
    assert "3 October 2024" in answer.statements[0].text and "Friday" not in answer.statements[0].text
    assert not any(stronger(s, "disputed") for s in statuses(answer))  # type: ignore[arg-type]


def test_x04_a_copy_of_2025_tells_of_no_strike_in_2025(shipped: Assistant) -> None:
    assert shipped.answer("Were six North Korean officers killed near Donetsk on 4 October 2025?").declined


@pytest.mark.xfail(strict=True, reason="words and not predicates decide: being prepared answers sent")
def test_x05_ten_thousand_being_prepared_were_not_sent(shipped: Assistant) -> None:
    answer = shipped.answer("Were 10,000 North Korean troops sent to Russia?", as_of="2024-10-17")
    assert not any(stronger(s, "assessed") for s in statuses(answer))  # type: ignore[arg-type]


def test_x07_the_figure_is_not_put_into_the_secretarys_mouth(shipped: Assistant) -> None:
    answer = shipped.answer("Did Lloyd Austin say that 3,000 North Korean troops had moved to Russia?")
    assert answer.statements[0].text.startswith("I found no report that says that Lloyd Austin said that 3,000")
    who = shipped.answer("Who said that at least 3,000 North Korean soldiers had moved to Russia?", as_of="2024-10-24")
    assert "John Kirby" in who.statements[0].text
    assert not any("Austin said" in s.text for s in who.statements)


def test_x08_one_government_confirms_and_does_not_confirm(shipped: Assistant) -> None:
    answer = shipped.answer("Did North Korean troops fight in Kursk?", as_of="2024-11-20")
    told = str(answer.to_dict())
    assert statuses(answer) == {"disputed"}
    assert "Vedant Patel" in told and "Pentagon had not confirmed" in told


def test_x08_nobody_is_said_to_have_said_nothing_who_did(shipped: Assistant) -> None:
    answer = shipped.answer(
        "Had the United States confirmed that North Korean troops were in combat?", as_of="2024-11-18"
    )
    assert not any("found no report that says that the United States confirmed" in s.text for s in answer.statements)


def test_x12_the_dead_are_among_the_casualties_and_a_relay_replaces_nothing(shipped: Assistant) -> None:
    killed = shipped.answer("How many North Korean soldiers were killed?", as_of="2025-04-30")
    assert "about 600" in killed.statements[1].text and "4,700 casualties, including" in killed.statements[1].text
    assert not any("4,700 injured" in s.text for s in killed.statements)
    hurt = shipped.answer("How many North Korean soldiers were injured?", as_of="2025-04-30")
    assert statuses(hurt) == {"disputed"}
    assert any("about 2,700 wounded" in side for side in sides(hurt))
    assert not any("4,700 injured" in s.text and "replaces" in (s.qualifier or "") for s in hurt.statements)


def test_x12_eighteen_thousand_is_no_more_than_one_sites_word(shipped: Assistant) -> None:
    answer = shipped.answer("Were 18,000 North Korean soldiers sent to Russia?", as_of="2025-05-01")
    assert not any(stronger(s, "unverified") for s in statuses(answer))  # type: ignore[arg-type]


def test_x13_the_breakdown_is_not_the_ministrys(shipped: Assistant) -> None:
    answer = shipped.answer("How many North Korean soldiers had been killed according to the UK?", as_of="2025-07-01")
    assert not any(words in s.text for s in answer.statements for words in ("3,200", "2,800"))


def test_x14_the_service_counted_350_and_pyongyang_gave_no_total(shipped: Assistant) -> None:
    answer = shipped.answer("Has North Korea said that 350 soldiers died?")
    assert "I found no report that says that North Korea said" in answer.statements[0].text


def test_x15_six_hundred_stays_retired_however_often_it_is_reprinted(shipped: Assistant) -> None:
    answer = shipped.answer("How many North Korean soldiers were killed?", as_of="2025-11-05")
    assert "2,000" in answer.statements[0].text and "600" not in answer.statements[0].text
    assert not any("600" in side.split("[")[0] for side in sides(answer))


def test_x16_or_is_not_and(shipped: Assistant) -> None:
    answer = shipped.answer(
        "Did North Korea send 3 million 152 mm shells and 500,000 122 mm shells?", as_of="2024-03-01"
    )
    assert not any(stronger(s, "assessed") for s in statuses(answer))  # type: ignore[arg-type]
    assert any("or about 500,000 rounds" in s.text for s in answer.statements)


@pytest.mark.parametrize(
    ("question", "day", "others"),
    [
        ("When was the treaty between Russia and North Korea signed?", "19 June 2024", ["18 June"]),
        ("When did the treaty between Russia and North Korea enter into force?", "4 December 2024", ["18 June"]),
    ],
)
def test_x18_signing_and_force_have_their_own_days(
    shipped: Assistant, question: str, day: str, others: list[str]
) -> None:
    answer = shipped.answer(question)
    assert any(day in s.text for s in answer.statements[:2])
    assert not any(words in s.text for s in answer.statements for words in others)


def test_x19_the_end_of_the_old_treaty_is_no_settled_year(shipped: Assistant) -> None:
    answer = shipped.answer("When did the 1961 treaty end?")
    assert not any(stronger(s, "reported") for s in statuses(answer))  # type: ignore[arg-type]


def test_x20_the_commissions_statement_is_found(shipped: Assistant) -> None:
    answer = shipped.answer("When did North Korea's Central Military Commission admit the deployment?")
    assert not answer.premise
    assert any(day in answer.text for day in ("27 April 2025", "28 April 2025"))


def test_a_later_admission_of_one_place_is_no_admission_of_another(shipped: Assistant) -> None:
    for question in ("Did Russia admit the deaths near Donetsk?", "Did North Korea admit the deaths near Donetsk?"):
        answer = shipped.answer(question)
        assert "confirmed" not in statuses(answer), [s.text for s in answer.statements]


def test_an_office_lost_later_is_not_known_on_the_day(shipped: Assistant) -> None:
    told = str(shipped.answer("Who is Kim Yong-hyun?", as_of="2024-10-08").to_dict())
    assert "arrest" not in told and "insurrection" not in told and "indicted" not in told
