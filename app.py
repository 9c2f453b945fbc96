"""Owns the Gradio page: its layout and its events. What is shown is made in assistant/page."""

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr
from gradio.events import api

from assistant import Assistant, page
from assistant.progress import stderr_progress
from corpus import BriefingError

_FILES: Final = Path(page.__file__).parent
_CLICKS: Final = (_FILES / "clicks.js").read_text(encoding="utf-8")
_SHOW: Final = (_FILES / "show.js").read_text(encoding="utf-8")
_AT_ONCE: Final = 16
"""Questions answered side by side; a reader waits behind no other."""
_QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
"""Events of the page alone: progress is shown in the conversation, and no client calls them."""

LOOK: Final[dict[str, Any]] = {
    "theme": gr.themes.Default(
        primary_hue="blue",
        neutral_hue="slate",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    ),
    "css_paths": _FILES / "page.css",
    "footer_links": [],
    "run_history": False,
    "enable_monitoring": False,
}
"""What the page needs of whoever serves it, `Blocks.launch` or `gr.mount_gradio_app`."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events touch."""

    talk: gr.State
    header: gr.HTML
    conversation: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    day: gr.Textbox
    known: gr.Textbox
    day_fault: gr.HTML
    new: gr.Button
    tabs: gr.Tabs
    source: gr.HTML
    timeline: gr.HTML
    made: gr.HTML


def build(desk: Assistant) -> gr.Blocks:
    """The page of a desk."""
    blocks: gr.Blocks = gr.Blocks(title="Briefing", analytics_enabled=False, fill_width=True)
    with blocks:
        parts = _layout()
        _on_load(desk, blocks, parts)
        _on_asking(desk, parts)
        _on_opening(desk, parts)
        _on_api(desk)
    return blocks


