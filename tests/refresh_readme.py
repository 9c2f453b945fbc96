"""Owns what the README shows of real answers: run as a script it writes them anew, and a test holds that they are the
ones given."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
QUESTION = "Did a missile strike on 3 October 2024 kill six North Korean officers near Donetsk?"
BLOCK = re.compile(r"(\$ briefing ask \"[^\n]+\"\n).*?(```)", re.S)


WORKED = re.compile(r"\*\*One status, worked out\.\*\* \"([^\"]+)\".*?```json\n(.*?)\n```", re.S)
"""The question whose basis is shown, and the basis."""


def shown(*options: str) -> str:
    """What a terminal of 100 columns without colours shows."""
    return "\n".join(line.rstrip() for line in _asked(QUESTION, *options).strip().splitlines())


def basis(*options: str) -> str:
    """The basis of the status that the README works out."""
    answer = json.loads(_asked(worked()[1], "--json", *options))
    return json.dumps(answer["statements"][0]["basis"], indent=2)


def _asked(question: str, *options: str) -> str:
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "assistant", "ask", question, *options]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env, encoding="utf-8").stdout


def held() -> str:
    """What the README says is shown."""
    found = BLOCK.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return found[0].removeprefix(found[1]).removesuffix(found[2]).strip()


def worked() -> re.Match[str]:
    """Where the README works one status out."""
    found = WORKED.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return found


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    text = text[: worked().start(2)] + basis() + text[worked().end(2) :]
    README.write_text(BLOCK.sub(lambda found: f"{found[1]}{shown()}\n{found[2]}", text, count=1), encoding="utf-8")
