"""Each stance in the many ways news copy says it, and the deeds that borrow the same words."""

import pytest

from index.assertions import read_assertions

DENY = [
    "The former treasurer pleaded not guilty to stealing from the choir.",
    "Airline denies pilots slept on duty",
    "The driver disputes the police's account of the crash.",
    "The farm vehemently denied mistreating its animals.",
    "The accountant protested that he had never seen the cheque.",
    "The school said it was simply not the case that pupils went hungry.",
    "The firm said that at no time had it dumped waste in the river.",
    "Her lawyer said she was innocent.",
    "The tour operator does not recognise the figures.",
    "The gardener has pleaded innocent to the charge of arson.",
    "It is false that the museum sold the vase, its director said.",
    "The publisher disowned the report.",
]
DISMISS = [
    "The minister brushed off the report as gossip.",
    "The senator called the investigation a witch hunt.",
    "The treasurer poured cold water on reports that the bank would be sold.",
    "The claims are pure fiction, the airline said.",
    "The developer made light of the claim that the tower was sinking.",
    "The governor said talk of a shortage was scaremongering.",
    "The mayor mocked reports that the bridge was haunted by debt.",
    "The owner said the rumours were not worth discussing.",
    "The cabinet treated the report with contempt.",
    "Minister rubbishes claims of secret tax",
    "The lawyer said the case against her client was laughable.",
    "The firm slammed the report as trash.",
]
NO_COMMENT = [
    "The owner could not be reached for comment.",
    "The broker did not respond to a request for comment.",
    "The police would not say how the boy died.",
    "The studio kept quiet about the accident.",
    "The mayor ducked a question about his debts.",
    "The navy would neither confirm nor deny that a boat had sunk.",
    "The family remained tight-lipped about the sale.",
    "The bank declined to put a number on its losses.",
    "The agency said it does not comment on leaks.",
    "The ministry was unavailable for comment.",
    "A request for comment went unanswered.",
    "The consulate has made no statement on the arrest.",
    "The chef would not elaborate.",
    "The school passed up an opportunity to comment.",
    "The agency said it was unable to comment while the inquiry is under way.",
    "The princess kept her counsel.",
    "Police tight-lipped over motive",
    "It was not immediately clear who fired the shot.",
    "The mayor was coy about his plans.",
    "The ministry said it had nothing to add.",
]
ACKNOWLEDGE = [
    "The nurse admitted that she had given the wrong drug.",
    "The bank conceded it had overcharged customers.",
    "The driver pleaded guilty to dangerous driving.",
    "The minister took responsibility for the failure of the scheme.",
    "The bishop apologised for ignoring the children's complaints.",
    '"We made mistakes," the hospital said.',
    "The council accepted responsibility for the collapse.",
    "The company confirmed its own engineers had cut the cable.",
    "The thief confessed to having robbed nine shops.",
    "Teacher admits theft",
    "The coach blamed himself for the defeat.",
    "He admitted to the theft.",
]
RETRACT = [
    "The paper withdrew its claim that the mayor had been arrested.",
    "The site took down the story.",
    "The ministry corrected the figure to 12.",
    "The spokesman walked back his claim that the talks had ended.",
    "The broadcaster apologised for the error in its report.",
    "The senator deleted a tweet claiming that the vote was rigged.",
    "The governor took back his words.",
    "The article has been withdrawn.",
    "The agency withdrew an earlier report that the dam had burst.",
    "The paper published a retraction.",
    "The police rolled back their statement that a second man was sought.",
    "The minister ate his words.",
]
PLAIN = [
    "The council rejected the plan to close the bridge.",
    "The council rejected the plan that the mayor had drawn up.",
    "Voters rejected the proposal that the bridge be closed.",
    "The committee dismissed demands that the bridge be closed.",
    "The company withdrew its offer for the mill.",
    "The museum admits children free.",
    "The hospital admitted 40 patients.",
    "The firm rejected the offer.",
    "The club dismissed the coach.",
    "The singer withdrew from the festival.",
    "The teacher corrected the essays.",
    "The carmaker recalled 9,000 vans.",
    "The umpire called off the match.",
    "The farmer shot down a drone.",
    "The priest heard confessions.",
    "The crowd stayed silent for a minute.",
    "The bank withdrew its offer.",
    "The hacker deleted the files.",
    "The queen challenged the duke to a race.",
    "The boy brushed off the snow.",
    "The tax will be withdrawn.",
    "The cat retracted its claws.",
    "The council removed the statue.",
    "The bank pulled its funding.",
    "The speaker sidestepped a puddle.",
    "The court quashed the sentence.",
    "The shop did not open on Monday.",
    "Tom called the office.",
    "The town is a joke shop's paradise.",
    "The wave slammed into the pier.",
    "The king questioned nobody.",
]


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        (stance, text)
        for stance, texts in (
            ("deny", DENY),
            ("dismiss", DISMISS),
            ("no_comment", NO_COMMENT),
            ("acknowledge", ACKNOWLEDGE),
            ("retract", RETRACT),
        )
        for text in texts
    ],
)
def test_a_way_of_saying_gives_its_stance_and_never_a_plain_fact(stance: str, text: str) -> None:
    found = read_assertions(text)
    assert stance in [a.stance for a in found]
    assert not any(a.stance == "affirm" and a.modality == "fact" and not a.hedges for a in found)


@pytest.mark.parametrize("text", PLAIN)
def test_a_deed_told_in_the_same_words_is_no_stance(text: str) -> None:
    assert {a.stance for a in read_assertions(text)} == {"affirm"}


def test_a_correction_takes_back_nothing_of_what_it_says_now_holds() -> None:
    found = read_assertions("The agency issued a correction, saying that nine people had died, not 19.")
    assert [(a.stance, a.text) for a in found] == [("affirm", "nine people had died, not 19")]


@pytest.mark.parametrize("text", ['"We are to meet on Friday," the envoy said.', "Her lawyer said she was guilty."])
def test_what_only_begins_like_an_admission_or_a_denial_is_none(text: str) -> None:
    assert {a.stance for a in read_assertions(text)} == {"affirm"}


@pytest.mark.parametrize(
    "text",
    [
        "All things considered, the dam was safe.",
        "Needless to say, the dam burst.",
        "All told, 40 people died.",
        "It goes without saying that the dam burst.",
    ],
)
def test_an_idiom_hands_nothing_to_anybody(text: str) -> None:
    assert [(a.speakers, a.cue, a.text) for a in read_assertions(text)] == [((), "", text)]


def test_the_words_of_an_idiom_still_speak_elsewhere() -> None:
    assert [a.speakers for a in read_assertions("They all told the court that the dam was safe.")] == [("They all",)]
