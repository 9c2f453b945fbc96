"""Reading many texts gives what reading each alone gives, with one process or several, and ends cleanly."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from corpus import Corpus, load_corpus, load_settings
from corpus.errors import BriefingError
from index.assertions import Text, read_assertions, read_many
from index.assertions.beside import Reader
from index.assertions.language import parse
from index.assertions.screening import may_hold_cue, starts_cue
from index.assertions.sentences import split_sentences

ROOT = Path(__file__).parents[1]
PLAIN = "The bridge over the river reopened to lorries. Anna Berg swam to the far bank. "
CUED = "The mayor said that six boats sank. She denied it. The harbour master could not confirm the count. "
STORY = [Text((PLAIN + CUED) * (number % 3 + 1), f"r{number}", "Boats", date(2024, 5, 1)) for number in range(40)]
LONG = [Text((PLAIN + CUED) * 20, f"long{number}") for number in range(12)]


@pytest.fixture(scope="module")
def shipped_texts() -> list[Text]:
    """The shipped reports, as texts."""
    held: Corpus = load_corpus(load_settings().corpus)
    return [Text(report.text, report.id, report.title, report.published) for report in held.reports]


def readers() -> list[int]:
    """The processes that this one has started and that still run."""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "index.assertions.beside" in line]


def first_reader() -> int:
    for _ in range(200):
        if found := readers():
            return found[0]
        time.sleep(0.02)
    raise AssertionError("no second process was started")


def test_many_texts_read_as_each_alone() -> None:
    alone = [read_assertions(t.text, report=t.report, title=t.title, published=t.published) for t in STORY]
    assert read_many(STORY) == alone
    assert any(assertion.people == ("Anna Berg",) for assertion in alone[0])


def test_two_processes_read_what_one_reads(shipped_texts: list[Text]) -> None:
    assert read_many(shipped_texts, workers=2) == read_many(shipped_texts, workers=1)
    assert readers() == []


def test_reading_tells_how_far_it_is() -> None:
    told: list[int] = []
    read_many(LONG, workers=2, on_read=told.append)
    assert told == sorted(set(told)) and told[-1] == len(LONG)


def test_nothing_to_read_gives_nothing() -> None:
    assert read_many([]) == []
    assert read_many([Text("")], workers=3) == [()]


def test_no_cue_stands_in_a_sentence_that_is_not_parsed(shipped_texts: list[Text]) -> None:
    from spacy.lang.en import English

    sentences = [text.text[s.start : s.end] for text in shipped_texts for s in split_sentences(text.text)]
    parsed = list(parse(sentences))
    lemmatizer = _lemmatizer()
    missed = [doc.text for doc in parsed if not may_hold_cue(doc, lemmatizer) and any(map(starts_cue, doc))]
    assert missed == []
    assert not may_hold_cue(English()("The bridge over the river is open."), lemmatizer)


def test_a_sentence_that_may_end_inside_is_parsed_so_that_no_name_is_read_across_the_end() -> None:
    text = (
        "1591 - 1658), was a member of the Parliament under Kings James I and Charles I. He was the cousin of Ann Berg."
    )
    assert "Charles I. He" not in read_assertions(text)[0].people


def _lemmatizer() -> object:
    from index.assertions.language import _parser

    return _parser().get_pipe("lemmatizer")


def test_a_killed_reader_is_one_clear_error_and_nothing_keeps_running() -> None:
    Thread(target=lambda: os.kill(first_reader(), signal.SIGKILL), daemon=True).start()
    with pytest.raises(BriefingError, match="ended early"):
        read_many(LONG * 40, workers=2)
    assert readers() == []


def test_a_text_that_cannot_be_read_beside_is_one_clear_error(capfd: pytest.CaptureFixture[str]) -> None:
    work, faults = iter([(0, [Text("\ud800 is half a letter.")])]), list[BriefingError]()
    with Reader(lambda: next(work, None), lambda *_: None, faults.append):
        for _ in range(600):
            if faults:
                break
            time.sleep(0.1)
    assert [str(fault).split(":")[:2] for fault in faults] == [["reading failed", " UnicodeEncodeError"]]
    assert readers() == [] and capfd.readouterr().err == ""


CALLER = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from index.assertions import Text, read_many
print("reading", flush=True)
read_many([Text("The mayor said that six boats sank. " * 200, str(n)) for n in range(3000)], workers=2,
          on_read=lambda n: print(n, flush=True))
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_an_ended_caller_leaves_no_reader_behind(end: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"  # no `if __name__ == "__main__"`: it must not run a second time
    script.write_text(CALLER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as caller:
        assert caller.stdout is not None
        assert caller.stdout.readline() == "reading\n"
        caller.stdout.readline()
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(caller.pid)], capture_output=True, text=True)
        child = int(listed.stdout.split()[0])
        caller.send_signal(end)
        caller.wait(timeout=60)
        for _ in range(300):
            if not Path(f"/proc/{child}").exists():
                break
            time.sleep(0.1)
        else:
            os.kill(child, signal.SIGKILL)
            raise AssertionError("the reader outlived its caller")


def test_a_line_in_capitals_is_read_like_any_other() -> None:
    (denied, said) = read_assertions("MINISTER DENIES THAT THE TAPE IS GENUINE, BUT LAB SAYS THAT IT IS GENUINE.")
    assert (denied.speakers, denied.stance) == (("MINISTER",), "deny")
    assert denied.text == "THE TAPE IS GENUINE" and (said.speakers, said.stance) == (("LAB",), "affirm")
    (short,) = read_assertions("NATO")
    assert short.speakers == ()
