"""Owns which evidence goes first: one voice a side, origins put together, what is mistaken for evidence after it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.evidence import Evidence, citation, weight
from assistant.values import Basis, Citation, assertion_key
from assistant.weighing import Findings
from corpus.values import Status

if TYPE_CHECKING:
    from index.opening import Index


def by_need(items: Sequence[Evidence]) -> list[Evidence]:
    """One voice for each side first: what the label rests on, the earliest unnamed origin, the best named support, the
    first denial, what is mistaken for evidence; then all others in the order of time."""
    ordered = sorted(items, key=lambda i: (i.published, i.report.id, i.assertion.start))
    heard = [i for i in items if i.voice != "none"]
    support = [i for i in heard if i.voice == "affirm" and i.scope == "same"]
    unnamed = sorted((i for i in support if i.anonymous and i.assertion.speakers), key=lambda i: i.published)
    picks: list[Evidence] = (
        first_best([i for i in support if i.decides])
        + unnamed[:1]
        + [
            i
            for i in unnamed[1:]
            if i.origin == unnamed[0].origin
            and i.published == unnamed[0].published
            and i.report.id != unnamed[0].report.id
        ][:3]
    )
    picks += first_best([i for i in support if i.named])
    picks += first_best([i for i in heard if i.voice == "deny" and i.scope in {"same", "broader"} and not i.anonymous])
    beside = [i for i in ordered if i.scope == "different" and i.note.startswith("This ")]
    admitted = [i for i in beside if acknowledges(i)]
    picks += [i for i in beside if i.note == (admitted or beside)[-1].note and acknowledges(i) == bool(admitted)]
    kept: list[Evidence] = []
    for item in (*picks, *ordered):
        if not any(
            k.report.id == item.report.id and k.assertion.frame_start == item.assertion.frame_start for k in kept
        ):
            kept.append(item)
    return kept


def asked_first(items: Sequence[Evidence], words: frozenset[str], index: "Index") -> list[Evidence]:
    """What holds most of the asked words goes first, where it holds the better half of them."""
    total = sum(weight(word, index) for word in words)

    def held(item: Evidence) -> float:
        there = words & index.held_terms(item.assertion.frame)
        return sum(weight(word, index) for word in there) / total

    best = max(items, key=held, default=None) if total else None
    if best is None or held(best) <= 0.5:
        return list(items)
    return [best, *(item for item in items if item is not best)]


def first_best(items: Sequence[Evidence]) -> list[Evidence]:
    """The clearest voice of a side: what the label rests on, an admission or open denial before a mere statement, then
    what the editor cites most and first, or without a register what fits best."""
    plain = {"acknowledge", "deny", "dismiss"}
    return sorted(
        items,
        key=lambda i: (
            not i.decides,
            i.assertion.stance not in plain,
            not i.assertion.speakers,
            -i.cited,
            0 if i.cited else -round(i.coverage, 1),
        ),
    )[:1]


def acknowledges(item: Evidence) -> bool:
    return item.assertion.stance == "acknowledge" or item.assertion.cue.lower().startswith(
        ("acknowledg", "admit", "conced")
    )


def groups(items: Sequence[Evidence]) -> list[list[Evidence]]:
    """Unnamed support of one origin told on one day is one statement: outlets are not counted, origins are."""
    groups: list[list[Evidence]] = []
    for item in items:
        home = next(
            (
                g
                for g in groups
                if item.scope == "different" == g[0].scope
                and item.note
                and item.note == g[0].note
                and acknowledges(item) == acknowledges(g[0])
            ),
            None,
        )
        told = any(
            g[0].origin == item.origin and item.report.id in {i.report.id for i in g}
            for g in groups
            if len(g) > 1 or g[0].report.id != item.report.id
        )
        home = home or next(
            (
                g
                for g in groups
                if not told
                and item.anonymous
                and g[0].anonymous
                and item.voice == g[0].voice == "affirm"
                and item.origin
                and item.origin == g[0].origin
                and item.scope == g[0].scope
                and item.published == g[0].published
                and item.report.id not in {i.report.id for i in g}
            ),
            None,
        )
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups


def sides_first(items: Sequence[Evidence]) -> list[Evidence]:
    """The best of each side, then the rest; what only repeats a sentence already taken is left out."""
    unique: list[Evidence] = []
    for item in items:
        if not any(
            u.report.id == item.report.id and u.assertion.frame_start == item.assertion.frame_start for u in unique
        ):
            unique.append(item)
    for_it = next((i for i in unique if i.voice == "affirm"), None)
    against = next((i for i in unique if i.voice in {"deny", "retract"}), None)
    heads = [i for i in (for_it, against) if i is not None]
    return [*heads, *(i for i in unique if i not in heads)]


def leading(items: Sequence[Evidence], status: Status) -> list[Evidence]:
    """What the lead rests on: the best for it and, where it is disputed or refuted, the best against."""
    support = [i for i in items if i.voice == "affirm" and i.scope == "same"]
    judged = [i for i in support if i.assertion.likelihood and i.named] if status == "assessed" else []
    against = (
        first_best([i for i in items if i.voice == "deny" and i.scope != "different"])
        if status in {"disputed", "refuted"}
        else []
    )
    unnamed = [i for i in support if i.anonymous][:1] if status in {"unverified", "disputed"} else []
    return unnamed + (first_best(judged) or first_best([i for i in support if not i.anonymous])) + against or list(
        items[:1]
    )


def own_basis(findings: Findings, group: Sequence[Evidence]) -> Basis:
    """The rule that gave the status, with the assertions of this statement."""
    return Basis(
        findings.basis.rule,
        findings.basis.why,
        tuple(assertion_key(i.assertion) for i in group),
        len({i.origin for i in group if i.origin}),
        len({i.report.publisher or i.report.id for i in group}),
        findings.basis.set_by,
    )


def citations(items: Sequence[Evidence]) -> tuple[Citation, ...]:
    unique = {(c.report, c.start, c.end): c for c in (citation(i) for i in items)}
    return tuple(unique.values())


def joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def count_word(number: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(number, str(number))
