"""How firmly a sentence holds what it tells: modality, stance by content, hedges, each with what only looks like it."""

import pytest

from index.assertions import Assertion, read_assertions


def read(text: str) -> Assertion:
    """The assertion of a sentence that makes one; of a longer text, the first."""
    return read_assertions(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "The dam will hold unless it rains again this week, the engineer said.",
        '"We will strike," the union said, "if talks fail on Friday."',
        "Drivers will walk out should talks fail, the union said.",
        "Should the ice melt, the road closes.",
        "Had the pilot turned left, nobody would have died, the inquiry found.",
        "Were the bank to fail, savers would lose everything, the regulator said.",
        "The bridge would have collapsed in a stronger wind, the engineer said.",
        "Without rain, the harvest will fail, the farmers' union said.",
        "The grant will be paid on condition that the school stays open.",
        "The tower will stand as long as nobody touches the piles.",
        "In case of frost the match will be moved, the club said.",
        "Depending on the weather, the race may start on Sunday.",
        "If elected, she would cut the tax, the senator said.",
        "The council said it would pay for the roof if the church paid for the walls.",
    ],
)
def test_what_hangs_on_a_condition_is_conditional_wherever_the_condition_stands(text: str) -> None:
    assert read(text).modality == "conditional"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The path looked new, as if nobody had walked it.", "fact"),
        ("Even if the price is high, people still pay, the trader said.", "fact"),
        ("The harbour is, if anything, quieter than before, the pilot said.", "fact"),
        ("The siren sounded for as long as six minutes, residents said.", "fact"),
        ("The coach was asked if he would resign.", "question"),
        ("Guests were moved to another hotel.", "fact"),
        ("Anna Berg, the harbour master, had ordered the crew ashore, the port said.", "fact"),
        ("The treaty obliges each side to help the other if it is attacked.", "fact"),
        ("The firm said it would have to close two shops.", "forecast"),
    ],
)
def test_what_only_looks_like_a_condition_is_none(text: str, modality: str) -> None:
    assert read(text).modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "Voters wonder how the money was spent.",
        '"Where is the boat?" the widow asked.',
        "The judge asked whether the knife had been cleaned.",
        "MPs want to know why the ferry sailed.",
        "Will the bridge ever open?",
    ],
)
def test_what_is_asked_is_a_question(text: str) -> None:
    assert read(text).modality == "question"


def test_a_question_that_is_declined_is_a_silence_and_no_question() -> None:
    declined = read("The operator refused to say whether the alarm had worked.")
    assert (declined.stance, declined.modality) == ("no_comment", "fact")


@pytest.mark.parametrize(
    "text",
    [
        "Rates to rise by half a point",
        "Two ministers to resign over tunnel",
        "The ferry returns to service next month.",
        "The minister is to open the bridge on Friday.",
        "The vessel is due in Bergen on Tuesday.",
        "The tower could be finished by next year, the builder said.",
        "It may be June before the road opens, the police said.",
        "The airline plans to cut 300 jobs.",
        "The league is on course to break its record.",
        "She'll be back, the coach said.",
        "The firm said it would reopen the mine.",
        "The bank ruled out a rise in fees this year.",
    ],
)
def test_what_is_still_to_come_is_a_forecast(text: str) -> None:
    assert read(text).modality == "forecast"


@pytest.mark.parametrize(
    "text",
    [
        "Bank fails to pay its staff",
        "Firm ordered to pay 3 million",
        "The aim of the law is to protect tenants.",
        "The accident was due to the icy road, police said.",
        "The will of the late duke was read on Monday.",
        "Officer Will Carter was hurt, police said.",
        "Fog was to blame, the pilot said.",
    ],
)
def test_what_only_looks_like_a_forecast_is_a_fact(text: str) -> None:
    assert read(text).modality == "fact"


@pytest.mark.parametrize(
    "text",
    [
        "The gunman may have fled across the border, police said.",
        "At least 40 people could have been exposed, the hospital said.",
        "In all likelihood the fire was set, the mayor said.",
        "The bone is thought to be 4,000 years old.",
        "The results suggest that the drug works, the team said.",
        "We believe he acted alone, the prosecutor said.",
        "The crew must have known about the leak, the coastguard said.",
        "The points seem to have been frozen, the chief engineer said.",
        "Storm May Have Sunk Trawler",
    ],
)
def test_a_judgement_short_of_fact_is_an_estimate(text: str) -> None:
    assert read(text).modality == "estimate"