def launch(desk: Assistant, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted."""
    blocks = build(desk)
    try:
        blocks.launch(server_name=host, server_port=port, quiet=True, prevent_thread_lock=True, **LOOK)
    except OSError:
        raise BriefingError(f"cannot serve on {host}:{port}; another port: briefing serve --port {port + 1}") from None
    address = f"[{host}]" if ":" in host else host
    with suppress(KeyboardInterrupt):
        print(f"Briefing: http://{address}:{port} (Ctrl+C ends it)", flush=True)  # noqa: T201 - a server's one line
        threading.Event().wait()
    with suppress(KeyboardInterrupt):  # closing takes a moment, and Ctrl+C is often pressed twice
        blocks.close(verbose=False)


def _html(name: str, **more: Any) -> gr.HTML:
    return gr.HTML(elem_id=name, apply_default_css=False, js_on_load=_CLICKS, **more)


def _layout() -> _Parts:
    talk = gr.State([])
    header = _html("header")
    with gr.Row(elem_id="columns", equal_height=False):
        with gr.Column(scale=3, min_width=320, elem_id="chat"):
            conversation = _html("conversation")
            with gr.Column(elem_id="composer"):
                with gr.Row(elem_id="asking"):
                    question = gr.Textbox(
                        label="Question",
                        show_label=False,
                        placeholder="Ask what the reports say",
                        lines=1,
                        max_lines=5,
                        max_length=1000,
                        autofocus=True,
                        container=False,
                        min_width=160,
                        elem_id="question",
                    )
                    ask = gr.Button("Ask", variant="primary", min_width=72, elem_id="ask")
                with gr.Row(elem_id="bounds"):
                    day = gr.Textbox(
                        label="As of",
                        placeholder="YYYY-MM-DD or empty",
                        max_lines=1,
                        max_length=30,
                        min_width=120,
                        elem_id="day",
                    )
                    known = gr.Textbox(
                        label="Known by",
                        placeholder="YYYY-MM-DD or empty",
                        max_lines=1,
                        max_length=30,
                        min_width=120,
                        elem_id="known",
                    )
                    new = gr.Button("New conversation", size="sm", min_width=120, elem_id="new")
                day_fault = _html("day-fault")
        with gr.Column(scale=2, min_width=320, elem_id="panel"):
            _html("back", value=page.back())
            with gr.Tabs(elem_id="tabs") as tabs:
                with gr.Tab("Source", id="source", render_children=True):
                    source = _html("source", value=page.choose())
                with gr.Tab("Timeline", id="timeline", render_children=True):
                    timeline = _html("timeline", value=page.timelines((), 0))
                with gr.Tab("How it was made", id="made", render_children=True):
                    made = _html("made", value=page.no_trace())
    return _Parts(talk, header, conversation, question, ask, day, known, day_fault, new, tabs, source, timeline, made)


def _example(event: gr.EventData) -> str:
    return str(event.question)


def _on_load(desk: Assistant, blocks: gr.Blocks, parts: _Parts) -> None:
    """What depends on the index is made when the page opens: the index may have grown since it was served."""

    def load() -> tuple[str, str]:
        return page.header(desk.index), page.conversation([], page.examples(desk))

    blocks.load(load, None, [parts.header, parts.conversation], **_QUIET)
    for field in (parts.day, parts.known):
        field.blur(page.date_line, [parts.day, parts.known], parts.day_fault, **_QUIET)


def _on_asking(desk: Assistant, parts: _Parts) -> None:
    """Enter, the button and an example do the same: the question waits, is answered, and its first source opens."""

    def begin(talk: page.Talk, question: str, day: str, known: str) -> tuple[Any, ...]:
        if not page.begin(talk, question, day, known):
            return gr.skip(), gr.skip(), page.date_line(day, known)
        return page.conversation(talk), "", ""

    def finish(talk: page.Talk) -> Any:
        if not page.finish(desk, talk):
            return gr.skip()
        return page.conversation(talk), page.first_source(desk, talk), page.last_timelines(desk, talk)

    def fail(talk: page.Talk) -> Any:
        return page.conversation(talk) if page.fail(talk) else gr.skip()

    def clear(talk: page.Talk) -> tuple[Any, ...]:
        talk.clear()
        return page.conversation(talk, page.examples(desk)), page.choose(), page.timelines((), 0), "", page.no_trace()

    given = [parts.talk, parts.question, parts.day, parts.known]
    waiting = [parts.conversation, parts.question, parts.day_fault]
    answered = [parts.conversation, parts.source, parts.timeline]
    typed = gr.on(
        [parts.ask.click, parts.question.submit, parts.day.submit, parts.known.submit], begin, given, waiting, **_QUIET
    )
    example = parts.conversation.ask(_example, None, parts.question, **_QUIET).then(begin, given, waiting, **_QUIET)
    for begun in (typed, example):
        # "multiple": a question asked in a new conversation waits for none that was left behind
        answering = begun.then(
            finish, parts.talk, answered, concurrency_limit=_AT_ONCE, trigger_mode="multiple", **_QUIET
        )
        answering.failure(fail, parts.talk, parts.conversation, **_QUIET)
    parts.new.click(clear, parts.talk, [*answered, parts.day_fault, parts.made], **_QUIET)


def _on_opening(desk: Assistant, parts: _Parts) -> None:
    """A citation opens its report at the cited words; a claim opens its history; an answer opens how it was made."""

    def source(talk: page.Talk, event: gr.EventData) -> tuple[str, gr.Tabs]:
        return page.open_reference(desk, talk, str(event.reference)), gr.Tabs(selected="source")

    def timeline(talk: page.Talk, event: gr.EventData) -> tuple[str, gr.Tabs]:
        return page.open_timelines(desk, talk, str(event.turn)), gr.Tabs(selected="timeline")

    def made(talk: page.Talk, event: gr.EventData) -> tuple[str, gr.Tabs]:
        return page.open_trace(desk, talk, str(event.turn)), gr.Tabs(selected="made")

    for place in (parts.conversation, parts.timeline):
        place.open(source, parts.talk, [parts.source, parts.tabs], **_QUIET).then(None, js=_SHOW)
    parts.conversation.timeline(timeline, parts.talk, [parts.timeline, parts.tabs], **_QUIET).then(None, js=_SHOW)
    parts.conversation.trace(made, parts.talk, [parts.made, parts.tabs], **_QUIET).then(None, js=_SHOW)


def _on_api(desk: Assistant) -> None:
    """`POST /gradio_api/call/ask`: an answer as JSON, schema 1."""

    def ask(question: str, as_of: str = "") -> dict[str, Any]:
        """Answer one question as it was known on a date (YYYY-MM-DD; empty: everything held)."""
        try:
            return desk.answer(question, as_of=as_of or None).to_dict()
        except BriefingError as fault:
            raise gr.Error(str(fault), print_exception=False) from None

    api(ask, api_name="ask", concurrency_limit=_AT_ONCE)


def main() -> None:
    """The page over the default index, built first where it is missing."""
    try:
        with Assistant.default(stderr_progress()) as desk:
            launch(desk)
    except BriefingError as fault:
        raise SystemExit(str(fault)) from None


if __name__ == "__main__":
    main()
