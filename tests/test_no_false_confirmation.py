"""Stories that an editor found labelled too strongly once: each must stay below what it tempted to say."""

from pathlib import Path

import pytest

from assistant.values import stronger
from corpus import Report
from tests.stories import desk, report

FIRE = [
    report(
        "g",
        "Two firefighters, who asked not to be named, said the plant's sprinklers had failed to come on.",
        publisher="harbour-news",
    ),
    report(
        "w",
        "The sprinklers failed to come on during Monday's explosion, Harbour News reported, citing two unnamed "
        "firefighters.",
        publisher="coast-daily",
        published="2023-05-03",
    ),
]
FRAUD = [
    report(
        "a",
        "Emil Roth, the commission's deputy head, conceded on Sunday that mistakes had been made, though he "
        "insisted there was no fraud.",
    ),
    report(
        "b",
        "The election commission confirmed on Monday that it had received complaints about forged ballots in Valdora.",
        publisher="coast-daily",
    ),
    report("c", "The election commission has denied any fraud.", publisher="lake-radio", published="2023-05-03"),
]
LOSSES = [
    report("t", "Eva Thorn has admitted hiding losses, Finans claimed on Tuesday. Her lawyer dismissed the report."),
    report("u", "Eva Thorn denied hiding losses.", publisher="coast-daily", published="2023-05-01"),
]
REGRET = [
    report("e", "Police blame a lorry driver for the collapse.", publisher="harbour-news", published="2023-05-01"),
    report(
        "f",
        "Harbour News regrets having reported that police blamed a lorry driver for the collapse.",
        published="2023-05-02",
    ),
]
DRUNK = [
    report(
        "d", "The captain, Olav Moen, was drunk, a rival newspaper claimed on Friday. Police called the claim untrue."
    )
]
DEATHS = [
    report(
        "h",
        "Seven workers may have died, according to a hospital source. The mayor said it was too early to say "
        "what had caused the blast.",
    )
]


@pytest.mark.parametrize(
    ("story", "question", "most"),
    [
        (FIRE, "Did the sprinklers fail to come on?", "unverified"),
        (FRAUD, "Was there fraud?", "unknown"),
        (FRAUD, "Were ballots forged in Valdora?", "unknown"),
        (LOSSES, "Did Eva Thorn hide losses?", "disputed"),
        (REGRET, "Did police blame a lorry driver for the collapse?", "refuted"),
        (DRUNK, "Was the captain drunk?", "disputed"),
        (DEATHS, "Did seven workers die?", "unverified"),
    ],
)
def test_no_statement_is_stronger_than_this(tmp_path: Path, story: list[Report], question: str, most: str) -> None:
    with desk(tmp_path / "i", story) as asked:
        answer = asked.answer(question)
        told = [(s.status, s.basis.rule, s.text) for s in (*answer.statements, *answer.details)]
        assert not any(stronger(status, most) for status, _, _ in told), told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Did North Korea send tanks to Russia?", "C05"),
        ("Did Belarus send troops to Russia?", "C05"),
        ("Did China send troops to Russia?", "C05"),
        ("Did a strike on 5 October 2024 kill six North Korean officers near Donetsk?", "C01"),
        ("Did six North Korean officers die near Kursk?", "C01"),
        ("Did North Korean officers die in Kursk?", "C06"),
    ],
)
def test_a_neighbouring_claim_does_not_answer(shipped: object, question: str, other: str) -> None:
    answer = shipped.answer(question)  # type: ignore[attr-defined]
    assert other not in answer.claims
    assert not any(s.status == "confirmed" for s in answer.statements), [s.text for s in answer.statements]


@pytest.mark.parametrize(
    "question",
    [
        "Did NATO confirm the deployment?",
        "Did South Korea's minister say six officers died?",
        "Did Ukrainian military intelligence confirm the six deaths?",
        "What did Rutte say about the deployment?",
        "What did Peskov say about the reports?",
    ],
)
def test_what_somebody_said_is_not_confirmed_by_their_saying_it(shipped: object, question: str) -> None:
    answer = shipped.answer(question)  # type: ignore[attr-defined]
    free = [s for s in answer.statements if not s.claim]
    assert not any(s.status == "confirmed" for s in free), [s.text for s in free]


@pytest.mark.parametrize(
    "question",
    [
        "How many officers were killed?",
        "How many North Korean officers died near Donetsk?",
        "Who first reported the deaths of the six officers?",
    ],
)
def test_the_officers_are_never_reported_as_a_fact(shipped: object, question: str) -> None:
    answer = shipped.answer(question)  # type: ignore[attr-defined]
    told = [(s.status, s.text) for s in (*answer.statements, *answer.details)]
    assert told and not any(stronger(status, "disputed") for status, _ in told), told


def test_both_names_of_a_pair_stay_whole(shipped: object) -> None:
    answer = shipped.answer("Did Russia and North Korea sign a mutual defence pact?", as_of="2024-06-18")  # type: ignore[attr-defined]
    assert "Russia Korea" not in str(answer.to_dict())
