"""Owns how answers look in a terminal; nothing a report holds can steer the terminal itself."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console
from rich.style import Style
from rich.text import Text

from assistant.chips import CHIPS, chip_text, day_text
from assistant.conversation import Conversation, Place, place
from assistant.values import Answer, Citation, Statement
from corpus.values import Status

_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, marks that turn the direction of writing, and halves of surrogate pairs. Tab and newline stay."""
_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "\xa0": " "})

Numbers = dict[Place, int]
"""A reader's [n] of each place."""


def clean(text: str) -> str:
    """Text that can be shown: without escape sequences and control characters."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def one_line(text: str) -> str:
    """Text that can be shown, on one line."""
    return " ".join(clean(text).split())


class Terminal(Console):
    """A console that leaves it to the command what a reader's leaving means."""

    def on_broken_pipe(self) -> None:
        """As any other stream does."""
        raise BrokenPipeError


class Screen:
    """Writes to one console as far as it goes: colour where it has 256 or more, icons where its encoding holds them."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.is_plain = not _can_encode("".join(chip.icon for chip in CHIPS.values()), console.encoding)
        self.has_colour = console.color_system in ("256", "truecolor") and not console.no_color

    def typed(self, text: str) -> str:
        """Text in characters this terminal has."""
        text = clean(text)
        return text.translate(_TYPED) if self.is_plain else text

    def put(self, *parts: str | Text, indent: int = 0, style: str = "") -> None:
        """One paragraph, wrapped to a terminal's width and left whole where a program reads it."""
        text = Text(style=style)
        for part in parts:
            text.append_text(part if isinstance(part, Text) else Text(self.typed(part).replace("\n", " ")))
        lines = text.wrap(self.console, max(self.console.width - indent, 20)) if self.console.is_terminal else [text]
        for line in lines:
            line.rstrip()
            self.console.print(Text(" " * indent).append_text(line), soft_wrap=True, highlight=False)

    def put_whole(self, text: str, indent: int = 0) -> None:
        """One line that is never broken: an address is copied in one piece."""
        self.console.print(Text(" " * indent + one_line(self.typed(text))), soft_wrap=True, highlight=False)

    def gap(self) -> None:
        """An empty line."""
        self.console.print()

    def chip(self, status: Status, qualifier: str | None = None, as_of: date | None = None) -> Text:
        """Icon, word, qualifier, date: in the colours of the status where there are colours."""
        chip = CHIPS[status]
        words = chip_text(status, qualifier, as_of)
        words = one_line(self.typed(words.removeprefix(f"{chip.icon} ") if self.is_plain else words))
        if self.has_colour:
            return Text(f" {words} ", style=Style(color=chip.ink, bgcolor=chip.colour))
        return Text(f"[{words}]")

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
        """Rows in columns; the last column is as wide as there is room."""
        cells = [[cell if isinstance(cell, Text) else Text(one_line(self.typed(cell))) for cell in row] for row in rows]
        cells.insert(0, [Text(heading, style="bold") for heading in headings])
        widths = [max(cell.cell_len for cell in column) + 2 for column in zip(*cells, strict=True)][:-1]
        room = max(self.console.width - sum(widths), 20)
        for *first, last in cells:
            line = Text()
            for cell, width in zip(first, widths, strict=True):
                line.append_text(cell).append(" " * (width - cell.cell_len))
            for part in last.wrap(self.console, room) if self.console.is_terminal else [last]:
                part.rstrip()
                self.console.print(line.append_text(part), soft_wrap=True, highlight=False)
                line = Text(" " * sum(widths))


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


# An answer


