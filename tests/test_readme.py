"""The README shows real output, and every verb and setting it names is there."""

import re
from pathlib import Path

from assistant.commands import options  # noqa: F401 - the command line can be imported
from corpus.settings import Settings
from tests.refresh_readme import QUESTION, README, basis, held, shown, worked


def test_the_answer_in_the_readme_is_the_one_given(shipped_index: Path) -> None:
    assert QUESTION in README.read_text(encoding="utf-8")
    assert held() == shown("--index", str(shipped_index)), "run: python -m tests.refresh_readme"


def test_the_basis_that_the_readme_works_out_is_the_one_given(shipped_index: Path) -> None:
    assert worked()[2] == basis("--index", str(shipped_index)), "run: python -m tests.refresh_readme"


def test_every_setting_the_readme_lists_is_one(tmp_path: Path) -> None:
    named = set(re.findall(r"`BRIEFING_([A-Z_]+)`", README.read_text(encoding="utf-8")))
    assert named <= {name.upper() for name in Settings.__slots__}
