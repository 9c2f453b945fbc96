"""Who speaks, what kind of source that is, and whom a pointing word stands for: on other topics, with distractors."""

import pytest

from index.assertions import Assertion, read_assertions

# What kind of source the words describe. Each is put into "… said the bridge was closed."
KINDS = {
    "named_org": [
        "Police",
        "The ministry",
        "The embassy",
        "Both airlines",
        "The pilots' union",
        "Prosecutors",
        "Nairobi",
        "The hospital trust",
        "A spokeswoman for the brewery",
        "The coastguard's spokesman",
        "Larsen Shipping",
        "Amnesty International",
        "The White House",
        "The drugmaker",
        "The prime minister's office",
        "Neither the council nor the ferry operator",
        "Dutch military intelligence",
    ],
    "named_official": [
        "The mayor",
        "General Aung Tun",
        "Judge Petra Lind",
        "Police chief Omar Said",
        "The interior minister",
        "The head of the customs service",
        "Finance minister Ida Brandt",
        "Ida Brandt, the finance minister,",
        "The mayor's channel",
        "Ministry spokesman Jon Vik",
    ],
    "named_person": [
        "The goalkeeper",
        "The former general",
        "Coach Dalia Nour",
        "The brewery's chief executive",
        "The museum's director",
        "Ida Brandt, a lawyer,",
        "Baker Tom Reyes",
        "The defendant",
        "Professor Lena Holt of the University of Turku",
        "Company president Rui Costa",
    ],
    "anonymous": [
        "Officials",
        "A diplomat",
        "Two people briefed on the talks",
        "One of the residents",
        "Analysts",
        "Researchers",
        "Three inspectors",
        "Dutch officials",
        "A minister",
        "A spokesman",
        "A spokesman for the strikers",
        "Her brother",
        "The family's lawyer",
        "Local authorities",
        "Critics of Ida Brandt",
        "A source close to Ida Brandt",
        "Residents of Port Ellis",
        "A bank",
        "Several ministers",
        "The official",
        "Beekeepers",
        "Lawyers for Larsen Shipping",
        "University of Turku researchers",
        "A person familiar with Ida Brandt's thinking",
        "The whistleblower",
        "Members of the coastguard",
        "Ida Brandt's aides",
        "A woman who lives near the police station",
    ],
    "media": [
        "Reuters",
        "The AP",
        "AFP",
        "The Danish daily Kysten",
        "Broadcaster TVK",
        "The Harbour Times",
        "State television",
        "Our reporter in Turku",
    ],
    "social": [
        "One user",
        "A post on X",
        "The channel Night Harbour",
        "@harbourwatch",
    ],
    "document": [
        "The audit",
        "The charge sheet",
        "Figures from the statistics office",
        "An exit poll",
        "A letter from the harbour board",
        "The indictment",
    ],
}


def said(text: str) -> list[Assertion]:
    return [a for a in read_assertions(text) if a.cue]


def last_speaker(text: str) -> str:
    found = said(text)
    assert found, text
    return found[-1].speaker