def show_answer(
    screen: Screen,
    answer: Answer,
    *,
    details: bool = False,
    sources: bool = True,
    more: str = "--details",
    numbers: Numbers | None = None,
) -> None:
    """An answer: how it was read, premises, statements, conflicts, corrections, notes and the sources by number.
    `numbers` are the conversation's, where it stands in one."""
    numbers = Conversation.of([answer]).numbers() if numbers is None else numbers
    as_of = answer.as_of or answer.corpus_through
    for line in answer.reading:
        screen.put(line, style="dim")
    for line in answer.opening:
        screen.put(line)
    if answer.reading or answer.opening:
        screen.gap()
    for premise in answer.premise:
        screen.put(screen.chip(premise.status), " ", premise.note or premise.text)
        screen.gap()
    if answer.declined:
        reason = answer.reason or "I found no report in the corpus about this."
        screen.put(*((screen.chip("unknown", None, as_of), " ") if answer.asks else ()), reason)
        screen.gap()
    told: set[str] = set()
    for statement in (*answer.statements, *(answer.details if details else ())):
        screen.put(screen.chip(statement.status, statement.qualifier, as_of))
        screen.put(statement.text, _marks(statement.citations, numbers), indent=2)
        if details:
            _show_basis(screen, statement, told)
        screen.gap()
    if not details and answer.details:
        screen.put(f"{count(len(answer.details), 'more statement')}: {more}", style="dim")
        screen.gap()
    _show_conflicts(screen, answer, numbers)
    _show_corrections(screen, answer, numbers)
    notes = [note for note in answer.notes if note not in {*answer.reading, *answer.opening}]
    for note in notes:
        screen.put("Note: ", note)
    if notes:
        screen.gap()
    if sources:
        show_sources(screen, answer, details=details, numbers=numbers)


def show_sources(screen: Screen, answer: Answer, *, details: bool = True, numbers: Numbers | None = None) -> None:
    """The sources an answer cites, under their numbers, with the words that are cited."""
    numbers = Conversation.of([answer]).numbers() if numbers is None else numbers
    cited = [statement.citations for statement in (*answer.statements, *(answer.details if details else ()))]
    cited += [side.citations for conflict in answer.conflicts for side in conflict.sides]
    cited += [(correction.citation, *correction.basis) for correction in answer.corrections]
    shown = {place(citation) for citations in cited for citation in citations}
    listed = [(numbers[place(c)], c) for c in answer.citations() if place(c) in shown]
    if listed:
        screen.put("Sources", style="bold")
    for number, citation in sorted(listed, key=lambda pair: pair[0]):
        screen.put(f"[{number}] {named(citation)}", indent=2)
        show_quote(screen, citation, indent=6)


def _show_basis(screen: Screen, statement: Statement, told: set[str]) -> None:
    """Why the status is this one; what `told` has already is not told again."""
    basis = statement.basis
    counts = f"{count(basis.origins, 'origin')}, {count(basis.outlets, 'outlet')}"
    why = f"why {statement.status}: {basis.why} (rule: {basis.rule}; set by: {basis.set_by}); "
    screen.put("" if why in told else why, counts, indent=2, style="dim")
    told.add(why)


def _show_conflicts(screen: Screen, answer: Answer, numbers: Numbers) -> None:
    for conflict in answer.conflicts:
        screen.put("Sources disagree: ", conflict.about, style="bold")
        for side in conflict.sides:
            screen.put("- ", side.text, _marks(side.citations, numbers), indent=2)
        screen.gap()


def _show_corrections(screen: Screen, answer: Answer, numbers: Numbers) -> None:
    for correction in answer.corrections:
        screen.put(f"Corrected {day_text(correction.date)}: ", correction.note, style="bold")
        screen.put("the corrected words: “", correction.quote, "”", _marks((correction.citation,), numbers), indent=2)
        if correction.basis:
            screen.put("the record:", _marks(correction.basis, numbers), indent=2)
        screen.gap()


def show_quote(screen: Screen, citation: Citation, indent: int) -> None:
    """Cited words, and where they can be read."""
    screen.put("“", citation.quote, "”", indent=indent)
    if citation.url:
        screen.put_whole(citation.url, indent=indent)


def named(citation: Citation) -> str:
    """`desk note on Coast Daily, 2 May 2023 · speaker: Ada Noll`."""
    return f"{citation.source} · speaker: {citation.speaker}" if citation.speaker else citation.source


def _marks(citations: Iterable[Citation], numbers: Numbers) -> str:
    """` [1][3]`."""
    found = sorted({numbers[place(citation)] for citation in citations})
    return " " + "".join(f"[{number}]" for number in found) if found else ""


def count(number: int, thing: str) -> str:
    """`3 sources`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
