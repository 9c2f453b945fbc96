"""The benchmarks on files of a few rows, with every figure written out by hand."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from assistant.__main__ import run
from eval.benchmarks import answered, assertions, climate, emergent, finding, hedges, reading, scale, squad, stages
from eval.benchmarks.confusion import Confusion, Pair
from eval.benchmarks.intervals import rate, resampled
from eval.benchmarks.labelled import Label, align, overlap, read_labelled
from eval.benchmarks.sources import in_half, sample
from index import Index


def quiet(what: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


# Intervals


def test_a_rate_has_wilsons_interval() -> None:
    found = rate("share", 8, 10, "items")
    z2 = 1.959963984540054**2
    middle = (0.8 + z2 / 20) / (1 + z2 / 10)
    reach = math.sqrt(z2) / (1 + z2 / 10) * math.sqrt(0.8 * 0.2 / 10 + z2 / 400)
    assert (found.value, found.count) == (0.8, 10)
    assert (found.low, found.high) == (pytest.approx(middle - reach), pytest.approx(middle + reach))
    assert (found.low, found.high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))


def test_none_of_ten_still_leaves_a_quarter_open_and_none_of_nothing_is_no_figure() -> None:
    none = rate("share", 0, 10, "items")
    assert (none.value, none.low, none.high) == (0.0, 0.0, pytest.approx(3.8415 / 13.8415, abs=1e-4))
    assert rate("share", 10, 10, "items").high == 1.0
    empty = rate("share", 0, 0, "items")
    assert (empty.value, empty.low, empty.high, empty.count) == (None, None, None, 0)


def test_a_resampled_figure_is_the_same_with_the_same_seed_and_wider_where_groups_are_few() -> None:
    def mean(sums):  # type: ignore[no-untyped-def]
        return sums[..., 0] / sums[..., 1]

    many = np.array([[1.0, 1.0], [0.0, 1.0]] * 50)
    few = np.array([[50.0, 50.0], [0.0, 50.0]])
    one = resampled("mean", many, mean, 100, "items", seed=3)
    assert one == resampled("mean", many, mean, 100, "items", seed=3)
    assert one.value == 0.5 and one.low == pytest.approx(0.4, abs=0.05) and one.high == pytest.approx(0.6, abs=0.05)
    wide = resampled("mean", few, mean, 100, "items", seed=3)
    assert (wide.value, wide.low, wide.high) == (0.5, 0.0, 1.0)


def test_the_figures_of_a_confusion_matrix() -> None:
    pairs = [Pair(str(n), *both.split()) for n, both in enumerate(["a a", "a a", "a b", "b b", "b none"])]
    found = Confusion.of_pairs(pairs, ("a", "b", "none"), "items")
    f1_of_a, f1_of_b = 2 * 2 / (3 + 2), 2 * 1 / (2 + 2)
    assert found.accuracy().value == 3 / 5
    assert (found.precision("a").value, found.recall("a").value) == (2 / 2, 2 / 3)
    assert (found.precision("a").count, found.recall("a").count) == (2, 3), "each with what it is a share of"
    assert found.f1("b").value == f1_of_b
    assert found.macro_f1().value == pytest.approx((f1_of_a + f1_of_b) / 2), "a label that gold lacks is no class"
    chance = (3 * 2 + 2 * 2 + 0 * 1) / 25
    assert found.kappa().value == pytest.approx((3 / 5 - chance) / (1 - chance))
    assert found.recall("none").value is None, "nothing to measure is not 0"


def test_halves_share_no_item_and_a_sample_keeps_the_order() -> None:
    keys = [str(number) for number in range(100)]
    first, second = ([key for key in keys if in_half(key, half)] for half in ("first", "second"))
    assert sorted(first + second) == sorted(keys) and 35 < len(first) < 65
    assert in_half("0", "second"), "the CRC-32 of 0 is 4108050209, which is odd"
    drawn = sample(keys, 10, 1)
    assert drawn == sorted(drawn, key=int) == sample(keys, 10, 1) != sample(keys, 10, 2)
    assert sample(keys, 1000, 1) == keys


# Headlines

RUMOUR = "The mayor was arrested in the harbour"
HEADLINES = [
    ("c1", RUMOUR, "Mayor arrested in harbour", "for"),
    ("c1", RUMOUR, "Rumour: mayor arrested in harbour", "observing"),
    ("c1", RUMOUR, "No, the mayor has not been arrested in the harbour", "for"),
    ("c2", RUMOUR, "Fish market opens", "observing"),
]


def headlines(path: Path, rows: list[tuple[str, str, str, str]]) -> Path:
    file = path / "emergent_dev.csv"
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["claimId", "claimHeadline", "articleHeadline", "articleHeadlineStance"])
        writer.writerows(rows)
    return file


def test_headlines_are_scored_and_none_is_a_wrong_answer(tmp_path: Path) -> None:
    found = emergent.measure(headlines(tmp_path, HEADLINES), quiet, errors=9)
    # gold for: one right, one read as against; gold observing: one right, one none
    assert found.figure("accuracy").value == 2 / 4
    assert found.figure("macro-F1").value == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert found.figure("accuracy, none read as observing").value == 3 / 4
    assert found.remarks == (
        "1 of 4 headlines were read as none, which counts as wrong",
        "always saying for would be right for 50.0%",
    )
    assert [mistake.gold for mistake in found.mistakes] == ["for", "observing"]
    assert found.items == "4 headlines of 2 claims"


def test_a_half_holds_whole_claims(tmp_path: Path) -> None:
    file = headlines(tmp_path, HEADLINES)
    halves = [emergent.measure(file, quiet, half) for half in ("first", "second")]
    assert sum(half.figure("accuracy").count for half in halves) == 4
    assert all(half.figure("accuracy").count in (0, 1, 3, 4) for half in halves)


# Claims about the climate

CLAIM = "The ship sank"


def claim(key: str, label: str, *sentences: tuple[str, str]) -> str:
    evidences = [{"evidence": text, "evidence_label": gold} for text, gold in sentences]
    return json.dumps({"claim_id": key, "claim": CLAIM, "claim_label": label, "evidences": evidences})


def test_a_claim_with_support_and_a_lone_denial_is_disputed(tmp_path: Path) -> None:
    yes, no = "The navy said the ship sank.", "The navy denied that the ship sank."
    lines = [
        claim("1", "DISPUTED", (yes, "SUPPORTS"), (yes, "SUPPORTS"), (no, "REFUTES")),
        claim("2", "REFUTES", (yes, "REFUTES"), (no, "REFUTES")),
        claim("3", "NOT_ENOUGH_INFO", ("Fish is cheap.", "NOT_ENOUGH_INFO")),
    ]
    (tmp_path / "climate-fever.jsonl").write_text("\n".join(lines) + "\n")
    found = climate.measure(tmp_path, quiet)
    # verdicts: disputed right, refutes read as disputed, not enough info right
    assert found.figure("claim accuracy").value == 2 / 3
    assert found.figure("precision of DISPUTED").value == 1 / 2
    assert found.figure("recall of DISPUTED").value == 1.0
    assert found.figure("F1 of DISPUTED").value == pytest.approx(2 / 3)
    assert found.figure("claim macro-F1").value == pytest.approx((2 / 3 + 0 + 1) / 3)
    assert found.figure("pair accuracy").value == 5 / 6
    assert "100.0%" in found.remarks[0]


# Words of uncertainty

WIKI = """<Annotation><DocumentSet>
<Document><DocID>Fish</DocID><DocumentPart><Sentence id="1">Fish swim.</Sentence>
<Sentence id="2">Fish <ccue type="speculation_modal_probable_">probably</ccue> sleep.</Sentence>
</DocumentPart></Document>
<Document><DocID>Harbour</DocID><DocumentPart>
<Sentence id="1">It is an <ccue type="speculation_hypo_doxastic _">alleged</ccue>
crime.</Sentence><Sentence id="2">The harbour may have been built in 1900.</Sentence></DocumentPart></Document>
</DocumentSet></Annotation>"""


def test_sentences_with_a_cue_are_counted_by_half_and_by_kind(tmp_path: Path) -> None:
    (tmp_path / "wiki.xml").write_text(WIKI)
    found = hedges.measure(tmp_path, quiet)
    # two marked and both found, one unmarked that we take as uncertain
    assert (found.figure("precision of uncertain").value, found.figure("recall of uncertain").value) == (2 / 3, 1.0)
    assert found.figure("F1 of uncertain").value == pytest.approx(4 / 5)
    assert found.figure("recall of probable").count == found.figure("recall of doxastic").count == 1
    read = hedges.read(tmp_path / "wiki.xml")
    assert [hedges.in_half(read, half) for half in ("first", "second")] == [read[:2], read[2:]]


# Questions about paragraphs

LAKE = "Lake Varn lies in the hills. It was dammed in 1931 by the water board."
BIRDS = "Cranes rest on the island in autumn. Nobody has counted them."


def article(title: str, paragraph: str, *asked: tuple[str, str, str]) -> dict[str, object]:
    questions = [
        {"id": key, "question": text, "answers": [{"text": a}] if a else [], "is_impossible": not a}
        for key, text, a in asked
    ]
    return {"title": title, "paragraphs": [{"context": paragraph, "qas": questions}]}


def squad_file(folder: Path) -> Path:
    """Two articles of one paragraph each, one in each half."""
    lake = article("Lake", LAKE, ("q1", "When was Lake Varn dammed?", "1931"), ("q2", "Who swam in Lake Varn?", ""))
    birds = article("Islands", BIRDS, ("q3", "When do cranes rest on the island?", "autumn"))
    file = folder / "squad2_tiny.json"
    file.write_text(json.dumps({"version": "v2.0", "data": [lake, birds]}))
    return file


def test_paragraphs_are_one_index_and_a_half_asks_only_its_own_questions(tmp_path: Path) -> None:
    file, store = squad_file(tmp_path), tmp_path / "store"
    whole = squad.measure(file, quiet, store=store)
    assert whole.items == "3 questions, 2 paragraphs"
    for name in ("words only", "vectors only", "fused"):
        found = whole.figure(f"{name}: paragraph in first 1")
        assert (found.value, found.count) == (1.0, 2), "two of the three have an answer"
    assert whole.figure("fused, near misses too: paragraph in first 5").count == 3
    read = squad.read(file)
    halves = [[q.id for q in read.asked(half, None, 0)] for half in ("a", "b")]
    assert halves == [["q3"], ["q1", "q2"]], "the CRC-32 of Islands is even, of Lake odd"
    assert squad.measure(file, quiet, "a", store=store).items == "1 questions, 2 paragraphs"


def test_the_table_of_stages_holds_every_figure_with_its_interval_and_nothing_of_the_data(tmp_path: Path) -> None:
    found = squad.measure(squad_file(tmp_path), quiet, store=tmp_path / "store")
    page = stages.table(found.to_dict())
    assert "| words only: paragraph in first 1 | 1.000 | 1.000 to 1.000 | 2 |" in page
    assert all(f"| {figure.name} |" in page for figure in found.figures) and "Lake" not in page


def test_support_that_ranks_every_near_miss_below_is_an_auroc_of_one_and_declining_counts_both_ways(
    tmp_path: Path,
) -> None:
    dammed, swam, cranes = squad.read(squad_file(tmp_path)).questions
    made = [
        answered.Answered(dammed, 0.9, False, True),
        answered.Answered(swam, 0.4, True, False),
        answered.Answered(cranes, 0.3, True, False),
    ]
    shares = {figure.name: figure.value for figure in answered.figures(made, 0)}
    assert shares["AUROC of support"] == 0.5, "one of the two answerable ones stands above the near miss"
    assert shares["declining, balanced accuracy"] == 0.75
    assert shares["declined, near misses"] == 1.0
    assert shares["answer within 2 sentences"] == 0.5


def test_a_paragraph_that_is_not_among_the_first_is_a_mistake_and_no_hit(tmp_path: Path) -> None:
    question = squad.read(squad_file(tmp_path)).questions[0]
    found = [finding.Found(question, places, "other") for places in ((1, None, 6), (2, 1, 5), (7, 1, None))]
    shares = {figure.name: figure.value for figure in finding.figures(found, 0)}
    assert shares["words only: paragraph in first 1"] == pytest.approx(1 / 3)
    assert shares["words only: paragraph in first 5"] == pytest.approx(2 / 3)
    assert shares["vectors only: paragraph in first 10"] == pytest.approx(2 / 3)
    assert shares["fused: paragraph in first 5"] == pytest.approx(1 / 3)
    assert [m.ours for m in finding.mistakes(found)] == [
        "other first, the paragraph at 6",
        "other first, the paragraph at none",
    ]


# Many passages


def test_made_up_reports_are_an_index_like_any_other_and_bounds_keep_their_share(tmp_path: Path) -> None:
    found = scale.measure(100, quiet, tmp_path / "store")
    assert (found.passages, found.reports) == (100, 20)
    assert [len(timing.seconds) for timing in found.timings] == [40] * 6
    assert found.to_dict()["baseline"]["ratio"] == 1.0 and 50 < found.peak_mb < 3000
    with Index.open(tmp_path / "store") as index:
        assert index.counts["passage"] == 100 and index.counts["sentence"] == 300
        kept = {name: len(index.search("Did the dam break?", 1000, **bounds)) for name, bounds in scale.BOUNDS}
        assert kept == {"all": 100, "5 %": 5, "0.2 %": 5}, "one report of twenty is the least there can be"
        for sentence in index.sentences("report-7", 0, 10_000):
            assert all(a.frame == sentence.text for a in sentence.assertions), "assertions stand where they are read"


# Our own labelled sentences

SAID = """\
- id: s1
  half: a
  text: The ministry admitted that its ship had sunk.
  assertions:
  - {speakers: [The ministry], content: its ship had sunk, stance: STANCE, modality: fact,
     attribution: named_org, hedged: false}
