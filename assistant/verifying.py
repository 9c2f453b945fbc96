"""Owns verifying one sentence against one source: the gate's rules on their own, for any sentence and any text."""

import re

from assistant.stance import _names
from assistant.values import Support
from index.assertions import Assertion, read_assertions
from index.assertions.quantities import disjoint, number_words, read_quantities
from index.terms import terms, widened

COVERED = 0.7
"""Least share of the sentence's words that the source's nearest sentences hold; fixed on half of a public set of
edited summaries."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def verify(sentence: str, source_text: str) -> Support:
    """Whether a source carries a sentence: its words, numbers, names, negation and strength. Reasons say what is
    missing."""
    asked = set(terms(sentence, _names()))
    if not asked or not source_text.strip():
        return Support(0.0, False, ("there is nothing to compare",))
    claims = read_assertions(sentence)
    held = read_assertions(source_text)
    ranked = sorted(held, key=lambda a: (-_share(asked, a), a.start))
    near = [a for a in ranked[:4] if _share(asked, a) > 0]
    if not near:
        return Support(0.0, False, ("no sentence of the source speaks of this",))
    union = set().union(*(_words(a) for a in near))
    coverage = len(asked & union) / len(asked)
    faults = [
        *_missing(sentence, source_text),
        *_strength(claims, near[0]),
        *_polarity(claims, near[0], asked),
        *_counts(sentence, near),
    ]
    if coverage < COVERED:
        lacking = ", ".join(sorted(t.lstrip("@") for t in asked - union)[:5])
        faults.append(f"the source does not speak of {lacking}")
    score = max(0.0, coverage - 0.3 * len(faults))
    return Support(round(score, 4), not faults, tuple(faults) or (f"the source says so: “{near[0].frame[:160]}”",))


def _words(assertion: Assertion) -> set[str]:
    return widened(terms(f"{assertion.frame} {assertion.about}", _names()), _names())


def _share(asked: set[str], assertion: Assertion) -> float:
    return len(asked & _words(assertion)) / len(asked)


def _missing(sentence: str, source: str) -> list[str]:
    """Numbers and names of the sentence that stand nowhere in the source."""
    found = []
    numbers = set(_NUMBER.findall(number_words(sentence))) - set(_NUMBER.findall(number_words(source)))
    if numbers:
        found.append(f"the number {', '.join(sorted(numbers))} is not in the source")
    names = _names().ids(sentence) - _names().ids(source)
    if names:
        found.append(f"the source does not name {', '.join(sorted(_names().label[n] for n in names))}")
    own = {w for w in re.findall(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]{2,}\b", sentence) if w.lower() not in source.lower()}
    if own:
        found.append(f"the source does not name {', '.join(sorted(own))}")
    return found


def _strength(claims: tuple[Assertion, ...], nearest: Assertion) -> list[str]:
    """A bare sentence over a source that only hands the matter on, or doubts it."""
    bare = [c for c in claims if not c.speakers and not c.hedges and c.modality == "fact"]
    if not bare:
        return _speaker(claims, nearest)
    if nearest.stance in {"deny", "dismiss", "no_comment", "retract"} and not bare[0].negated:
        return [f"the source has {nearest.speaker or 'somebody'} say otherwise or nothing: “{nearest.cue}”"]
    if nearest.modality in {"question", "conditional"}:
        return ["the source only asks or supposes it"]
    if nearest.hedges or nearest.attribution in {"anonymous", "social"}:
        return [f"the source does not vouch for it: “{(nearest.hedges or (nearest.speaker,))[0]}”"]
    if nearest.likelihood or (nearest.modality == "estimate" and nearest.speakers):
        return [
            f"the source gives it as a judgement: “{nearest.likelihood.term if nearest.likelihood else nearest.cue}”"
        ]
    return []


def _speaker(claims: tuple[Assertion, ...], nearest: Assertion) -> list[str]:
    """The same words in another mouth, or with another stance."""
    said = next((c for c in claims if c.speakers), None)
    if said is None:
        return []
    found = []
    if nearest.speakers and not set(terms(" ".join(said.speakers), _names())) & set(
        terms(" ".join(nearest.speakers), _names())
    ):
        found.append(f"in the source {nearest.speaker} says this, not {said.speaker}")
    sides = {"affirm": 1, "acknowledge": 1, "deny": -1, "dismiss": -1}
    if sides.get(said.stance, 0) * sides.get(nearest.stance, 0) < 0 or (nearest.stance == "no_comment") != (
        said.stance == "no_comment"
    ):
        found.append(f"in the source the stance is “{nearest.cue or nearest.stance}”, not “{said.cue}”")
    return found


def _polarity(claims: tuple[Assertion, ...], nearest: Assertion, asked: set[str]) -> list[str]:
    ours = next(iter(claims), None)
    if (
        ours is None
        or _share(asked, nearest) < 0.5
        or ours.stance not in {"affirm", "acknowledge"}
        or nearest.stance not in {"affirm", "acknowledge"}
    ):
        return []
    return ["one of them is a negative statement and the other is not"] if ours.negated != nearest.negated else []


def _counts(sentence: str, near: list[Assertion]) -> list[str]:
    for ours in read_quantities(sentence, 0, len(sentence)):
        rivals = [q for a in near for q in a.quantities if q.unit == ours.unit and q.counts == ours.counts]
        if rivals and all(disjoint(ours, q) for q in rivals):
            return [f"the source counts {rivals[0].text}, not {ours.text}"]
    return []
