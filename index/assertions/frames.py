"""Owns frames: each cue of a sentence with its chain of speakers and its content, nested ones put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.assertions import content, source
from index.assertions.coreference import is_own_body
from index.assertions.cue import Cue, is_parenthetical
from index.assertions.memory import SELF, Memory

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NOBODY = frozenset({"nothing", "nobody", "none", "no one"})
_SILENT = frozenset({"deny", "dismiss", "no_comment", "retract"})
"""Inside what is denied, waved away or left open nobody asserts anything."""
_RELAY_REACH = 14
"""Tokens between a reporting verb and its "citing X"; further apart they belong to different clauses."""
_LEAST = 4
"""Words that can be a statement of their own."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TAIL = 6
"""Words that may stand behind a parenthetical speaker: ", the paper claimed on Friday."."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue with its speakers, outermost first, and the characters of its content inside the sentence."""

    cue: Cue | None
    speakers: tuple[str, ...]
    start: int
    end: int
    about: str = ""

    @property
    def stance(self) -> str:
        """The stance of the cue; a sentence without one affirms."""
        return self.cue.stance if self.cue else "affirm"

    @property
    def by_nobody(self) -> bool:
        """Words that leave the speaker out, "is believed to", "there is talk of": no unnamed source stands behind."""
        return self.cue is not None and not self.speakers and (self.cue.passive or self.cue.form == "noun")


def read_frames(doc: "Doc", cues: list[Cue], memory: Memory) -> list[Frame]:
    """The frames of one sentence in reading order; at least one, the report's own voice where there is no cue."""
    own_voice = Frame(None, (), 0, len(doc.text.rstrip()))
    return list(_Sentence(doc, cues, memory).frames()) or [own_voice]


