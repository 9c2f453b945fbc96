"""Owns the table of what each stage adds: words only, vectors only, both put together, and the product's own answers.

`python -m eval.benchmarks.stages FIGURES > eval/results/stages.md` writes it anew from the figures that
`briefing bench squad2 --half b --json` printed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HEAD = """# What each stage of finding adds

SQuAD 2.0, one index of all paragraphs. A row is measured by leaving out what stands below it. Made by:

```
briefing bench squad2 --data dev-v2.0.json --half b --json > figures.json
python -m eval.benchmarks.stages figures.json > eval/results/stages.md
```
"""


def table(found: dict[str, Any]) -> str:
    """The page, from the figures of one run as JSON."""
    return "\n".join((_HEAD, f"{found['items']}; half {found['half']}.", "", *_rows(found["figures"]))) + "\n"


def _rows(figures: list[dict[str, Any]]) -> Iterator[str]:
    yield "| figure | value | 95 % interval | n |"
    yield "|---|---|---|---|"
    for figure in figures:
        if figure["value"] is None:
            continue
        low, high = figure["interval_95"]
        yield f"| {figure['name']} | {figure['value']:.3f} | {low:.3f} to {high:.3f} | {figure['count']:,} |"


if __name__ == "__main__":
    sys.stdout.write(table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
