"""What an editor tried: sentences that say more than their source, and passages that do not say what the claim says."""

import pytest

from assistant.stance import stance
from assistant.verifying import verify
from index.assertions.quantities import numbers_in


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The ship sank.", "The ship may have sunk."),
        ("The troops arrived in Kursk.", "The troops will arrive in Kursk."),
        ("North Korea sent 6,000 engineers.", "North Korea planned to send 6,000 engineers."),
        ("Russia attacked Ukraine.", "Ukraine attacked Russia."),
        ("Ukraine was attacked by Russia.", "Russia was attacked by Ukraine."),
        ("Six died.", "At least six died."),
        ("More than 20 soldiers died.", "20 soldiers died."),
        ("All soldiers died.", "Some soldiers died."),
        ("Only the mayor resigned.", "The mayor resigned."),
        ("The mayor covered up the report.", "The mayor was accused of covering up the report."),
        ("The roof collapsed.", "Two firefighters said the roof collapsed."),
        ("The bridge collapsed.", "The defence ministry said the bridge collapsed."),
        ("NIS confirmed 2,000 deaths.", "NIS estimated 2,000 deaths."),
        ("The report is very likely true.", "The report is unlikely to be true."),
        ("The ship sank.", "The ship did not sink."),
    ],
)
def test_a_sentence_that_says_more_than_its_source_is_not_carried(sentence: str, source: str) -> None:
    read = verify(sentence, source)
    assert read.supported is False, read.reasons


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Russia attacked Ukraine.", "Ukraine was attacked by Russia."),
        ("At least six died.", "Six died."),
        ("At least six officers died.", "At least eight officers died."),
        ("All ships sank.", "All ships sank."),
        ("Two firefighters said the roof collapsed.", "Two firefighters said the roof collapsed."),
        ("The bridge collapsed, the defence ministry said.", "The defence ministry said the bridge collapsed."),
        ("NIS estimated 2,000 deaths.", "NIS estimated 2,000 deaths."),
        ("Three thousand soldiers were sent.", "3,000 soldiers were sent."),
        ("The report is probably true.", "The report is likely to be true."),
        (
            "Kim said the strike killed six officers and named no evidence.",
            "Kim said the strike killed six officers. He named no evidence.",
        ),
        ("Kim denied the report and named no evidence.", "Kim denied the report on Friday. He named no evidence."),
        ("The ship sank.", "The ship sank on Friday."),
    ],
)
def test_the_same_in_other_words_is_carried(sentence: str, source: str) -> None:
    read = verify(sentence, source)
    assert read.supported is True, read.reasons


@pytest.mark.parametrize(
    ("claim", "passage", "allowed"),
    [
        ("the strike was deliberate", "Officials ruled out that the strike was deliberate.", "deny none report"),
        ("the strike was deliberate", "Experts doubt that the strike was deliberate.", "deny none report"),
        ("the strike was deliberate", "Investigators found no evidence that the strike was deliberate.", "none report"),
        ("the strike was deliberate", "It is unlikely that the strike was deliberate.", "report"),
        ("The bridge has collapsed", "Contrary to reports, the bridge has not collapsed.", "deny"),
        ("The bridge has collapsed", "Asked whether the bridge has collapsed, the mayor laughed.", "none report"),
        ("Lee ordered the attack", "Lee was accused of ordering the attack.", "report"),
        ("Kim ordered the attack", "The attack was ordered by Lee, not Kim.", "deny"),
        ("Six officers died", "Five officers died.", "deny none"),
        ("Six officers died", "Six officers survived.", "deny"),
        ("Russia attacked Ukraine", "Ukraine attacked Russia.", "deny none"),
        ("The ship sank", "If the ship sank, the navy would say so.", "report"),
        ("The ship sank", "The navy rejected suggestions that the ship had not sunk.", "affirm"),
        ("The ship sank", "The navy rejected suggestions that the ship had sunk.", "deny"),
        ("The ship sank", "The navy said the ship sank.", "affirm"),
        ("The ship sank", "The ship is still afloat.", "deny"),
        ("The ship sank", "The ship sank.", "affirm"),
        ("The ship did not sink", "The ship sank.", "deny"),
        ("The ship did not sink", "The ship did not sink.", "affirm"),
        ("The troops arrived", "Troops will arrive.", "report"),
    ],
)
def test_the_side_of_a_passage(claim: str, passage: str, allowed: str) -> None:
    read = stance(claim, passage)
    assert read.stance in allowed.split(), read.reasons