class _Sentence:
    """A sentence while its frames are put together."""

    def __init__(self, doc: "Doc", cues: list[Cue], memory: Memory) -> None:
        self.doc, self.memory = doc, memory
        self.relays = [cue for cue in cues if cue.form == "relay"]
        self.around = [cue for cue in cues if is_parenthetical(doc, cue)]
        self.says = [cue for cue in cues if cue.form != "relay" and cue not in self.around]
        self.outermost = tuple(name for cue in self.around if (name := memory.speaker(doc, cue)))
        self.starts = [_clause_start(doc, cue) for cue in self.says]
        self.open: list[tuple[Frame, int]] = []

    def frames(self) -> Iterator[Frame]:
        """Every frame that is not only the shell of another."""
        if not self.says:
            yield from self._without_verb()
            return
        for number, cue in enumerate(self.says):
            frame = self._relative(number, cue) or self._frame(number, cue)
            if frame is None:
                continue
            if frame.about:
                yield frame
            else:
                self.open.append((frame, cue.token))
        if main := self._main_clause():
            yield main
        for index, (frame, _) in enumerate(self.open):
            inner = next((f for f, _ in self.open[index + 1 :] if _is_shell(frame, f)), None)
            if inner is None:
                yield frame
            elif (rest := self._before_turn(frame, inner)) is not None:
                yield rest

    def _before_turn(self, outer: Frame, inner: Frame) -> Frame | None:
        """What is said before "…, and that she could not rule out P": the turn is a frame of its own."""
        at = next((self.starts[n] for n, cue in enumerate(self.says) if cue is inner.cue), 0)
        where = self.doc[at].idx
        joined = any(t.lower_ in {"and", "but"} for t in self.doc[max(at - 3, 0) : at])
        if not joined or inner.stance == "affirm" or len(self.doc.text[outer.start : where].split()) < _LEAST:
            return None
        turn = next(t for t in self.doc[max(at - 3, 0) : at] if t.lower_ in {"and", "but"})
        start, end = outer.start, len(self.doc.text[: turn.idx].rstrip(" ,"))
        return Frame(outer.cue, outer.speakers, start, end) if end > start else None

    def _main_clause(self) -> Frame | None:
        """What the report itself tells before "…, and the army said that": a clause with no cue of its own."""
        first = self.says[0]
        start = self.starts[0]
        if (
            first.form != "verb"
            or start < 4
            or self.outermost
            or self.relays
            or not content.clause_break(self.doc, start)
        ):
            return None
        if not any(t.tag_ in _FINITE and t.dep_ not in {"relcl", "advcl"} for t in self.doc[:start]):
            return None
        begin, end = content.characters(self.doc, 0, start)
        covered = any(frame.start < end for frame, _ in self.open if frame.end > frame.start)
        return None if covered or end <= begin else Frame(None, (), begin, end)

    def _without_verb(self) -> Iterator[Frame]:
        """ "P, the agency said, …" with nothing else, and "Citing X, P"."""
        text = self.doc.text
        if self.around:
            first, last = self._span(self.around[0])
            goes_on = any(t.tag_ in _FINITE for t in self.doc if t.idx >= last)
            behind = not goes_on and (len(text[last:].split()) <= _TAIL or first > len(text) / 2)
            cited = tuple(self.memory.speaker(self.doc, relay) for relay in self.relays if relay.speaker)
            speakers = tuple(name for name in (*self.outermost, *cited) if name)
            yield Frame(self.around[0], speakers, 0, len((text[:first] if behind else text).rstrip(" ,")))
        elif self.relays:
            cue = self.relays[0]
            first, stop = (cue.speaker[1], len(self.doc)) if cue.token == 0 and cue.speaker else (0, cue.token)
            yield Frame(cue, (self.memory.speaker(self.doc, cue),), *content.characters(self.doc, first, stop))

    def _relative(self, number: int, cue: Cue) -> Frame | None:
        """ "P, a claim that X has denied": X's denial points at P."""
        relative = content.points_by_relative(self.doc, cue)
        if not relative or cue.stance not in _SILENT:
            return None
        last = self.doc[min(cue.last, len(self.doc) - 1)]
        about = self.doc.text[relative[0] : relative[1]]
        return Frame(cue, self._speakers(cue), self.doc[self.starts[number]].idx, last.idx + len(last), about)

    def _frame(self, number: int, cue: Cue) -> Frame | None:
        """One cue with its content, inside whatever frame holds it; None where it asserts nothing of its own."""
        start, end = self._content(number, cue)
        outer = self._holding(number, cue) if cue.form in {"verb", "noun"} else None
        if outer is not None:
            return self._nested(number, cue, outer, start, end)
        speakers = self._speakers(cue)
        if cue.form == "according" and (before := self._before(cue)) is not None and before.end > before.start:
            end = len(self.doc.text[: min(before.end, self.doc[cue.token].idx)].rstrip(" ,"))
            return Frame(cue, (*before.speakers, *speakers), before.start, end) if end > before.start else None
        return None if start >= end and cue.stance == "affirm" else Frame(cue, speakers, start, end)

    def _nested(self, number: int, cue: Cue, outer: Frame, start: int, end: int) -> Frame | None:
        """A cue inside what somebody says: the same content with one more speaker."""
        named = source.speaker_of(self.doc, cue).lower()
        if named in _NOBODY:
            return None  # "said nothing suggested that …" hands it to nobody
        own_words = named in SELF
        speakers = () if own_words else self._speakers(cue)
        if outer.stance in _SILENT or (cue.passive and not speakers and cue.stance == "affirm"):
            return None  # the second: "S wrote that X was said to have …" is a hedge of S, found by its phrase
        at_head = self.doc[self.starts[number]].idx - outer.start < 4
        if not at_head and ((not speakers and not cue.passive and not own_words) or start >= end):
            return None
        if start >= end and cue.stance == "affirm":
            return None
        own = outer.speakers[-1] if outer.speakers else ""
        inner = tuple(
            s for s in speakers if s not in outer.speakers and s.lower() not in SELF and not is_own_body(own, s)
        )
        return Frame(cue, (*outer.speakers, *inner), start, end)

    def _content(self, number: int, cue: Cue) -> tuple[int, int]:
        """The characters of a cue's content, up to the next clause, with parenthetical speakers cut from its edges."""
        start, end = content.content_span(self.doc, cue, self._stop(number, cue))
        for first, last in map(self._span, self.around):
            if start < first < end and len(self.doc.text[last:end].split()) <= _TAIL:
                end = len(self.doc.text[:first].rstrip(" ,"))
            elif first <= start + 2 <= last + 2:
                start = min(last + 2, end)
                start += 5 if self.doc.text[start : start + 5] == "that " else 0
        return start, end

    def _stop(self, number: int, cue: Cue) -> int:
        """The token at which the next clause with a cue of its own begins."""
        for later in range(number + 1, len(self.says)):
            start = self.starts[later]
            if self.says[later].form == "verb" and start > cue.last + 1 and content.clause_break(self.doc, start):
                return start
        return len(self.doc)

    def _holding(self, number: int, cue: Cue) -> Frame | None:
        at = self.doc[self.starts[number]].idx
        return next((f for f, token in reversed(self.open) if f.start <= at < f.end and token < cue.token), None)

    def _before(self, cue: Cue) -> Frame | None:
        return next((frame for frame, token in reversed(self.open) if token < cue.token), None)

    def _span(self, cue: Cue) -> tuple[int, int]:
        """The characters of a cue with its subject."""
        last = self.doc[cue.last]
        return self.doc[_clause_start(self.doc, cue)].idx, last.idx + len(last)

    def _speakers(self, cue: Cue) -> tuple[str, ...]:
        """Outermost first: who is put around the sentence, whom a source told, the speaker, whom they cite."""
        name = self.memory.speaker(self.doc, cue)
        chain = [audience] if (audience := _outlet_told(self.doc, cue)) else []
        chain += [name] if name else []
        for relay in self.relays:
            if relay.speaker and cue.form == "verb" and abs(relay.token - cue.token) <= _RELAY_REACH:
                cited = self.memory.speaker(self.doc, relay)
                chain = [cited, *chain] if relay.passive else [*chain, cited]
        return tuple(dict.fromkeys(name for name in (*self.outermost, *chain) if name))


