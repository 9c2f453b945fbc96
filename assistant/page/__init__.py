"""What the page shows, as pure functions from values to safe HTML, and the conversation they are shown of."""

from assistant.page.conversation import conversation, header
from assistant.page.sources import back, choose
from assistant.page.talk import (
    Exchange,
    Talk,
    begin,
    date_line,
    examples,
    fail,
    finish,
    first_source,
    last_timelines,
    open_reference,
    open_timelines,
    open_trace,
)
from assistant.page.timelines import timelines
from assistant.page.traces import no_trace

__all__ = [
    "Exchange",
    "Talk",
    "back",
    "begin",
    "choose",
    "conversation",
    "date_line",
    "examples",
    "fail",
    "finish",
    "first_source",
    "header",
    "last_timelines",
    "no_trace",
    "open_reference",
    "open_timelines",
    "open_trace",
    "timelines",
]
