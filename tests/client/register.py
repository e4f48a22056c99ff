"""A register's side of the check for tests: real leaves, tiles, heads and signatures over HTTP, and no
database.

Made of the same protocol and ledger functions as the register. A test makes it dishonest by changing one
thing.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt

from aiqyn import ledger, oprf
from aiqyn.identifiers.key import Key
from aiqyn.law import EffectKind, MeasureKind, Purpose
from aiqyn.protocol import access, number, rice, routes, subject, token_set, tokens
from aiqyn.protocol.confirmation import InForce, NoLonger, NoOrder, Outcome, Reply, Request
from aiqyn.protocol.head import Head
from aiqyn.protocol.leaves import KeyLeaf, ReleaseLeaf, SanctionLeaf

BORDER = Purpose.BORDER_DEPARTURE
LEDGER = ledger.NoteSigner("register.test/ledger", bytes([1]) * 32)
REGISTER = ledger.NoteSigner("register.test/register", bytes([2]) * 32)
STRANGER = bytes([9]) * 32


@dataclass
class Leaf:
    """A leaf before it is opened."""

    content: Mapping[str, Any]
    salt: bytes
    index: int | None


@dataclass
class Order:
    """An order with everything that opens it."""

    leaf: Leaf
    salt: bytes
    effect: EffectKind = EffectKind.BAR
    release: Leaf | None = None


@dataclass
class Book:
    """A ledger in a folder."""

    folder: Path
    signer: ledger.NoteSigner = LEDGER
    store: ledger.TileStore = field(init=False)
    always: ledger.OpenedLeaf | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.store = ledger.TileStore(self.folder)

    def write(self, content: Mapping[str, Any], *, tick: bool = True) -> Leaf:
        """Write a leaf; without a tick it stays pending."""
        leaf = Leaf(content, os.urandom(32), self.store.size if tick else None)
        if tick:
            self.store.append([ledger.commitment(leaf.salt, ledger.canonical_json(content))])
            self.store.publish(self.signer)
        return leaf

    def fill(self, count: int) -> None:
        """Write `count` leaves of others."""
        self.store.append([os.urandom(32) for _ in range(count)])
        self.store.publish(self.signer)

    def open(self, leaf: Leaf) -> ledger.OpenedLeaf:
        """Open a leaf under the newest checkpoint, unless a test wants what it opened before."""
        if self.always is not None:
            return self.always
        if leaf.index is None:
            return ledger.OpenedLeaf(leaf.content, leaf.salt, None, (), "")
        size = self.store.size
        proof = ledger.inclusion_proof(leaf.index, size, self.store.read_at(size))
        return ledger.OpenedLeaf(
            leaf.content, leaf.salt, leaf.index, tuple(proof), self.store.signed_checkpoint() or ""
        )


class Register:
    """One register for one purpose and day. Use as a context; `url` is where it listens."""

    def __init__(self, folder: Path, day: date, key: oprf.KeyPair | bytes) -> None:
        self.day = day
        self.public_key = key if isinstance(key, bytes) else bytes(key.public)
        self.book = Book(folder / "ledger")
        self.key_leaf = self.book.write(KeyLeaf(BORDER, day, self.public_key).content())
        self.orders: dict[bytes, Order] = {}
        self.listed: list[int] = []
        self.sets: dict[str, bytes] = {}
        self.requests: list[str] = []
        self.asked: list[Request] = []
        self.number = 0
        # What a dishonest register does: each can be replaced by a test.
        self.change_head: Callable[[Head], Head] = lambda head: head
        self.change_reply: Callable[[Reply], Reply] = lambda reply: reply
        self.head_signer = self.reply_signer = REGISTER
        self.override: dict[str, tuple[int, bytes]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.publish([])

    def __enter__(self) -> Register:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def publish(self, added: list[int]) -> None:
        """Publish additions as the next set."""
        self.listed += added
        self.number += 1
        self.file = token_set.build(self.listed)
        self.sets[hashlib.sha256(self.file).hexdigest()] = rice.encode(self.file)

    def sanction(self, key: Key, output: bytes, **changes: Any) -> Order:
        """Bring an order about a key into force and publish its token."""
        salt = os.urandom(32)
        leaf = SanctionLeaf(
            measure="M-1",
            measure_kind=MeasureKind.DEPARTURE_RESTRICTION,
            court="7514",
            authority="Almaty court",
            writ="W-1",
            article="Art. 33",
            rule="ground-debt",
            sanctioned_on=self.day,
            ends_on=self.day + timedelta(30),
            subject=subject.commit(salt, subject.of_key(key)),
        )
        order = Order(self.book.write(replace(leaf, **changes).content()), salt)
        self.orders[tokens.output_digest(output)] = order
        self.publish([tokens.token_of(output)])
        return order

    def release(self, output: bytes, *, tick: bool = True) -> Leaf:
        """End an order."""
        leaf = self.book.write(ReleaseLeaf("M-1", "paid", "2026-11-25T12:00:00+05:00").content(), tick=tick)
        self.orders[tokens.output_digest(output)].release = leaf
        return leaf

    def head(self) -> str:
        """The signed head of this moment."""
        head = Head(
            BORDER,
            self.day,
            self.number,
            len(self.file) // 8,
            hashlib.sha256(self.file).digest(),
            int(time.time()),
        )
        return self.change_head(head).sign(self.head_signer)

    def confirm(self, request: Request, point: str) -> str:
        """The signed reply to a request."""
        self.asked.append(request)
        reply = Reply.to(request, point=point, at=int(time.time()), outcome=self._outcome(request))
        return self.change_reply(reply).sign(self.reply_signer)

    def _outcome(self, request: Request) -> Outcome:
        order = self.orders.get(tokens.output_digest(request.output))
        if order is None:
            return NoOrder()
        if order.release is not None:
            return NoLonger(self.book.open(order.release))
        return InForce(self.book.open(order.leaf), order.salt, order.effect, number.make(12345))

    def answer(self, method: str, path: str, body: bytes, token: str) -> tuple[int, bytes]:
        """Status and body of one request."""
        self.requests.append(f"{method} {path}")
        if path in self.override:
            return self.override[path]
        _, _, rest = path.partition("/check/")
        if path == f"/check/{BORDER}/head":
            return 200, self.head().encode()
        if rest.startswith("sets/"):
            file = self.sets.get(rest.removeprefix("sets/").removesuffix(".rice"))
            return (404, b"") if file is None else (200, file)
        if path == f"/check/{BORDER}/{self.day}/key":
            return 200, json.dumps(self.book.open(self.key_leaf).to_json()).encode()
        if (method, path) == ("POST", "/check/confirm"):
            # The keys of points are the evaluator's to check in these tests; the name is read from the
            # claims.
            point = jwt.decode(token, options={"verify_signature": False})["iss"]
            return 200, self.confirm(Request.from_json(body), point).encode()
        if path == routes.GRANT:  # for a test in which this server plays the evaluator, too
            return 200, access.Granted("a-token", 300, BORDER.value).to_json()
        if path.startswith("/ledger/"):
            file_path = self.book.folder / path.removeprefix("/ledger/")
            return (200, file_path.read_bytes()) if file_path.is_file() else (404, b"")
        return 404, b""


def _handler(register: Register) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _reply(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, content = register.answer(method, self.path, body, token)
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", content.decode())
                content = b""
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            self._reply("GET")

        def do_POST(self) -> None:
            self._reply("POST")

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return Handler
