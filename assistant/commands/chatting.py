"""Owns the conversation in a terminal: a line is a question, or a command that starts with a slash."""

import json
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from assistant import Assistant
from assistant.chips import day_text
from assistant.commands.options import day_of, say
from assistant.conversation import Conversation
from assistant.terminal import Screen, show_answer, show_sources
from corpus import BriefingError

_HELP = """\
/as-of DATE     use only what was published by this date; /as-of none takes it back
/known-by DATE  use only what was received by this date; /known-by none takes it back
/sources        the sources of the last answer, with their words
/details        the last answer with more of the evidence
/save FILE      write the conversation as JSON, its sources under their numbers
/new            forget the conversation
/quit           end (Ctrl-D too)"""


class Chat:
    """One conversation: its turns and its two dates."""

    def __init__(
        self, desk: Assistant, screen: Screen, as_of: date | None = None, known_by: date | None = None
    ) -> None:
        self.desk, self.screen, self.as_of, self.known_by = desk, screen, as_of, known_by
        self.talk = Conversation()
        self.lifted = False
        """An as-of date was just taken back: it does not carry on into the next question."""

    def run(self) -> None:
        """Read lines until /quit or the end of the input."""
        if sys.stdin.isatty():
            with suppress(ImportError):  # lines can be edited where the platform has it
                import readline  # noqa: F401
            self.screen.put("Ask about the reports. /help names the commands, /quit ends.", style="dim")
        while (line := self._read()) is not None:
            try:
                if not self._take(line.strip()):
                    return
            except BriefingError as fault:
                say(f"briefing: {fault}")

    def _read(self) -> str | None:
        try:
            if not sys.stdin.isatty():
                return sys.stdin.readline() or None
            return input(f"{f'as of {day_text(self.as_of)} ' if self.as_of else ''}> ")
        except EOFError:
            self.screen.gap()
            return None
        except UnicodeDecodeError:
            say("briefing: that line is not text; type it again")
            return ""

    def _take(self, line: str) -> bool:
        """Do what a line asks for; whether the conversation goes on."""
        if not line:
            return True
        if not line.startswith("/"):
            self._answer(line)
            return True
        command, _, rest = line.partition(" ")
        if command == "/quit":
            return False
        commands = {
            "/as-of": self._set_as_of,
            "/known-by": self._set_known_by,
            "/sources": self._sources,
            "/details": self._details,
            "/save": self._save,
            "/new": self._forget,
            "/help": self._help,
        }
        if command in commands:
            commands[command](rest.strip())
        else:
            say(f"briefing: {command} is not a command; /help names them")
        return True

    def _answer(self, question: str) -> None:
        day = self.as_of or ("" if self.lifted else None)
        answer = self.desk.answer(question, history=self.talk.turns, as_of=day, known_by=self.known_by)
        self.talk, self.lifted = self.talk.then(question, answer), False
        self.screen.gap()
        show_answer(self.screen, answer, sources=False, more="/details", numbers=self.talk.numbers())
        cited = len(answer.citations())
        if cited:
            self.screen.put(f"{cited} source{'' if cited == 1 else 's'}: /sources", style="dim")
            self.screen.gap()

    def _set_as_of(self, value: str) -> None:
        self.as_of = None if value.lower() in ("", "none") else day_of(value)
        self.lifted = self.as_of is None
        held = f"what was published by {day_text(self.as_of)}" if self.as_of else "everything held"
        self.screen.put(f"Answers use {held}.")

    def _set_known_by(self, value: str) -> None:
        self.known_by = None if value.lower() in ("", "none") else day_of(value, "known-by")
        held = f"what was received by {day_text(self.known_by)}" if self.known_by else "everything received"
        self.screen.put(f"Answers use {held}.")

    def _sources(self, _: str) -> None:
        if self.talk.turns:
            show_sources(self.screen, self.talk.turns[-1].answer, numbers=self.talk.numbers())
        else:
            self.screen.put("No answer yet.")

    def _details(self, _: str) -> None:
        if self.talk.turns:
            last, numbers = self.talk.turns[-1].answer, self.talk.numbers()
            show_answer(self.screen, last, details=True, sources=False, numbers=numbers)
        else:
            self.screen.put("No answer yet.")

    def _save(self, value: str) -> None:
        if not value:
            say("briefing: name a file: /save conversation.json")
            return
        told = json.dumps(self.talk.to_dict(), ensure_ascii=False, indent=2) + "\n"
        try:
            Path(value).expanduser().write_text(told, encoding="utf-8")
        except OSError as fault:
            say(f"briefing: {value}: {fault.strerror or fault}")
            return
        self.screen.put(f"Written to {value}.")

    def _forget(self, _: str) -> None:
        self.talk = Conversation()
        self.screen.put("A new conversation.")

    def _help(self, _: str) -> None:
        for line in _HELP.splitlines():
            self.screen.put(line)
