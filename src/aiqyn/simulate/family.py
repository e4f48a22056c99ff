"""Processes of the synthetic country: started, watched, ended together."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


def free_port(start: int) -> int:
    """The first port from `start` on that nobody listens on."""
    for port in range(start, 65_536):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no free port")


@dataclass
class Child:
    """A process that was started: its name, its log, itself."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]


@dataclass
class Family:
    """Children that end with us: on `stop`, and, through AIQYN_DIE_WITH_PARENT, when we are killed."""

    logs: Path
    children: list[Child] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Child:
        """Start a command with nothing in its environment but what is given here and where programs are."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{name}.log"
        base = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
        with log.open("ab") as out:
            process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**base, "PYTHONUNBUFFERED": "1", "AIQYN_DIE_WITH_PARENT": "1", **environment},
                cwd=folder,
                start_new_session=True,
            )
        child = Child(name, log, process)
        self.children.append(child)
        return child

    def ended(self) -> Child | None:
        """A child that has ended by itself, if any."""
        return next((child for child in self.children if child.process.poll() is not None), None)

    def stop(self) -> None:
        """End all children, orderly first."""
        for child in reversed(self.children):
            if child.process.poll() is None:
                child.process.terminate()
        for child in self.children:
            try:
                child.process.wait(timeout=8)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        self.children.clear()
