"""Processes of the synthetic country: started, watched, ended together."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


def with_us() -> dict[str, str]:
    """The environment by which a command of ours ends when this process does (`entry.processes`)."""
    return {"AIQYN_DIE_WITH_PARENT": "1", "AIQYN_PARENT": str(os.getpid())}


@dataclass
class Child:
    """A process that was started: its name, its log, itself."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]


@dataclass
class Family:
    """Children that end with us: on `stop`, and, because they are told to, when we are killed."""

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
                env=base | {"PYTHONUNBUFFERED": "1"} | with_us() | dict(environment),
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
