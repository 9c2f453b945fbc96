"""Every file of a corpus is read or refused in one line that names file, line and field; nothing is guessed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from corpus import BriefingError, CorpusError, Fault, Report, check_corpus, load_corpus, load_settings
from corpus.yaml_text import MAX_YAML_BYTES

REPORT = "---\ntitle: A bridge closes\npublished: 2024-10-04\n---\nThe ministry said that the bridge was closed.\n"
CLAIM = """\
id: bridge
claim: A bridge was closed.
history:
  - {date: 2024-10-04, status: reported, basis: [{report: a, quote: the bridge was closed}]}
"""
SHIPPED = load_settings({}).corpus


def corpus_of(folder: Path, **files: str | bytes) -> Path:
    """A folder with reports/a.md and the files given; `register__bridge` is register/bridge.yaml."""
    for name, text in {"a": REPORT, **files}.items():
        place = (
            name.replace("__", "/") + ".yaml"
            if "__" in name or name in {"publishers", "names"}
            else f"reports/{name}.md"
        )
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def faults_of(folder: Path, **files: str | bytes) -> list[Fault]:
    return list(check_corpus(corpus_of(folder, **files))[1])


def only_fault(folder: Path, **files: str | bytes) -> Fault:
    (fault,) = faults_of(folder, **files)
    return fault


def with_front(line: str) -> str:
    """The report with one more line of front matter: it stands on line 3."""
    return REPORT.replace("published:", f"{line}\npublished:")


def test_a_report_of_title_and_text_alone_is_read_with_honest_defaults(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path, a="---\ntitle: A note\n---\nSomebody said so.\n")
    (report,) = check_corpus(folder)[0].corpus.reports
    assert (report.id, report.kind, report.publisher, report.published) == ("a", "original", "", None)
    assert report.text == "Somebody said so.\n"


def test_a_report_without_a_date_is_a_warning_and_not_an_error(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, a="---\ntitle: A note\n---\nSomebody said so.\n")
    assert (fault.level, fault.field) == ("warning", "published")
    assert "left out of every as-of answer" in fault.message
    assert load_corpus(tmp_path).reports


@pytest.mark.parametrize(
    "text, line, field, says",
    [
        ("Only words, no front matter.", 1, "", "no front matter"),
        ("---\ntitle: x\nThe text begins and the front matter never ends.", 1, "", "not closed"),
        ("---\ntitle: x\n---\n \n\n", 4, "", "no text"),
        ("---\n---\nText.", 1, "title", "is required"),
        ("---\npublished: 2024-10-04\n---\nText.", 1, "title", "is required"),
        ("---\ntitle:\n---\nText.", 2, "title", "is empty; give it a value"),
        ("---\ntitle: 2024\n---\nText.", 2, "title", "put it in quotes"),
        (with_front("author: Ada"), 3, "author", "is not a field"),
        (with_front("handling: TLP:WHITE"), 3, "handling", "'TLP:WHITE' is not one of TLP:CLEAR"),
        (with_front("kind: rumour"), 3, "kind", "'note' or 'original'"),
        (with_front("language: no"), 3, "language", "put it in quotes"),
        (with_front("url: example.org/x"), 3, "url", "is not a web address"),
        (with_front("verified: yes"), 3, "verified", "expected `name: value` lines"),
        (with_front("corrections: none so far"), 3, "corrections", "expected a list"),
        (with_front("title: Another title"), 3, "title", "is given twice, first on line 2"),
        (with_front("id: [a"), 4, "", "not readable as YAML"),
        (with_front("origins: &o [x]"), 3, "", "anchors and aliases are not read"),
        (with_front("id: !!python/object/apply:os.system [ls]"), 3, "", "tags"),
        (with_front("origins: " + "[" * 30 + "]" * 30), 3, "", "nested more than"),
        ("---\n- title\n---\nText.", 2, "", "expected `name: value` lines"),
    ],
)
def test_a_wrong_report_is_one_fault_with_its_line_and_field(
    tmp_path: Path, text: str, line: int, field: str, says: str
) -> None:
    fault = only_fault(tmp_path, a=text)
    assert (fault.line, fault.field, fault.level) == (line, field, "error")
    assert says in fault.message
    assert "\n" not in str(fault) and "pydantic" not in str(fault)


@pytest.mark.parametrize(
    "given_date",
    [
        "2024-13-01",
        "2024-02-30",
        "4 October 2024",
        "2024",
        "20241004",
        "1728345600",
        "0",
        "2024-10-04T12:00",
        "true",
        "[1]",
    ],
)
def test_a_date_that_is_not_written_out_is_refused_and_never_guessed(tmp_path: Path, given_date: str) -> None:
    fault = only_fault(tmp_path, a=REPORT.replace("2024-10-04", given_date))
    assert (fault.line, fault.field) == (3, "published")
    assert fault.message.endswith("is not a date; write YYYY-MM-DD")


def test_several_faults_of_one_file_are_counted(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, a=with_front("author: Ada\npages: 3"))
    assert fault.message.endswith("(and 1 more in this file)")


def test_two_reports_of_one_id_are_refused_and_both_files_named(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, b=with_front("id: a"))
    assert fault.path.name == "b.md" and fault.line == 3
    assert fault.message == "'a' is already the id of a.md"


def test_invalid_utf8_is_refused_with_the_byte_named(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, a=REPORT.encode() + b"caf\xe9")
    assert fault.message == f"not UTF-8 at byte {len(REPORT) + 3}; save the file as UTF-8"
    assert fault.line == 6


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert only_fault(tmp_path, a=b"").message == "the file is empty"


def test_a_file_of_null_bytes_is_refused_as_no_text(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, a=REPORT.encode() + b"\x00\x01")
    assert fault.message == "not a text file: it holds null bytes" and fault.line == 6


def test_utf16_is_refused_and_not_read_as_noise(tmp_path: Path) -> None:
    assert "null bytes" in only_fault(tmp_path, a=REPORT.encode("utf-16")).message


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path)
    with (folder / "reports" / "huge.md").open("wb") as file:
        file.truncate(50 * 2**20)
    (fault,) = check_corpus(folder)[1]
    assert fault.message == "50 MB; at most 5 MB are read, split it"


def test_a_folder_named_like_a_report_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path)
    (folder / "reports" / "b.md").mkdir()
    (fault,) = check_corpus(folder)[1]
    assert fault.message.startswith("cannot be read")


def test_line_ends_and_a_byte_order_mark_do_not_change_the_text(tmp_path: Path) -> None:
    texts = {
        check_corpus(corpus_of(tmp_path / name, a=data))[0].corpus.reports[0].text
        for name, data in {
            "unix": REPORT.encode(),
            "windows": REPORT.replace("\n", "\r\n").encode(),
            "old-mac": REPORT.replace("\n", "\r").encode(),
            "marked": b"\xef\xbb\xbf" + REPORT.replace("\n", "\r\n").encode(),
        }.items()
    }
    assert texts == {"The ministry said that the bridge was closed.\n"}


def test_spaces_after_the_front_matter_marks_do_no_harm(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path, a=REPORT.replace("---\n", "--- \t\n"))
    assert check_corpus(folder)[1] == ()


def test_a_rule_in_the_text_does_not_end_the_front_matter_again(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path, a=REPORT + "\n---\n\nMore.\n")
    assert check_corpus(folder)[0].corpus.reports[0].text.endswith("\n---\n\nMore.\n")


@pytest.mark.parametrize(
    "nested", ["[" * 100_000, "- " * 100_000, "{a: " * 60_000], ids=["lists", "blocks", "mappings"]
)
def test_nesting_that_would_end_the_process_is_refused(tmp_path: Path, nested: str) -> None:
    fault = only_fault(
        tmp_path, register__deep=f"id: deep\nclaim: {nested}\n" if nested[0] != "-" else f"id:\n  {nested}x\n"
    )
    assert fault.path.name == "deep.yaml" and "nested more than" in fault.message


def test_a_yaml_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
    )
    fault = only_fault(tmp_path, register__bomb=bomb)
    assert "anchors and aliases" in fault.message and fault.line == 1


def test_yaml_beyond_any_register_is_refused(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, register__long="claim: " + "x" * MAX_YAML_BYTES)
    assert "at most 262,144 are read" in fault.message


@pytest.mark.parametrize(
    "name, text, line, field, says",
    [
        ("publishers", "gazette: {name: The Gazette\nherald: {name: Herald}", 2, "", "not readable as YAML"),
        ("publishers", "gazette: {name: The Gazette}\nherald: {reliability: A}", 2, "herald.name", "is required"),
        ("publishers", "gazette: {name: The Gazette, reliability: A+}", 1, "gazette.reliability", "'A', 'B'"),
        ("publishers", "gazette: {name: A}\ngazette: {name: B}", 2, "gazette", "is given twice"),
        ("names", "nis: {name: NIS, partof: south-korea}", 1, "nis.partof", "is not a field"),
        ("register__x", "id: x\nclaim: [x", 3, "", "not readable as YAML"),
        ("register__x", "- id: x", 1, "", "expected `name: value` lines"),
        ("register__x", "id: x\nclaim: A bridge.", 1, "history", "at least one dated status"),
        ("register__x", CLAIM.replace("reported", "certain"), 4, "history.0.status", "'confirmed', 'reported'"),
        ("register__x", CLAIM.replace("2024-10-04", "October"), 4, "history.0.date", "is not a date"),
        (
            "register__x",
            CLAIM.replace(", basis: [{report: a, quote: the bridge was closed}]", ""),
            3,
            "history.0.basis",
            "rest on",
        ),
    ],
)
def test_a_wrong_register_or_publishers_file_is_one_fault_with_its_line_and_field(
    tmp_path: Path, name: str, text: str, line: int, field: str, says: str
) -> None:
    (fault,) = [fault for fault in faults_of(tmp_path, **{name: text}) if fault.level == "error"]
    assert fault.field == field and says in fault.message
    assert fault.line == line or field.endswith("basis")


def test_a_register_quotation_must_stand_in_its_report(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, register__bridge=CLAIM.replace("the bridge was closed", "the bridge was shut"))
    assert (fault.line, fault.field) == (4, "history.0.basis.0.quote")
    assert fault.message == "these words are not in report 'a'"


def test_a_register_quotation_must_come_from_a_report_that_exists(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, register__bridge=CLAIM.replace("report: a", "report: b"))
    assert fault.message == "there is no report 'b'"


def test_a_status_cannot_rest_on_what_was_published_after_it(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, register__bridge=CLAIM.replace("2024-10-04", "2024-10-03"))
    assert fault.message == "'a' was published 2024-10-04, after 2024-10-03 when it is used"


def test_a_status_cannot_rest_on_a_report_without_a_date(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, a=REPORT.replace("published: 2024-10-04\n", ""), register__bridge=CLAIM)
    assert [fault.field for fault in faults if fault.level == "error"] == ["history.0.basis.0.report"]


def test_a_history_goes_from_oldest_to_newest(tmp_path: Path) -> None:
    later = CLAIM.replace("2024-10-04", "2024-10-09") + CLAIM.splitlines()[-1] + "\n"
    fault = only_fault(tmp_path, register__bridge=later)
    assert (fault.line, fault.field) == (5, "history.1.date")


def test_two_claims_of_one_id_are_refused(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, register__bridge=CLAIM, register__other=CLAIM)
    assert fault.message == "'bridge' is already the id of bridge.yaml"


def test_an_unknown_publisher_is_refused_where_publishers_are_listed(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, a=with_front("publisher: gazete"), publishers="gazette: The Gazette\n")
    assert (fault.line, fault.field) == (3, "publisher")
    assert fault.message == "'gazete' is not in publishers.yaml; add it there"


def test_a_publisher_without_a_publishers_file_is_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, a=with_front("publisher: gazette")) == []


@pytest.mark.parametrize(
    "correction, field, says",
    [
        (
            "{quote: the bridge was closed, note: n, date: 2024-10-03}",
            "date",
            "cannot come before the report it corrects",
        ),
        ("{quote: the bridge was open, note: n, date: 2024-10-05}", "quote", "these words are not in the report"),
        (
            "{quote: the bridge was closed, note: n, date: 2024-10-05, basis: [{report: z, quote: x}]}",
            "basis.0.report",
            "there is no report 'z'",
        ),
    ],
)
def test_a_correction_is_checked_against_its_report(tmp_path: Path, correction: str, field: str, says: str) -> None:
    fault = only_fault(tmp_path, a=with_front(f"corrections: [{correction}]"))
    assert fault.field == f"corrections.0.{field}" and says in fault.message


@pytest.mark.parametrize(
    "sentence, told",
    [
        ("On 5 October 2024 the bridge fell.", "5 October 2024"),
        ("The bridge fell on October 5, 2024.", "October 5, 2024"),
        ("The bridge fell in 2026.", "2026"),
    ],
)
def test_a_text_that_tells_of_a_day_after_its_own_date_is_a_warning(tmp_path: Path, sentence: str, told: str) -> None:
    # The front matter names 2026 too: the line is that of the text.
    fault = only_fault(tmp_path, a=with_front("received: 2026-11-22") + f"\n{sentence}\n")
    assert (fault.level, fault.line) == ("warning", 8)
    assert fault.message == f"seems to tell of {told}, after its own date 2024-10-04"


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge is to be mended by 30 April 2025.",
        "It will open on 5 October 2024.",
        "Work is planned for 2026.",
        "The bridge fell on 4 October 2024 and on 3 October 2024.",
        "On 31 February 2024 nothing happened.",
    ],
)
def test_planned_days_and_earlier_days_are_no_warning(tmp_path: Path, sentence: str) -> None:
    assert faults_of(tmp_path, a=REPORT + f"\n{sentence}\n") == []


def test_loading_names_file_line_and_field_of_the_first_error_and_counts_the_rest(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path, a=with_front("kind: rumour"), b=with_front("handling: secret"))
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    error = caught.value
    assert (error.path, error.line, error.field) == (folder / "reports" / "a.md", 3, "kind")
    assert str(error).startswith(f"{folder / 'reports' / 'a.md'}:3: kind: ")
    assert str(error).endswith("(and 1 more; `briefing check` names all)")


def test_an_empty_folder_and_a_missing_one_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no report found; put Markdown files into reports/"):
        load_corpus(tmp_path)
    with pytest.raises(CorpusError, match="no such corpus folder"):
        load_corpus(tmp_path / "nowhere")


def test_a_plain_folder_of_reports_is_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(REPORT)
    assert [report.id for report in load_corpus(tmp_path).reports] == ["one"]


def test_a_report_made_in_code_takes_dates_as_text_and_refuses_what_is_none() -> None:
    assert Report("a", published="2024-10-04").published == date(2024, 10, 4)  # type: ignore[arg-type]
    assert Report("a", published=datetime(2024, 10, 4, 23, 59, tzinfo=UTC)).published == date(2024, 10, 4)
    for wrong in ("yesterday", 20241004, 3.5):
        with pytest.raises(CorpusError, match=r"report 'a'\.published: .*write a date as YYYY-MM-DD"):
            Report("a", published=wrong)  # type: ignore[arg-type]


def test_a_report_made_in_code_with_half_a_character_is_refused() -> None:
    with pytest.raises(CorpusError, match="half of a surrogate pair at character 4"):
        Report("a", text="Six \ud800 men.")
    with pytest.raises(CorpusError, match="expected text, got NoneType"):
        Report("a", text=None)  # type: ignore[arg-type]


@limits(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_whatever_crash_the_reading_of_a_report(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("noise")
    (folder / "x.md").write_bytes(b"---\n" + data)
    for fault in check_corpus(folder)[1]:
        assert fault.message and "\n" not in str(fault)


@limits(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(["id", "claim", "also", "slots", "history", "publisher"]),
)
def test_no_value_in_any_field_of_the_register_crashes_the_check(
    tmp_path_factory: pytest.TempPathFactory, value: object, field: str
) -> None:
    import yaml

    folder = corpus_of(tmp_path_factory.mktemp("odd"))
    claim: dict[str, object] = {
        "id": "x",
        "claim": "A bridge.",
        "history": [{"date": "2024-10-04", "status": "unknown"}],
    }
    (folder / "odd.yaml").write_text(yaml.safe_dump(claim | {field: value}, allow_unicode=True), encoding="utf-8")
    (folder / "register").mkdir()
    (folder / "odd.yaml").rename(folder / "register" / "odd.yaml")
    try:
        load_corpus(folder)
    except BriefingError as fault:
        said = str(fault)
    else:
        said = ""
    assert "\n" not in said


def test_the_shipped_corpus_has_no_fault_and_is_large_enough() -> None:
    reading, faults = check_corpus(SHIPPED)
    assert [str(fault) for fault in faults] == []
    assert len(reading.corpus.reports) >= 60


def test_every_quotation_of_the_shipped_register_is_exact_and_not_told_too_early() -> None:
    held = load_corpus(SHIPPED)
    reports = {report.id: report for report in held.reports}
    seen = 0
    for claim in held.register:
        for change in claim.history:
            for basis in change.basis:
                report = reports[basis.report]
                start = report.text.index(basis.quote)
                assert report.text[start : start + len(basis.quote)] == basis.quote
                assert report.published is not None and report.published <= change.date
                seen += 1
    assert seen >= len(held.register) > 0
