"""Owns verifying one sentence against one source: the gate's rules on their own, for any sentence and any text."""

import re
from collections.abc import Sequence

from assistant.comparing import content_words, deeds, names, not_done, opposed, other_roles, stronger_quantifier
from assistant.values import Support
from index.assertions import Assertion, read_assertions
from index.assertions.cues import cue_file, likelihood_pattern, reporting_verbs
from index.assertions.quantities import numbers_in, read_quantities
from index.assertions.values import Quantity
from index.terms import stem, terms

COVERED = 0.7
"""Least share of the sentence's words that the source's nearest sentences hold; fixed on half of a public set of
edited summaries."""
_POINTING = frozenset("he she it they we i you who which that this".split())
_VOUCHING = frozenset("confirm acknowledge".split())
_PROVING = frozenset("find show reveal disclose establish determine prove".split())
_OWNED = frozenset("named_official named_org named_person".split())
"""Sources whose words are not the text's own: a bare sentence made of them has lost its speaker."""


def verify(sentence: str, source_text: str) -> Support:
    """Whether a source carries a sentence: its words, numbers, names, negation and strength. Reasons say what is
    missing."""
    asked = set(terms(sentence, names()))
    if not asked or not source_text.strip():
        return Support(0.0, False, ("there is nothing to compare",))
    claims = read_assertions(sentence)
    ranked = sorted(
        read_assertions(f" {source_text}"), key=lambda a: (-_share(asked, a), -_own_share(asked, a), a.start)
    )
    near = [a for a in ranked[:4] if _share(asked, a) > 0]
    if not near:
        return Support(0.0, False, ("no sentence of the source speaks of this",))
    told = [a for a in near if _share(asked, a) >= min(COVERED, _share(asked, near[0]))]
    plain = {t for t in asked if t not in _counting_terms()} or asked
    union = set().union(*(_words(a) for a in near))
    coverage = len(plain & union) / len(plain)
    faults = [
        *_missing(sentence, source_text, near),
        *sorted((_strength(claims, a) for a in told), key=len)[0],
        *_spoken(claims, near),
        *_polarity(claims, near[0], asked),
        *_counts(sentence, near),
        *_deeds(sentence, claims, near, told),
        *_likelihoods(claims, near[0]),
    ]
    if coverage < COVERED:
        lacking = ", ".join(sorted(t.lstrip("@") for t in plain - union)[:5])
        faults.append(f"the source does not speak of {lacking}")
    score = max(0.0, coverage - 0.3 * len(faults))
    return Support(round(score, 4), not faults, tuple(faults) or (f"the source says so: “{near[0].frame[:160]}”",))


def _words(assertion: Assertion) -> set[str]:
    return content_words(f"{assertion.frame} {assertion.about}")


def _share(asked: set[str], assertion: Assertion) -> float:
    return len(asked & _words(assertion)) / len(asked)


def _own_share(asked: set[str], assertion: Assertion) -> float:
    """As `_share`, of the assertion's own words without its frame: one sentence may hold several."""
    return len(asked & content_words(f"{assertion.text} {assertion.about}")) / len(asked)


def _counting_terms() -> set[str]:
    """Numbers, "at least" and likelihood words: they are compared as ranges, not as words."""
    counting = cue_file("counting")
    said = [*counting["scales"], *(w for kind in counting["ranges"].values() for w in kind), "least", "most"]
    likely = [word for term in cue_file("likelihood")["terms"] for word in term.split()]
    return {stem(w) for w in (*said, *likely)} | {str(n) for n in counting["words"].values()}