@pytest.mark.parametrize(("kind", "speaker"), [(kind, words) for kind, row in KINDS.items() for words in row])
def test_the_head_of_the_words_tells_the_kind_of_source(kind: str, speaker: str) -> None:
    found = said(f"{speaker} said that the bridge was closed.")
    assert [a.attribution for a in found] == [kind], [(a.speakers, a.attribution) for a in found]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Professor Ida Brandt, the lead author, said that the ice was thin.", "Professor Ida Brandt"),
        ("The minister, Ida Brandt, said that the ice was thin.", "The minister, Ida Brandt"),
        ("The brewery, which employs 90, said that the vats were clean.", "The brewery"),
        ("A woman who lives opposite the depot said that she heard a bang.", "A woman who lives opposite the depot"),
        ("The vats were clean, the Danish daily Kysten wrote.", "the Danish daily Kysten"),
        ("Dozens still missing, says Red Cross", "Red Cross"),
        ("Rents rose, according to figures from the statistics office.", "figures from the statistics office"),
        ("Both Oslo and Bern said that the talks were over.", "Both Oslo and Bern"),
        ("Three sailors, who asked not to be named, said that the hull leaked.",
         "Three sailors, who asked not to be named"),
    ],
)  # fmt: skip
def test_a_speaker_keeps_title_and_name_and_what_tells_the_unnamed_apart(sentence: str, speaker: str) -> None:
    assert last_speaker(sentence) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ida Brandt came late to the hearing. She said that the train had stood for hours.", "Ida Brandt"),
        ("Ida Brandt was treasurer for nine years. She admitted burning two ledgers.", "Ida Brandt"),
        ("Judge Petra Lind spoke from the steps. The verdict, she said, would stand.", "Judge Petra Lind"),
        ("Larsen Shipping had said on Monday that the tank was sound. On Friday it said that the tank leaked.",
         "Larsen Shipping"),
        ("Turku Bank published its letter to clients. The lender said that the currency was weak.", "Turku Bank"),
        ("Mayor Liv Sund and the plant's manager met in private. The mayor said that the plant would close.",
         "Mayor Liv Sund"),
        ("Oslo and Bern have both offered to host. The latter said that it had rooms.", "Bern"),
        ("Dalia Nour has coached the side since 2020. The 51-year-old said that she was tired.", "Dalia Nour"),
        ("The striker thanked the fans. Coach Dalia Nour said that he was fit. She also said that the pitch was wet.",
         "Coach Dalia Nour"),
        ("A diver who had been inside the wreck spoke to the BBC. The cabin, he said, was empty.",
         "A diver who had been inside the wreck"),
    ],
)  # fmt: skip
def test_a_pointing_word_stands_for_the_one_that_fits(text: str, speaker: str) -> None:
    assert last_speaker(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ida Brandt met Petra Lind at the gate. She said that the oxygen had run out.", "She"),
        ("Ida Brandt said that Petra Lind had signed the plans. She denied reading them.", "She"),
        ("The police searched the bank. It said that nothing was missing.", "It"),
        ("The ministry sued Larsen Shipping. It denied the charge.", "It"),
        ("Mr Tom Reyes waited outside. She said that the door was locked.", "She"),
        ("Minister Ida Brandt and minister Jon Vik flew to Turku. The minister said that the talks were over.",
         "The minister"),
        ("Deputy minister Ida Brandt flew to Turku. The minister said that the talks were over.", "The minister"),
        ("Jon Vik was seen with the Danish winger. The manager said that it was nothing.", "The manager"),
        ("Turku Bank wrote to Larsen Shipping. The company said that the loan was repaid.", "The company"),
        ("Oslo, Bern and Nairobi have offered to host. The former said that it had rooms.", "The former"),
        ("Ida Brandt met the diver. She said that the hull leaked.", "She"),
        ("The storm broke at noon. He said that the mast fell.", "He"),
    ],
)  # fmt: skip
def test_a_pointing_word_that_fits_two_or_none_is_left_open_and_confirms_nothing(text: str, speaker: str) -> None:
    found = said(text)[-1]
    assert found.speaker == speaker
    if speaker in {"He", "She", "It", "The former"}:
        assert found.attribution == "anonymous"


def test_the_nurse_of_an_unnamed_nurse_stays_unnamed() -> None:
    found = said("A nurse at the clinic spoke to us. The bed was empty, the nurse said.")
    assert found[-1].attribution == "anonymous"
    found = said(
        "A soldier was carried in. It rained. It snowed. The pilot of a plane saw it. The soldier said it hurt."
    )
    assert found[-1].attribution == "anonymous"


def test_what_a_name_was_described_as_stays_with_it() -> None:
    found = said("Ida Brandt, the finance minister, said that taxes would fall. Brandt said that rents would not.")
    assert [(a.speaker, a.attribution) for a in found] == [("Ida Brandt", "named_official")] * 2


def test_a_name_described_as_unnamed_elsewhere_is_not_lent_to_another() -> None:
    text = "Critics of Ida Brandt said that taxes would rise. Brandt said that they would fall."
    assert [a.attribution for a in said(text)] == ["anonymous", "named_person"]


def test_nested_speakers_keep_both_and_a_relay_keeps_its_source() -> None:
    found = said("Reuters, citing two people briefed on the talks, said that the ships had left.")
    assert [(a.speakers, a.attribution) for a in found] == [
        (("Reuters", "two people briefed on the talks"), "anonymous")
    ]
    found = said("The minister said that the harbour master had denied that the ships had left.")
    assert found[-1].speakers == ("The minister", "the harbour master")


def test_a_state_that_claims_is_a_named_body_and_the_outlet_is_uncommitted() -> None:
    found = said("Denmark claims that the ships had left.")
    assert [(a.speakers, a.attribution) for a in found] == [(("Denmark",), "named_org")]


def test_an_unnamed_clerk_of_a_ministry_is_not_the_ministry() -> None:
    text = "According to state media, an unnamed vice director-general of a bureau of the ministry said that it was."
    assert said(text)[-1].attribution == "anonymous"


def test_what_two_states_share_in_their_names_makes_neither_a_party_to_the_other() -> None:
    found = said("South Sudan's Health Service said that it had confirmed the start of North Sudan's harvest.")
    assert all(a.stance != "acknowledge" for a in found if "harvest" in a.text and not a.text.startswith("it "))
