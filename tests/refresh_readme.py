"""Owns the README's real answer: run as a script it writes the block anew, and a test holds that it is the one
given."""

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
QUESTION = "Did a missile strike on 3 October 2024 kill six North Korean officers near Donetsk?"
BLOCK = re.compile(r"(\$ briefing ask \"[^\n]+\"\n).*?(```)", re.S)


def shown(*options: str) -> str:
    """What a terminal of 100 columns without colours shows."""
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "assistant", "ask", QUESTION, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env, encoding="utf-8")
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def held() -> str:
    """What the README says is shown."""
    found = BLOCK.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return found[0].removeprefix(found[1]).removesuffix(found[2]).strip()


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda found: f"{found[1]}{shown()}\n{found[2]}", text, count=1), encoding="utf-8")