def _missing(sentence: str, source: str, near: Sequence[Assertion]) -> list[str]:
    """Numbers and names of the sentence that stand nowhere in the source."""
    found = []
    ranged = [q for q in read_quantities(f" {sentence}", 1, len(sentence) + 1) if _carried(q, near)]
    excused = set().union(*(numbers_in(q.text) for q in ranged)) if ranged else set()
    numbers = numbers_in(sentence) - numbers_in(source) - excused
    if numbers:
        found.append(f"the number {', '.join(f'{n:,.10g}' for n in sorted(numbers))} is not in the source")
    absent = names().ids(sentence) - names().ids(source)
    if absent:
        found.append(f"the source does not name {', '.join(sorted(names().label[n] for n in absent))}")
    own = {w for w in re.findall(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]{2,}\b", sentence) if w.lower() not in source.lower()}
    if own:
        found.append(f"the source does not name {', '.join(sorted(own))}")
    return found


def _strength(claims: tuple[Assertion, ...], nearest: Assertion) -> list[str]:
    """A bare sentence over a source that only hands the matter on, or doubts it."""
    bare = [c for c in claims if not c.speakers and not c.hedges and c.modality == "fact"]
    if not bare:
        return []
    if nearest.stance in {"deny", "dismiss", "no_comment", "retract"} and not bare[0].negated:
        return [f"the source has {nearest.speaker or 'somebody'} say otherwise or nothing: “{nearest.cue}”"]
    if nearest.modality in {"question", "conditional"}:
        return ["the source only asks or supposes it"]
    if nearest.hedges or nearest.attribution in {"anonymous", "social"}:
        return [f"the source does not vouch for it: “{(nearest.hedges or (nearest.speaker,))[0]}”"]
    if nearest.likelihood or (nearest.modality == "estimate" and nearest.speakers):
        word = nearest.likelihood.term if nearest.likelihood else nearest.cue
        return [f"the source gives it as a judgement: “{word}”"]
    if nearest.speakers and nearest.attribution in _OWNED and nearest.speaker.lower() not in _POINTING:
        return [f"the source gives it as {nearest.speaker}’s words"]
    return []


def _spoken(claims: tuple[Assertion, ...], near: Sequence[Assertion]) -> list[str]:
    """The same words in another mouth, with another stance, or with more certainty; one place that fits is enough."""
    found: list[str] = []
    for said in (c for c in claims if c.speakers):
        if any(_same_cue(said, a) for a in near):
            continue
        words = set(terms(said.text, names()))
        best = max((_share(words, a) for a in near), default=0.0) if words else 0.0
        faults = [_other_mouth(said, a) for a in near if words and _share(words, a) >= min(COVERED, best)]
        if faults and all(faults):
            found.extend(sorted(faults, key=len)[0])
    return list(dict.fromkeys(found))


def _same_cue(said: Assertion, other: Assertion) -> bool:
    """The same verb in the same mouth, or in a pronoun's: "He named no evidence"."""
    cue, ours = set(terms(said.cue, names())), set(terms(said.speaker, names()))
    theirs = set(terms(other.speaker, names()))
    return bool(cue & set(terms(other.cue, names()))) and bool(ours & theirs or other.speaker.lower() in _POINTING)


def _other_mouth(said: Assertion, nearest: Assertion) -> list[str]:
    found = []
    if nearest.speakers and not _POINTING & {said.speaker.lower(), nearest.speaker.lower()}:
        ours, theirs = (set(terms(" ".join(a.speakers), names())) for a in (said, nearest))
        if not ours & theirs:
            found.append(f"in the source {nearest.speaker} says this, not {said.speaker}")
    sides = {"affirm": 1, "acknowledge": 1, "deny": -1, "dismiss": -1}
    if sides.get(said.stance, 0) * sides.get(nearest.stance, 0) < 0 or (nearest.stance == "no_comment") != (
        said.stance == "no_comment"
    ):
        found.append(f"in the source the stance is “{nearest.cue or nearest.stance}”, not “{said.cue}”")
    if _vouches(said.cue) and (nearest.modality in {"estimate", "forecast"} or nearest.hedges):
        found.append(f"the source gives it as a judgement: “{nearest.cue}”, not “{said.cue}”")
    return found


def _vouches(cue: str) -> bool:
    """Whether a cue's verb says that the matter is settled: confirmed, acknowledged, established."""
    kinds = reporting_verbs()
    settled = {stem(v) for v, kind in kinds.items() if kind.name in _VOUCHING} | {stem(v) for v in _PROVING}
    return any(stem(word) in settled for word in cue.lower().split())


def _polarity(claims: tuple[Assertion, ...], nearest: Assertion, asked: set[str]) -> list[str]:
    ours = next(iter(claims), None)
    if (
        ours is None
        or _share(asked, nearest) < 0.5
        or ours.stance not in {"affirm", "acknowledge"}
        or nearest.stance not in {"affirm", "acknowledge"}
    ):
        return []
    opposite = opposed(asked, _words(nearest))
    if (ours.negated != nearest.negated) == bool(opposite):
        return []
    if opposite:
        return [f"the source says “{opposite[1]}” where the sentence says “{opposite[0]}”"]
    return ["one of them is a negative statement and the other is not"]


def _counts(sentence: str, near: Sequence[Assertion]) -> list[str]:
    for ours in read_quantities(f" {sentence}", 1, len(sentence) + 1):
        rivals = _rivals(ours, near)
        if rivals and not any(_within(q, ours) for q in rivals):
            return [f"the source counts {rivals[0].text}, not {ours.text}"]
    return []


def _rivals(ours: Quantity, near: Sequence[Assertion]) -> list[Quantity]:
    return [q for a in near for q in a.quantities if q.unit == ours.unit and q.counts == ours.counts]


def _carried(ours: Quantity, near: Sequence[Assertion]) -> bool:
    return any(_within(q, ours) for q in _rivals(ours, near))


def _within(theirs: Quantity, ours: Quantity) -> bool:
    """Whether the source's range lies inside ours: "six" carries "at least six", never the other way round."""
    return ours.low <= theirs.low and theirs.high <= ours.high


def _deeds(
    sentence: str, claims: tuple[Assertion, ...], near: Sequence[Assertion], told: Sequence[Assertion]
) -> list[str]:
    """Another doer, a deed only planned or alleged, or a quantifier that the source does not have."""
    frames = list(dict.fromkeys(a.frame for a in near))
    found = []
    if swapped := other_roles(deeds([sentence]), deeds(frames)):
        found.append(f"the source has other roles: {swapped}")
    bare = not any(c.speakers or c.hedges for c in claims)
    if bare and (why := not_done(sentence, dict.fromkeys(a.frame for a in told))):
        found.append(f"the source does not tell of it as done: {why}")
    if word := stronger_quantifier(sentence, " ".join(frames)):
        found.append(f"the source does not say “{word}”")
    return found


def _likelihoods(claims: tuple[Assertion, ...], nearest: Assertion) -> list[str]:
    """Likelihood words whose ranges do not meet are different judgements."""
    ours, theirs = next((c.likelihood for c in claims if c.likelihood), None), nearest.likelihood
    if ours and theirs and (ours.high < theirs.low or theirs.high < ours.low):
        return [f"the source says “{theirs.term}”, not “{ours.term}”"]
    if ours and not theirs and likelihood_pattern().search(nearest.frame) is None and nearest.modality == "forecast":
        return [f"the source does not call it “{ours.term}”"]
    return []
