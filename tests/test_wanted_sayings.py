"""Who is only asked, expected or supposed to say something has not said it."""

from pathlib import Path

import pytest

from assistant.values import stronger
from index.assertions import read_assertions
from tests.stories import desk, report

KNEW = "that the firm knew of the cracks in the dam"
QUESTION = "Did the firm know of the cracks in the dam?"


@pytest.mark.parametrize(
    "text",
    [
        f"Falk demanded that Reber admit {KNEW}.",
        f"Falk urged Reber to admit {KNEW}.",
        f"Reber refused to admit {KNEW}.",
        f"Reber should admit {KNEW}, Falk said.",
        f"Reber was expected to confirm {KNEW}.",
        f"Unless Reber admits {KNEW}, the families will sue.",
        f"Falk urged Reber to accept {KNEW}.",
        f"Reber should accept {KNEW}, Falk said.",
        f"If Reber does not accept {KNEW}, the families will sue.",
        f"Reber will have to decide whether to admit {KNEW}.",
        f'Reber\'s words were described by the lawyer, Nora Falk, as "a confession {KNEW}".',
    ],
)
def test_a_saying_that_is_only_wanted_asserts_nothing(tmp_path: Path, text: str) -> None:
    assert not any(a.stance in {"acknowledge", "affirm", "deny"} and "knew" in a.text for a in read_assertions(text))
    with desk(tmp_path / "i", [report("a", text)]) as asked:
        told = asked.answer(QUESTION)
        assert not any(stronger(s.status, "unknown") for s in told.statements), told.to_dict()


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (
            f"Two people familiar with the matter said that Reber, the head of the firm, had admitted {KNEW}.",
            "unverified",
        ),
        (f"An unnamed official said that the firm had confirmed {KNEW}.", "unverified"),
        (f"Falk said that Reber had admitted {KNEW}.", "reported"),
    ],
)
def test_an_admission_that_somebody_else_tells_of_is_no_admission(tmp_path: Path, text: str, most: str) -> None:
    with desk(tmp_path / "i", [report("a", text)]) as asked:
        told = asked.answer(QUESTION)
        assert told.statements and not any(stronger(s.status, most) for s in told.statements)  # type: ignore[arg-type]
        assert all("as told by" in c.speaker for c in told.statements[0].citations)


@pytest.mark.parametrize(
    "text",
    [f"Reber was forced to admit {KNEW}.", f"Reber went on to admit {KNEW}.", f"Reber had to admit {KNEW}."],
)
def test_what_somebody_was_brought_to_say_was_said(text: str) -> None:
    assert any(a.stance == "acknowledge" and a.speakers == ("Reber",) for a in read_assertions(text))


@pytest.mark.parametrize("text", [f"The mayor does not accept {KNEW}.", f"The mayor never accepted {KNEW}."])
def test_not_to_accept_something_is_to_deny_it(text: str) -> None:
    assert [(a.stance, a.speakers) for a in read_assertions(text)] == [("deny", ("The mayor",))]


@pytest.mark.parametrize(
    "text",
    [
        "Unless it takes full responsibility for the spill, the firm will be sued.",
        "If the firm accepts the blame for the spill, the case will end.",
        "Falk demanded that the firm accept the blame for the spill.",
        "Falk urged the firm to take full responsibility for the spill.",
    ],
)
def test_a_turn_of_speech_that_is_only_wanted_or_supposed_admits_nothing(text: str) -> None:
    assert not any(a.stance == "acknowledge" for a in read_assertions(text))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The firm took full responsibility for the spill.", "acknowledge"),
        ("The firm was forced to accept the blame for the spill.", "acknowledge"),
        ("The firm would not dignify the claim that it knew of the spill.", "dismiss"),
        ("The firm is not going to dignify the claims about the spill.", "dismiss"),
    ],
)
def test_a_turn_of_speech_that_was_carried_out_stands(text: str, stance: str) -> None:
    assert stance in {a.stance for a in read_assertions(text)}


def test_the_wounded_are_not_the_dead(tmp_path: Path) -> None:
    text = "The ministry said that a general had been wounded in a strike on Lindau. The general was flown out."
    with desk(tmp_path / "i", [report("a", text)]) as asked:
        assert asked.answer("Was a general killed in a strike on Lindau?").declined
        assert asked.answer("Was a general wounded in a strike on Lindau?").statements[0].status == "reported"
