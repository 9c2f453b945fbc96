"""What may never happen to a status, whatever reports come: each subset of one pool is asked by its publishers."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.values import stronger
from corpus import Publisher, Report
from tests.stories import desk

QUESTION = "Did the ferry Aurora sink off Lindau?"
BASES = {
    "named": "The harbour master, Ada Lind, said that the ferry Aurora had sunk off Lindau.",
    "guard": "The coast guard said that the ferry Aurora had sunk off Lindau.",
    "unnamed": "Two unnamed port officials said that the ferry Aurora had sunk off Lindau.",
    "judged": "The minister, Bo Berg, said it was very likely that the ferry Aurora had sunk off Lindau.",
    "hedged": "The ferry Aurora allegedly sank off Lindau in the night.",
    "own": "The ferry Aurora sank off Lindau in the night.",
    "social": "A post on Telegram said that the ferry Aurora had sunk off Lindau.",
    "silent": "The operator, Lakeline, declined to comment on whether the ferry Aurora had sunk off Lindau.",
    "asked": "Did the ferry Aurora sink off Lindau, asked a lawmaker.",
    "supposed": "If the ferry Aurora has sunk off Lindau, the operator will be closed, the mayor said.",
}
DENIALS = {
    "operator": "The operator, Lakeline, denied that the ferry Aurora had sunk off Lindau.",
    "waved": "The transport ministry dismissed as nonsense the report that the ferry Aurora had sunk off Lindau.",
    "captain": "The captain, Olav Moen, rejected claims that the ferry Aurora had sunk off Lindau.",
    "negative": "Lakeline said that the ferry Aurora had not sunk off Lindau.",
    "nameless": "An unnamed company official denied that the ferry Aurora had sunk off Lindau.",
}
RELAYS = {
    "named": [
        "Harbour master Ada Lind said that the ferry Aurora had sunk off Lindau, Rhine Post reported.",
        "Ada Lind, the harbour master, said that the ferry Aurora had sunk off Lindau.",
        "The harbour master said on Tuesday that the ferry Aurora had sunk off Lindau.",
        "Lind told reporters that the ferry Aurora had sunk off Lindau.",
        "Harbour master Lind confirmed that the ferry Aurora had sunk off Lindau.",
        "The ferry Aurora has sunk off Lindau, Ada Lind said.",
    ],
    "guard": [
        "According to the coast guard, the ferry Aurora had sunk off Lindau.",
        "A coast guard spokesman, Nils Ott, said that the ferry Aurora had sunk off Lindau.",
        "The ferry Aurora had sunk off Lindau, the coast guard was quoted as saying.",
    ],
    "unnamed": [
        "Alpine Gazette reported that the ferry Aurora had sunk off Lindau.",
        "Alpine Gazette reported, citing two port officials, that the ferry Aurora had sunk off Lindau.",
        "Port officials who asked not to be named said that the ferry Aurora had sunk off Lindau.",
        "The ferry Aurora had sunk off Lindau, according to Alpine Gazette.",
    ],
    "judged": [
        "Delta Mirror reported that the minister, Bo Berg, had said the ferry Aurora had sunk off Lindau.",
        "The minister said that the ferry Aurora had sunk off Lindau.",
        "Berg said that the ferry Aurora had sunk off Lindau, Delta Mirror reported.",
    ],
    "hedged": [
        "The ferry Aurora allegedly sank off Lindau in the night.",
        "Valley Courier reported that the ferry Aurora sank off Lindau.",
    ],
    "own": [
        "The ferry Aurora sank off Lindau in the night.",
        "Harbour Herald reported that the ferry Aurora sank off Lindau in the night.",
    ],
    "social": ["Lake Observer reported that the ferry Aurora had sunk off Lindau."],
}


def _pool() -> Iterator[Report]:
    def made(key: str, text: str, day: str) -> Report:
        return Report(id=key, text=text, publisher=f"paper-{key}", published=day)

    yield from (made(key, text, "2023-05-02") for key, text in BASES.items())
    yield from (made(key, text, "2023-05-03") for key, text in DENIALS.items())
    yield from (
        made(f"{key}-again-{n}", text, "2023-05-02") for key, many in RELAYS.items() for n, text in enumerate(many)
    )


POOL = tuple(_pool())
TITLES = {"named": "Rhine Post", "unnamed": "Alpine Gazette", "judged": "Delta Mirror", "hedged": "Valley Courier"}
TITLES |= {"own": "Harbour Herald", "social": "Lake Observer"}
PAPERS = tuple(Publisher(r.publisher, TITLES.get(r.id, f"Paper {n}")) for n, r in enumerate(POOL))


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with desk(tmp_path_factory.mktemp("pool") / "i", POOL, publishers=PAPERS) as asked:
        yield asked


_SEEN: dict[frozenset[str], str] = {}


def status(asked: Assistant, keys: frozenset[str]) -> str:
    """The status of what was asked, from these reports alone."""
    if keys not in _SEEN:
        answer = asked.answer(QUESTION, publishers={f"paper-{key}" for key in keys})
        _SEEN[keys] = answer.statements[0].status if answer.statements else "unknown"
    return _SEEN[keys]


@settings(max_examples=120, deadline=None)
@given(some=st.frozensets(st.sampled_from(sorted(BASES)), max_size=4), denial=st.sampled_from(sorted(DENIALS)))
def test_a_denial_by_somebody_who_is_not_retracting_never_raises_a_status(
    pool: Assistant, some: frozenset[str], denial: str
) -> None:
    before = status(pool, some) if some else "unknown"
    after = status(pool, some | {denial})
    assert not stronger(after, before), (before, after)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", sorted(RELAYS))
def test_a_relay_of_an_origin_that_is_held_changes_nothing(pool: Assistant, key: str) -> None:
    others = [set(), *({other} for other in BASES if other != key)]
    for more in others:
        some = frozenset({key, *more})
        before = status(pool, some)
        for number in range(len(RELAYS[key])):
            assert status(pool, some | {f"{key}-again-{number}"}) == before, (some, RELAYS[key][number])


def test_every_pair_of_a_story_is_confirmed_only_by_two_named_sources(pool: Assistant) -> None:
    sure = {pair for pair in combinations(sorted(BASES), 2) if status(pool, frozenset(pair)) == "confirmed"}
    assert sure == {("guard", "named")}


def test_a_denial_is_found_however_many_relays_crowd_it(pool: Assistant) -> None:
    crowd = {r.id for r in POOL if "again" in r.id}
    assert status(pool, frozenset({"named", "guard"} | crowd)) == "confirmed"
    assert status(pool, frozenset({"named", "guard", "operator"} | crowd)) == "disputed"


@settings(max_examples=3, deadline=None)
@given(order=st.permutations(POOL))
def test_the_order_of_reports_changes_nothing(
    pool: Assistant, tmp_path_factory: pytest.TempPathFactory, order: list[Report]
) -> None:
    path = tmp_path_factory.mktemp("shuffled") / "i"
    with desk(path, order, publishers=PAPERS) as asked:
        for keys in ({"named", "operator"}, {"guard", "unnamed"}, set(BASES), {r.id for r in POOL}):
            papers = {f"paper-{key}" for key in keys}
            ours, theirs = (d.answer(QUESTION, publishers=papers) for d in (pool, asked))
            assert [(s.text, s.status) for s in ours.statements] == [(s.text, s.status) for s in theirs.statements]
