"""A real evaluator for tests: granian on a free port, with a manifest of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn.evaluator import config
from aiqyn.law import Purpose
from aiqyn.protocol import credential, manifest
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.manifest import ListedPoint

_RUN = """
import argparse, sys
from aiqyn.evaluator import commands
parser = argparse.ArgumentParser()
commands.add_evaluate(parser.add_subparsers())
arguments = parser.parse_args(sys.argv[1:])
raise SystemExit(arguments.run(arguments))
"""
POOL = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(10))


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listed(point: str, purpose: Purpose | None, key: Ed25519PrivateKey) -> ListedPoint:
    """A manifest's entry for a key."""
    return ListedPoint(point, purpose, key.public_key().public_bytes_raw())


def token(key: Ed25519PrivateKey, point: str, *, at: float | None = None) -> str:
    """A credential for the evaluator."""
    now = int(time.time() if at is None else at)
    return credential.issue(key, point, Audience.EVALUATOR, now=now, identifier=os.urandom(8).hex())


class EvaluatorProcess:
    """One evaluator. Started by `start`, ended by `stop`; its log is a file."""

    def __init__(
        self, folder: Path, points: Iterable[ListedPoint], *, workers: int = 1, shared: Path | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.points = list(points)
        self.folder = shared or folder / "evaluator"
        self.manifest = folder / "points.json"
        self.log = folder / "evaluator.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.list(self.points)
        self.config = config.write(
            folder / "evaluator.toml", folder=self.folder, points=self.manifest, port=self.port, workers=workers
        )
        self._process: subprocess.Popen[bytes] | None = None

    def list(self, points: Iterable[ListedPoint]) -> None:
        """Write the manifest of points."""
        self.manifest.write_text(manifest.write(points))

    @property
    def pid(self) -> int:
        """Granian's parent."""
        assert self._process is not None
        return self._process.pid

    @property
    def worker(self) -> int:
        """Granian's worker."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        assert len(children) == 1
        return int(children[0])

    def start(self, **environment: str) -> EvaluatorProcess:
        """Start and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUN, "evaluate", "--config", str(self.config)],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ["PATH"], **environment},
                cwd=self.folder.parent,
            )
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                if POOL.request("GET", f"{self.url}/v1/keys").status == 200:
                    return self
            except urllib3.exceptions.HTTPError:
                assert self._process.poll() is None, self.log.read_text()
                time.sleep(0.05)
        raise AssertionError("the evaluator does not answer: " + self.log.read_text())

    def stop(self) -> None:
        """End it orderly."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=15)
            self._process = None

    def kill(self) -> None:
        """End the parent as `kill -9` does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(timeout=15)
        self._process = None

    def public_keys(self) -> dict[str, dict[str, str]]:
        """What `/v1/keys` says."""
        keys: dict[str, dict[str, str]] = POOL.request("GET", f"{self.url}/v1/keys").json()
        return keys

    def today(self) -> date:
        """The evaluator's day."""
        return date.fromisoformat(min(self.public_keys()["border-departure"]))
