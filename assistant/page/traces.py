"""Owns how an answer came about as HTML: what was understood, what was read, how it was weighed, what the gate did."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from assistant.page.markup import Html, block, count, items, join, quiet, tag
from assistant.trace import Checked, Considered, Part, Retrieved, Trace, Understood, Weighed


def trace_html(trace: Trace) -> Html:
    """One article for each thing that was asked."""
    return join(*map(_part, trace.parts)) or no_trace()


def no_trace() -> Html:
    """What stands where no answer has been opened."""
    return tag("p", "How an answer was made stands here.", kind="empty")


def _part(part: Part) -> Html:
    used, left = (tuple(e for e in part.evidence if bool(e.left_out) is out) for out in (False, True))
    return tag(
        "article",
        tag("h2", part.understood.standalone),
        block("understood", "Understood", items(_understood(part.understood))),
        block("weighed", "Weighed", items(_weighing(part.weighed)) if part.weighed else ""),
        block("gate", "The gate", items(_gate(part))) if part.weighed else "",
        _folded("used", f"{count(len(used), 'assertion')} weighed", map(_considered, used)),
        _folded("passages", f"{count(len(part.retrieved), 'passage')} read", map(_retrieved, part.retrieved)),
        _folded("left", f"{count(len(left), 'assertion')} left out", _left_out(left)),
        kind="trace",
    )


def _understood(read: Understood) -> Iterator[str]:
    yield from read.notes
    yield f"A {read.kind.replace('_', '/')} question; looked for: {read.topic}"
    if read.as_of:
        yield f"As of {read.as_of}, {read.as_of_from}"
    if read.known_by:
        yield f"Received by {read.known_by}"
    if read.names:
        yield f"Names: {', '.join(read.names.values())}"
    if read.presumed:
        yield f"Takes for granted: {read.presumed}"
    if read.speech:
        yield f"Asks about a saying: {read.speech}"


def _weighing(weighed: Weighed) -> Iterator[Html]:
    for claim in weighed.claims:
        how = "leads" if claim.leads else "does not lead"
        match = quiet(f"(match {claim.match:.2f}, {weighed.match_needed} needed; {how})")
        yield join(f"Claim {claim.id}: {claim.text} ", match)
    if weighed.rules:
        *tried, fired = (f"{rule.number} {rule.status}" for rule in weighed.rules)
        yield join(f"Rules tried in order: {', '.join((*tried, ''))}", tag("strong", f"{fired} fires"))
    who = "the register's entry" if weighed.set_by == "editor" else f"rule {weighed.rule}"
    yield join(tag("strong", weighed.status), f" by {who}: {weighed.why}")
    yield from (join("Conflict: ", about) for about in weighed.conflicts)
    yield join(f"Support {weighed.support:.2f}; {weighed.support_needed:.2f} is needed")


def _considered(item: Considered) -> Html:
    scope = "" if item.scope == "same" else f", {item.scope} than the claim"
    told = quiet(f"{item.side}{scope}; origin: {item.origin or 'unknown'}; told as {item.modality}")
    who = f"{item.publisher}, {item.speaker or 'its own voice'}: "
    return join(who, tag("q", item.said), " ", told)


def _gate(part: Part) -> Iterator[Html]:
    kept = sum(not checked.faults for checked in part.gate)
    yield join(f"{count(len(part.gate), 'sentence')} drafted, {kept} passed as they stood")
    yield from (_changed(checked) for checked in part.gate if checked.faults)


def _changed(checked: Checked) -> Html:
    put = join(" In its place: ", tag("q", checked.put)) if checked.put else ""
    return join(f"{checked.outcome}: ", tag("q", checked.text), f" because {'; '.join(checked.faults)}.", put)


def _retrieved(read: Retrieved) -> Html:
    places = (f"{name} {place}" for name, place in (("words", read.words), ("vectors", read.vectors)) if place)
    turning = ", as one that denies, takes back or admits" if read.turning else ""
    return join(f"{read.passage} {read.title} ", quiet(f"({', '.join(places) or 'no place told'}{turning})"))


def _left_out(left: Iterable[Considered]) -> Iterator[Html]:
    for why, those in groupby(sorted(left, key=attrgetter("left_out")), key=attrgetter("left_out")):
        yield join(f"{why}: ", items(join(f"{i.publisher}: ", tag("q", i.said)) for i in those))


def _folded(kind: str, heading: str, parts: Iterable[Html]) -> Html:
    listed = items(parts)
    return tag("details", tag("summary", heading), listed, kind=kind) if listed else Html()