@pytest.mark.parametrize(
    "text",
    [
        "More than 300 pupils sat the paper in May.",
        "The school opened in May 1990, the mayor said.",
        "The firm must pay a fine, the court said.",
        "The driver could not stop in time, police said.",
        "She assumed office in March.",
        "The country has the military might of an empire, he said.",
    ],
)
def test_the_month_of_may_and_other_words_of_two_senses_judge_nothing(text: str) -> None:
    assert read(text).modality == "fact"


@pytest.mark.parametrize(
    "text",
    [
        "Police could not rule out arson.",
        "The operator said it cannot exclude a leak.",
    ],
)
def test_what_cannot_be_ruled_out_is_possible_and_neither_denied_nor_a_fact(text: str) -> None:
    found = read(text)
    assert (found.stance, found.modality, found.negated) == ("affirm", "estimate", False)


@pytest.mark.parametrize(
    "text",
    [
        "It is simply not the case that the road was closed, the mayor said.",
        "The ministry said reports of a coup were untrue.",
        "The club said the story was wrong in every detail.",
        "The bank said claims that it was insolvent were incorrect.",
        "There is no truth in the story, the singer said.",
        '"I never took a bribe," the mayor told the court.',
        '"We did not kill anyone," the commander said.',
        "The company said there was no link between its drug and the deaths.",
        '"No, we have not sold the club," the chairman said.',
        "The governor said he did not believe the numbers.",
        "The ministry does not accept that the water was unsafe.",
    ],
)
def test_words_that_deny_are_a_denial_under_any_verb_and_their_not_is_counted_once(text: str) -> None:
    found = read(text)
    assert (found.stance, found.negated) == ("deny", False)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said it was wrong to close the school.",
        "The mayor said the claims were not false.",
        "Scientists said there was no link between the two quakes.",
        "We did not take our chances, the coach said.",
        "Police said nobody was hurt.",
        '"No, it was a good game," the coach said.',
        "The report is false.",
    ],
)
def test_a_negative_an_opinion_and_the_outlets_own_voice_are_no_denial(text: str) -> None:
    assert read(text).stance == "affirm"


def test_denying_a_negative_leaves_the_negative_denied() -> None:
    found = read("The union said it was not true that nobody had been paid.")
    assert (found.stance, found.negated) == ("deny", True)


@pytest.mark.parametrize(
    "text",
    [
        "The club said the story was utter nonsense.",
        '"Complete rubbish," the singer said.',
        "The minister said the claims did not deserve a response.",
        "The embassy said the reports were far-fetched.",
        "Another fake, the ministry wrote.",
    ],
)
def test_words_that_wave_a_report_away_dismiss_it(text: str) -> None:
    assert read(text).stance == "dismiss"


def test_looks_like_a_fake_is_no_guess_at_the_report() -> None:
    found = read("The ministry dismissed reports of a breach, saying that this looked like another fake.")
    assert (found.stance, found.modality, found.hedges) == ("dismiss", "fact", ())


def test_who_did_not_call_a_report_false_has_said_neither() -> None:
    assert read("The envoy did not call the reports false.").stance == "no_comment"
    assert read("The envoy called the reports false.").stance == "deny"


def test_who_says_that_denying_would_be_wrong_concedes() -> None:
    found = read("It would be foolish to deny that we made mistakes, the minister said.")
    assert (found.stance, found.modality) == ("acknowledge", "fact")


def test_no_comment_in_quotation_marks_is_a_silence() -> None:
    assert read('The minister said: "No comment."').stance == "no_comment"


@pytest.mark.parametrize(
    "text",
    [
        "A rebel unit allegedly burned the village.",
        "The star is said to have left the club.",
        "According to unconfirmed reports, the dam has burst.",
        "Nine miners are feared dead.",
        "The captain appears to have left the ship.",
        "The rebels said they had taken the port, but the claim could not be verified.",
        "PM 'lied to parliament'",
    ],
)
def test_a_text_that_does_not_vouch_for_it_hedges(text: str) -> None:
    assert read(text).hedges


@pytest.mark.parametrize(
    "text",
    [
        "The ministry claims the road is safe.",
        "The captain appears to have left the ship, the coastguard said.",
        "The fox presumably came in at night, the keeper said.",
        "The minister, who allegedly took bribes years ago, said the road was open.",
        "The ministry denied the alleged payments.",
        "Author of 'Red Dust' dies",
        "Prices are projected to fall in autumn.",
    ],
)
def test_claims_a_speakers_own_maybe_and_a_hedge_of_something_else_do_not_hedge(text: str) -> None:
    assert not read(text).hedges
