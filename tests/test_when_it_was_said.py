"""A question about when somebody said it is answered for that time, and support that comes later weakens no entry."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from tests.stories import desk, report

FELL = "that the old bridge had collapsed"
ASKED = "that the old bridge had collapsed?"


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("bridge") / "store"
    return desk(
        folder,
        [report("a", f"Harbour master Ada Falk confirmed on 3 May 2023 {FELL}.", published="2023-05-03")],
    )


@pytest.mark.parametrize("when", ["in 2022", "on 2 May 2023", "in April 2023"])
def test_who_confirmed_it_at_another_time_did_not_confirm_it_then(bridge: Assistant, when: str) -> None:
    answer = bridge.answer(f"Did Ada Falk confirm {when} {ASKED}")
    first = answer.statements[0].text
    assert first.startswith("I found no report that says that Ada Falk confirmed") and when in first
    assert "3 May 2023" in answer.text, "what they do say, with its day"


@pytest.mark.parametrize("when", ["in 2023", "on 3 May 2023", "in May 2023", "since 2022"])
def test_who_confirmed_it_in_that_time_is_said_to_have(bridge: Assistant, when: str) -> None:
    answer = bridge.answer(f"Did Ada Falk confirm {when} {ASKED}")
    assert answer.statements and "I found no report" not in answer.text
