"""Owns how the way to an answer looks in a terminal: one screen, or with all that was read."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.terminal import Screen, count
from assistant.trace import Checked, Considered, Part, Retrieved, Trace, Understood, Weighed

_SHOWN = 5
"""Passages, and assertions, on one screen."""
_WORDS = 80
"""Characters of a quotation in a table."""


def show_trace(screen: Screen, trace: Trace, *, whole: bool = False) -> None:
    """How an answer came about; `whole` shows all that was read."""
    most = None if whole else _SHOWN
    screen.put("How this answer was made", style="bold")
    for part in trace.parts:
        screen.gap()
        for name, told in _understood(part.understood):
            screen.put(f"{name}: ", told, indent=2)
        _show_passages(screen, part.retrieved, most)
        _show_evidence(screen, part.evidence, most)
        if part.weighed:
            _show_weighing(screen, part.weighed)
            _show_gate(screen, part, most)
    if not whole:
        screen.gap()
        screen.put("All that was read: --details; for a program: --json", style="dim")


def _understood(read: Understood) -> Iterator[tuple[str, str]]:
    yield "understood as", f"{read.standalone} ({read.kind.replace('_', '/')} question)"
    yield from (("read", note) for note in read.notes)
    yield "looked for", read.topic
    if read.as_of:
        yield "as of", f"{read.as_of}, {read.as_of_from}"
    if read.known_by:
        yield "received by", read.known_by
    if read.publishers:
        yield "only from", ", ".join(read.publishers)
    if read.names:
        yield "names", ", ".join(f"{name} ({key})" for key, name in read.names.items())
    if read.counts:
        yield "counts", read.counts
    if read.presumed:
        yield "takes for granted", read.presumed
    if read.speech:
        yield "asks about a saying", read.speech
    if read.stance:
        yield "asks who stands", read.stance


def _show_passages(screen: Screen, passages: Sequence[Retrieved], most: int | None) -> None:
    if not passages:
        return
    screen.gap()
    turning = sum(p.turning for p in passages)
    screen.put(
        f"Read: {count(len(passages), 'passage')}, {turning} of them for a denial, retraction or admission",
        style="bold",
    )
    rows = (
        (_place(p.fused), _place(p.words), _place(p.vectors), str(p.assertions), f"{p.passage}  {p.title}")
        for p in passages[:most]
    )
    screen.table(("fused", "words", "vectors", "assertions", "passage"), rows)


def _show_evidence(screen: Screen, evidence: Sequence[Considered], most: int | None) -> None:
    used = [item for item in evidence if not item.left_out]
    left = [item for item in evidence if item.left_out]
    if not evidence:
        return
    screen.gap()
    screen.put(f"Weighed: {len(used)} of {count(len(evidence), 'assertion')}", style="bold")
    if used:
        rows = ((i.side, i.scope, i.origin or "unknown", i.modality, _quoted(i)) for i in _each_side(used)[:most])
        screen.table(("side", "scope", "origin", "told as", "who says it"), rows)
    if most is None:
        screen.table(("left out because", "who says it"), ((i.left_out, _quoted(i)) for i in left))
    elif left:
        reasons = Counter(item.left_out for item in left).most_common()
        screen.put("left out: ", "; ".join(f"{number} because {why}" for why, number in reasons[:_SHOWN]), indent=2)


def _each_side(used: Sequence[Considered]) -> list[Considered]:
    """The same assertions, the first of each side before the rest."""
    first = {item.side: item for item in reversed(used)}
    return sorted(used, key=lambda item: first[item.side] is not item)


def _show_weighing(screen: Screen, weighed: Weighed) -> None:
    screen.gap()
    for claim in weighed.claims:
        how = "leads" if claim.leads else "does not lead"
        screen.put(
            f"claim {claim.id}, match {claim.match:.2f} (needed: {weighed.match_needed}), {how}: ", claim.text, indent=2
        )
    tried = " > ".join(f"{rule.number} {rule.status}{' fires' if rule.fired else ''}" for rule in weighed.rules)
    if tried:
        screen.put(f"rules tried: {tried}", indent=2)
    screen.put(f"{weighed.status} by rule {weighed.rule}, {weighed.set_by}: ", weighed.why, indent=2)
    for about in weighed.conflicts:
        screen.put("conflict: ", about, indent=2)
    screen.put(f"support {weighed.support:.2f} (needed: {weighed.support_needed:.2f})", indent=2)


def _show_gate(screen: Screen, part: Part, most: int | None) -> None:
    screen.gap()
    told = Counter(checked.outcome for checked in part.gate)
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in told.items())
    screen.put(f"Gate: {count(len(part.gate), 'sentence')} drafted", f": {outcomes}" if told else "", style="bold")
    for checked in part.gate:
        if checked.faults or most is None:
            _show_checked(screen, checked)
    if part.declined:
        screen.put("declined: ", part.declined, indent=2)


def _show_checked(screen: Screen, checked: Checked) -> None:
    screen.put(f"{checked.outcome}: ", "“", checked.text, "”", indent=2)
    for fault in checked.faults:
        screen.put("because ", fault, indent=4)
    if checked.put:
        screen.put("in its place: “", checked.put, "”", indent=4)


def _place(place: int | None) -> str:
    return str(place) if place else "-"


def _quoted(item: Considered) -> str:
    told = item.said if len(item.said) <= _WORDS else f"{item.said[:_WORDS].rstrip()}…"
    who = item.speaker or "its own voice"
    return f"{item.publisher}, {who}: “{told}”"
