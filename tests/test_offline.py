"""After installation the main job needs no network: every address but loopback is blocked, and it runs."""

import os
import subprocess
import sys
from pathlib import Path

BLOCKED = """
import ipaddress, socket, sys
connect = socket.socket.connect
def only_loopback(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
        sys.stderr.write(f"REACHED OUT TO {address}\\n")
        raise OSError("blocked")
    return connect(self, address)
def lookup(host, *rest, **more):
    if host not in ("localhost", "127.0.0.1", "::1", None):
        sys.stderr.write(f"LOOKED UP {host}\\n")
        raise OSError("blocked")
    return real_lookup(host, *rest, **more)
real_lookup = socket.getaddrinfo
socket.socket.connect = only_loopback
socket.getaddrinfo = lookup
from assistant.__main__ import main
sys.argv = ["briefing", *sys.argv[1:]]
main()
"""


def test_index_and_ask_reach_nothing_but_this_machine(tmp_path: Path) -> None:
    (tmp_path / "desk" / "reports").mkdir(parents=True)
    (tmp_path / "desk" / "reports" / "a.md").write_text(
        "---\ntitle: A\n---\nTwo unnamed officials said that the ship had sunk.\n", encoding="utf-8"
    )
    script = tmp_path / "blocked.py"
    script.write_text(BLOCKED, encoding="utf-8")
    # A cache of its own, so that the encoder too is prepared with the network cut.
    env = {**os.environ, "BRIEFING_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(Path(__file__).parent.parent)}
    for words in (["index"], ["ask", "Did the ship sink?"]):
        done = subprocess.run(
            [sys.executable, str(script), *words, "--corpus", str(tmp_path / "desk"), "--index", str(tmp_path / "i")],
            capture_output=True,
            text=True,
            timeout=300,
            env=env,
        )
        assert done.returncode == 0, done.stderr
        assert "REACHED OUT" not in done.stderr and "LOOKED UP" not in done.stderr, done.stderr
    assert "Unverified" in done.stdout