- id: s2
  half: b
  text: Fish is cheap.
  assertions:
  - {speakers: [], content: Fish is cheap, stance: affirm, modality: fact, attribution: none, hedged: HEDGED}
- id: s3
  half: b
  target: 2
  text: The minister spoke on Monday. The navy said two men were hurt.
  assertions:
  - {speakers: [The navy], content: two men were hurt, stance: affirm, modality: fact,
     attribution: named_org, hedged: false}
"""


def labelling(stance: str = "acknowledge", hedged: str = "false") -> str:
    return SAID.replace("STANCE", stance).replace("HEDGED", hedged)


def test_labelled_sentences_are_read_and_scored(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text(labelling())
    found = assertions.measure(tmp_path, quiet)
    assert "machine-labelled" in found.items
    for name in ("F1 of attributed", "speaker overlap", "stance macro-F1", "modality macro-F1", "content overlap"):
        assert found.figure(name).value == 1.0, name
    assert found.figure("speaker overlap").count == 2, "only what has a speaker"
    assert found.figure("F1 of attributed, trivial rule").value == 1.0
    false = found.figure("false confirmed")
    assert (false.value, false.low, false.count) == (0.0, 0.0, 3) and false.high == pytest.approx(0.5615, abs=1e-4)
    assert found.figure("F1 of hedged").value is None, "nothing hedged, nothing to measure"
    assert found.mistakes == () and any("no second labelling" in remark for remark in found.remarks)
    assert assertions.measure(tmp_path, quiet, "b").figure("stance macro-F1").count == 2


def test_an_admission_that_is_none_is_a_false_confirmed(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text(labelling("affirm", "true"))
    found = assertions.measure(tmp_path, quiet, errors=5)
    assert found.figure("false confirmed").value == 1 / 3
    assert (found.figure("read as plain fact").value, found.figure("read as plain fact").count) == (1.0, 1)
    assert [mistake.key for mistake in found.mistakes] == ["s1", "s2"]
    assert "affirm" in found.mistakes[0].gold and "acknowledge" in found.mistakes[0].ours


def test_gold_is_the_first_labelling_where_both_agree_and_else_the_deciding_one(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text(labelling("affirm"))
    (tmp_path / "second.yaml").write_text(labelling("acknowledge"))
    undecided = assertions.measure(tmp_path, quiet)
    assert undecided.figure("false confirmed").value == 1 / 3
    assert any("1 sentences" in remark and "undecided" in remark for remark in undecided.remarks)
    # stance: affirm three times against affirm twice and acknowledge once; chance 3/3 x 2/3
    assert undecided.figure("kappa of stance").value == pytest.approx((2 / 3 - 2 / 3) / (1 - 2 / 3))
    assert undecided.figure("kappa of attributed").value == 1.0
    (tmp_path / "decided.yaml").write_text(labelling("acknowledge").partition("- id: s2")[0])
    held = read_labelled(tmp_path)
    assert held.gold[0].labels[0].stance == "acknowledge" and not held.undecided
    assert assertions.measure(tmp_path, quiet).figure("false confirmed").value == 0.0


def label(content: str, *speakers: str) -> Label:
    return Label(speakers, content, "affirm", "fact", "none", False)


def test_labels_pair_by_what_their_contents_share() -> None:
    assert overlap("the ship sank", "A ship sank on Friday") == 2 * 2 / (2 + 4), "articles do not count"
    assert overlap("", "") == 1.0 and overlap("ship", "") == 0.0
    one, two, three = label("the ship sank"), label("two men were hurt"), label("no comment")
    ours = [label("two were hurt"), label("the ship had sunk")]
    assert align([one, two, three], ours) == [(one, ours[1]), (two, ours[0]), (three, None)]
    assert align([three], [label("the raid")]) == [(three, label("the raid"))], "what is left pairs in order"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no first.yaml"),
        ("- id: [", "first.yaml:"),
        ("id: s1", "expected a list of sentences"),
        ("- {id: s1, half: a}", "s1: id and text are needed"),
        ("- {id: s1, text: a, half: c, assertions: []}", "s1: half is 'c'"),
        ("- {id: s1, text: a, half: a}", "s1: assertions is not a list"),
        ("- {id: s1, text: a, half: a, target: x, assertions: []}", "s1: target is 'x'"),
        ("- {id: s1, text: a, half: a, assertions: [{stance: maybe}]}", "s1: stance is 'maybe', not affirm"),
        (labelling(hedged="perhaps"), "s2: hedged is 'perhaps'"),
    ],
)
def test_a_labelled_set_that_cannot_be_read_is_one_line(text: str | None, said: str, tmp_path: Path, capsys) -> None:
    if text is not None:
        (tmp_path / "first.yaml").write_text(text)
    assert run(["bench", "sentences", "--data", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1 and said in told.err, told.err


# Reading


def test_reading_is_a_ratio_to_the_parser_alone_over_the_same_sentences(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for number in range(3):
        text = f"---\ntitle: Ship {number}\n---\nThe navy said the ship sank. Fish is cheap.\n"
        (tmp_path / "reports" / f"r{number}.md").write_text(text)
    found = reading.measure(tmp_path, 2, quiet)
    assert (found.reports, found.reading.sentences, found.baseline.sentences) == (3, 6, 6)
    assert len(found.reading.seconds) == len(found.baseline.seconds) == 2
    told = found.to_dict()
    assert told["reading"]["max_per_s"] == pytest.approx(6 / min(found.reading.seconds))
    assert found.ratios[0] == pytest.approx(found.baseline.seconds[0] / found.reading.seconds[0])
    assert reading.measure(tmp_path, 1, quiet, limit=2).reading.sentences == 4


# Data that cannot be used


@pytest.mark.parametrize("verb", ["emergent", "climate", "hedges", "squad2"])
def test_data_that_is_not_there_is_one_line_with_where_to_get_it(verb: str, tmp_path: Path, capsys) -> None:
    for given in ([], ["--data", str(tmp_path)], ["--data", str(tmp_path / "none.csv")]):
        assert run(["bench", verb, *given]) == 2
        told = capsys.readouterr()
        assert told.out == "" and len(told.err.splitlines()) == 1
        assert "https://" in told.err and "--data" in told.err


@pytest.mark.parametrize(
    ("verb", "name", "text", "said"),
    [
        ("emergent", "a.csv", "id,claimId\n1,2\n", "a.csv:1: no column claimHeadline"),
        ("emergent", "a.csv", "claimId,claimHeadline,articleHeadline,articleHeadlineStance\n1,a,b,maybe\n", "a.csv:2:"),
        ("emergent", "a.csv", "claimId,claimHeadline,articleHeadline,articleHeadlineStance\n1,a\n", "a.csv:2:"),
        ("emergent", "a.csv", "claimId,claimHeadline,articleHeadline,articleHeadlineStance\n", "no headlines"),
        ("climate", "a.jsonl", "\n{", "a.jsonl:2:"),
        ("squad2", "a.json", "\n{", "a.json:2: not JSON"),
        ("squad2", "a.json", "[]", "a.json: not in the set's form"),
        ("squad2", "a.json", '{"data": [{"title": "a"}]}', "no field 'paragraphs'"),
        ("squad2", "a.json", '{"data": []}', "no questions"),
        ("climate", "a.jsonl", "[]", "a.jsonl:1:"),
        ("climate", "a.jsonl", '{"claim_id": "1", "claim": "a", "claim_label": "SUPPORTS"}', "no field 'evidences'"),
        ("climate", "a.jsonl", claim("1", "TRUE"), "claim_label is 'TRUE'"),
        ("climate", "a.jsonl", claim("1", "SUPPORTS", ("a", "YES")), "evidence_label is 'YES'"),
        ("climate", "a.jsonl", "", "no claims"),
        ("hedges", "a.xml", "<Annotation>\n<Document>", "a.xml:2: not readable as XML"),
        ("hedges", "a.xml", "<Annotation/>", "no <Document>"),
        ("hedges", "a.xml", "\udcff", "is not UTF-8"),
    ],
)
def test_malformed_data_is_one_line_with_its_place(
    verb: str, name: str, text: str, said: str, tmp_path: Path, capsys
) -> None:
    (tmp_path / name).write_bytes(text.encode(errors="surrogateescape"))
    assert run(["bench", verb, "--data", str(tmp_path / name)]) == 2
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1 and said in told.err, told.err


def test_a_benchmark_prints_every_figure_with_its_count_and_interval(tmp_path: Path, capsys) -> None:
    file = str(headlines(tmp_path, HEADLINES))
    assert run(["bench", "emergent", "--data", file, "--errors", "1"]) == 0
    shown = capsys.readouterr().out
    assert "95 % interval" in shown and " to " in shown and "No, the mayor" in shown
    assert run(["bench", "emergent", "--data", file, "--limit", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {each["count"] for each in found["figures"]} == {2}
    assert all(len(each["interval_95"]) == 2 for each in found["figures"])