def _is_shell(outer: Frame, inner: Frame) -> bool:
    """Whether the inner frame gives the same content with its nearer speaker, so that the outer one need not stand."""
    if outer.stance != "affirm" or not (outer.start <= inner.start and inner.end <= outer.end):
        return False
    if inner.speakers[: len(outer.speakers)] != outer.speakers:
        return False
    most = inner.end - inner.start > 0.5 * (outer.end - outer.start)
    noun = inner.cue is not None and inner.cue.form == "noun"
    return most or outer.end == inner.end or inner.stance != "affirm" or noun


def _clause_start(doc: "Doc", cue: Cue) -> int:
    """The token at which the clause of a cue begins: its subject's first word."""
    if cue.form != "verb" or cue.speaker:
        return min(cue.token, cue.speaker[0]) if cue.form in {"noun", "verb"} and cue.speaker else cue.token
    heads = doc[cue.token : cue.last + 1]
    subjects = (c for t in heads for c in t.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < cue.token)
    subject = next(subjects, None)
    return subject.left_edge.i if subject is not None else cue.token


def _outlet_told(doc: "Doc", cue: Cue) -> str:
    """ "sources told Reuters": the outlet stands outside, the sources inside."""
    token = doc[cue.token]
    if token.lemma_ not in {"tell", "inform", "brief"} or cue.form != "verb":
        return ""
    told = next(
        (c for c in token.children if c.dep_ in {"dobj", "dative"} and c.pos_ == "PROPN" and c.i > token.i), None
    )
    if told is None or told.right_edge.i - told.left_edge.i >= 4:
        return ""
    return doc[told.left_edge.i : told.right_edge.i + 1].text
