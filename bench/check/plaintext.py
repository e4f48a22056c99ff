"""A plaintext look-up on the same stack: the same server, threads, credential and pace; two facts in the open.

What a register without any privacy would do: `POST /plain` with IIN and document, an answer from a set in memory.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import time
from functools import partial
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from aiqyn.client.config import Config
from aiqyn.client.credentials import Credentials
from aiqyn.client.transport import Transport
from aiqyn.evaluator import config
from aiqyn.evaluator.application import StartResponse
from aiqyn.evaluator.asking import Environ
from aiqyn.evaluator.assembly import Evaluator
from aiqyn.protocol import token_set
from aiqyn.simulate.ports import Ports

_THREADS = 16


def _load(configuration: Path, entries: Path, *_: object) -> object:
    evaluator = Evaluator(config.load(configuration))
    listed = entries.read_bytes()

    def answer(environ: Environ, start: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] != "/plain":
            return list(evaluator.application(environ, start))
        evaluator.access.point(environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer "))
        asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        text = f"{asked['iin']}|{asked['document']}".encode()
        token = int.from_bytes(hashlib.sha256(text).digest()[:8], "big")
        body = json.dumps({"listed": token_set.contains(listed, token)}).encode()
        start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _serve(configuration: Path, entries: Path, port: int, workers: int) -> None:
    server = Server(
        target="plain", address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=_THREADS, websockets=False, log_access=False, log_level=LogLevels.error,
    )  # fmt: skip
    server.serve(target_loader=partial(_load, configuration, entries), wrap_loader=False)


class Plaintext:
    """The server in a process of its own, and a desk's connection to it."""

    def __init__(self, configuration: Path, entries: Path, desk: Config, workers: int) -> None:
        self._ports = Ports(24_000, 1)
        (port,) = self._ports.numbers
        self._url = f"http://127.0.0.1:{port}"
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=partial(_serve, configuration, entries, port, workers))
        self._process.start()
        self._transport = Transport()
        self._credentials = Credentials(desk.key(), desk.point, self._transport, time.time)
        ends = time.monotonic() + 20
        while True:
            try:
                self.ask(0)
                break
            except Exception:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.2)

    def ask(self, number: int) -> float:
        """Ask once; milliseconds."""
        begun = time.perf_counter()
        body = json.dumps({"iin": "850615300073", "document": f"KAZ:N{number:08d}"}).encode()
        token = self._credentials.at_evaluator(self._url)
        reply = self._transport.post(f"{self._url}/plain", body, "application/json", token, 200, again=True)
        if json.loads(reply)["listed"]:
            raise RuntimeError("somebody who is not there was found")
        return (time.perf_counter() - begun) * 1e3

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.join(10)
