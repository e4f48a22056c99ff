"""The peers, in an environment of their own (`requirements/bench.txt`): their figures as they print them."""

from __future__ import annotations

import json
import secrets
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiqyn.simulate.ports import Ports

HERE = Path(__file__).parent


class NoPeer(RuntimeError):
    """The peer cannot be run here; the message says why."""


def openmined(python: Path, entries: int, items: Sequence[int], repeat: int) -> list[dict[str, Any]]:
    """Set-up and online steps."""
    command = [str(python), str(HERE / "peer_openmined.py"), str(entries), "--repeat", str(repeat), "--items"]
    return _lines(_run([*command, *map(str, items)]))


def spu(python: Path, folder: Path, entries: int, items: Sequence[int], repeat: int) -> dict[str, list[dict[str, Any]]]:
    """Steps of both sides: `server` and `client`."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = [secrets.token_hex(16) for _ in range(entries)]
    (folder / "server.csv").write_text("id\n" + "\n".join(listed) + "\n")
    for count in items:
        asked = [listed[0], *(secrets.token_hex(16) for _ in range(count - 1))]
        (folder / f"client-{count}.csv").write_text("id\n" + "\n".join(asked) + "\n")
    ports = Ports(25_000, 2)
    two = [str(port) for port in ports.numbers]
    command = [str(python), str(HERE / "peer_spu.py")]
    rest = [str(folder), *two, "--repeat", str(repeat), "--items", *map(str, items)]
    with subprocess.Popen(
        [*command, "server", *rest], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as one:
        client = _run([*command, "client", *rest])
        server = one.communicate(timeout=600)[0]
    return {"client": _lines(client), "server": _lines(server)}


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    except OSError as error:
        raise NoPeer(f"the peers' environment is not there ({error.strerror}): make bench-check makes it") from error
    if done.returncode:
        raise NoPeer(f"it ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:] or ''}")
    return done.stdout


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]