@pytest.mark.parametrize(
    ("headline", "side"),
    [
        ("Harbour mayor arrested: it was a hoax", "deny"),
        ("No, the mayor has not been arrested", "deny"),
        ("Rumour: mayor arrested in harbour", "report"),
        ("Mayor arrested in harbour, claims website", "report"),
        ("Mayor may be arrested", "report"),
        ("Mayor arrested in harbour", "affirm"),
        ("Police deny that the arrest of the mayor was a hoax", "affirm"),
        ("Harbour fish market opens", "none"),
    ],
)
def test_the_side_of_a_headline(headline: str, side: str) -> None:
    read = stance("The mayor was arrested in the harbour", headline)
    assert read.stance == side, read.reasons


@pytest.mark.parametrize(
    ("headline", "side"),
    [
        ("Source: lighthouse sold to hotel chain", "report"),
        ("Lighthouse sold to hotel chain -- analyst", "report"),
        ("Lighthouse sold to hotel chain, media report", "report"),
        ("Former soldier says lighthouse sold to hotel chain", "report"),
        ("Lighthouse sold to hotel chain, ministry says", "affirm"),
        ("Was the lighthouse sold? Lighthouse sold to hotel chain", "report"),
        ("Lighthouse could be sold to hotel chain", "report"),
        ("Hotel chain in talks, lighthouse sold by spring", "report"),
        ("Doubts cast over sale of lighthouse to hotel chain", "deny"),
        ("Mayor: Lighthouse not being sold to hotel chain", "deny"),
        ("Sold lighthouse: No, it was not the hotel chain", "deny"),
        ("Council Denies It Sold Lighthouse To Hotel Chain As Prices Rise", "deny"),
        ("COUNCIL DENIES IT SOLD LIGHTHOUSE TO HOTEL CHAIN", "deny"),
        ("Council does not deny it sold lighthouse to hotel chain", "report"),
        ("Paper falls for lighthouse hotel chain prank", "deny"),
    ],
)
def test_a_headline_that_hands_on_or_doubts_is_no_support(headline: str, side: str) -> None:
    read = stance("The lighthouse was sold to a hotel chain", headline)
    assert read.stance == side, read.reasons


@pytest.mark.parametrize(
    ("headline", "side"),
    [
        ("Ferry hand bitten by otter on morning crossing", "affirm"),
        ("Otter said to have bitten deckhand", "report"),
        ("Deckhands ask for higher wages", "none"),
        ("Otters thrive in city rivers", "none"),
        ("Wild animal attacks crewman", "none"),
    ],
)
def test_a_headline_in_other_words_is_found_by_its_meaning(headline: str, side: str) -> None:
    read = stance("A deckhand was bitten by an otter aboard a ferry", headline)
    assert read.stance == side, read.reasons


@pytest.mark.parametrize(
    ("passage", "side"),
    [
        ("The bakery's yearly profits more than doubled after the new ovens came.", "affirm"),
        ("The bakery's yearly profits reportedly doubled after the new ovens came.", "report"),
        ("New ovens are sold by the firm next door.", "none"),
    ],
)
def test_a_sentence_near_in_meaning_is_read_but_never_stronger_than_it_speaks(passage: str, side: str) -> None:
    read = stance("Earnings of the bakery grew twofold each year thanks to better ovens", passage)
    assert read.stance == side, read.reasons


def test_a_number_or_a_name_of_the_claim_is_never_found_by_meaning_alone() -> None:
    near = "The bakery's yearly profits more than doubled after the new ovens came."
    for claim in ("Earnings of the bakery grew twofold in 1987", "Earnings of bakeries in Norway grew twofold"):
        assert stance(claim, near).stance == "none"


@pytest.mark.parametrize(
    ("claim", "passage", "side"),
    [
        ("Oysters thrive in the lagoon", "Oysters in the lagoon decline each summer.", "deny"),
        ("A diver found a cannon", "The diver who found a cannon had no idea what it was.", "affirm"),
        ("The ship sank", "At no point did the ship sink.", "deny"),
        ("The ship sank", "The ship neither burned nor sank.", "deny"),
        ("The ship sank", "The ship did not burn or sink.", "deny"),
        ("The ship sank", "It is not true that the ship sank.", "deny"),
        ("Three boys were found in the cave", "Three boys found in the cave", "affirm"),
    ],
)
def test_a_negation_counts_where_it_governs_what_is_claimed(claim: str, passage: str, side: str) -> None:
    read = stance(claim, passage)
    assert read.stance == side, read.reasons


def test_words_that_doubt_a_headline_leave_news_copy_alone() -> None:
    claim, words = "The council staged a play in the harbour", "The council staged a play in the harbour, a BS comedy."
    assert stance(claim, words).stance == "affirm"


def test_numbers_are_read_by_value() -> None:
    assert numbers_in("3,000 men, three thousand, six of twenty-one, and one more") == {3000.0, 6.0, 21.0}
    assert numbers_in("12.5 million on 2024-10-03") == {12_500_000.0, 2024.0, 10.0, 3.0}
