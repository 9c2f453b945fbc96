"""Owns the verb that serves the page."""

import errno
import ipaddress
import socket
from typing import Annotated

import typer

from assistant.commands.options import CorpusOption, IndexOption, say

HostOption = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")]
PortOption = Annotated[int, typer.Option("--port", metavar="NUMBER", min=1, max=65535, help="The port to listen on.")]


def serve(
    host: HostOption = "127.0.0.1", port: PortOption = 7860, corpus: CorpusOption = None, index: IndexOption = None
) -> None:
    """Serve the page, for this machine alone unless --host says otherwise. Ctrl-C ends it."""
    check_free(host, port)
    from assistant.commands.desks import open_desk

    with open_desk(corpus, index) as desk:
        if not _is_local(host):
            say(f"listening on {host}: everyone who reaches this address can ask, there is no password")
        import app

        app.launch(desk, host, port)


def check_free(host: str, port: int) -> None:
    """Raises BriefingError where the address cannot be listened on: said before anything slow is done."""
    from corpus import BriefingError

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as fault:
        if getattr(fault, "errno", None) == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 7860
            raise BriefingError(f"port {port} on {host} is in use; try: briefing serve --port {other}") from None
        raise BriefingError(f"cannot listen on {host}:{port}: {getattr(fault, 'strerror', None) or fault}") from None


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
