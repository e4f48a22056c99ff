"""What a point keeps of an *unexplained match*: the register's own signed words, enough to show what it did.

A token stood in the signed set and the register could not open an order behind it (`spec/check.md`, 12). Nothing is
done to the person, so nothing of the person is kept: neither fact stands here, and after the day, when the evaluation
key is destroyed, nobody can find out from the output whom it was about. A file holds the signed head, the request, and
the signed reply; beside it lies the set that the head names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aiqyn.client.reasons import Reason
from aiqyn.client.store import Store
from aiqyn.ledger.commitment import canonical_json
from aiqyn.ledger.note import NoteVerifier
from aiqyn.protocol import strict, token_set, tokens
from aiqyn.protocol.confirmation import Reply, Request
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.head import Head

FOLDER = "evidence"
_VERSION = "aiqyn unexplained match v1"
_FIELDS = ("evidence", "reason", "head", "request", "reply")


@dataclass(frozen=True, slots=True)
class Unexplained:
    """One unexplained match: why, the signed head, the request with its output, the signed reply."""

    reason: Reason
    head: str
    request: Request
    reply: str

    def to_json(self) -> bytes:
        """The file's content."""
        return canonical_json(
            {
                "evidence": _VERSION,
                "reason": self.reason.value,
                "head": self.head,
                "request": json.loads(self.request.to_json()),
                "reply": self.reply,
            }
        )

    @classmethod
    def from_json(cls, content: bytes) -> Unexplained:
        """Read a file; ProtocolError names the field that is wrong."""
        document = strict.json_object(content, "evidence", most=200_000)
        strict.only(document, _FIELDS, "evidence")
        if document.get("evidence") != _VERSION:
            raise ProtocolError("evidence", f"must be an {_VERSION}")
        head, reply = strict.present(document, "head"), strict.present(document, "reply")
        if not isinstance(head, str) or not isinstance(reply, str):
            raise ProtocolError("evidence", "head and reply must be signed notes")
        return cls(
            reason=strict.choice(Reason, document.get("reason"), "reason"),
            head=head,
            request=Request.from_json(json.dumps(strict.present(document, "request"))),
            reply=reply,
        )

    def verify(self, register: NoteVerifier, file: token_set.Buffer) -> None:
        """Hold it against the register's key and the set: did the register sign a list with this token, and this
        answer to it? ProtocolError when not. `file` is the set that the head names.
        """
        head, reply = Head.open(self.head, register), Reply.open(self.reply, register)
        token_set.check(file, head.digest, head.count)
        if (head.purpose, head.day) != (self.request.purpose, self.request.day):
            raise ProtocolError("head", "is of another purpose or day than the request")
        if not token_set.contains(file, tokens.token_of(self.request.output)):
            raise ProtocolError("token", "does not stand in the signed set")
        reply.check(self.request, point=reply.point, now=self.request.at)


class Evidence:
    """The kept matches of one point. Nothing here is ever replaced, sent or deleted by the client."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = Store(folder)

    def keep(self, match: Unexplained, digest: bytes) -> None:
        """Keep a match, and the set of that digest beside it. OSError when the disk does not take it."""
        name = f"{match.request.day.isoformat()}-{match.request.nonce.hex()}.json"
        self._store.write(f"{FOLDER}/{name}", match.to_json())
        with suppress(FileExistsError):
            # A second name for the same bytes: the day's clearing of old sets leaves this one.
            os.link(self._folder / "sets" / digest.hex(), self._folder / FOLDER / f"{digest.hex()}.set")

    def all(self) -> Iterator[tuple[Path, Unexplained]]:
        """Every kept match with its file, the oldest first. ProtocolError for a file that is none."""
        for path in sorted((self._folder / FOLDER).glob("*.json")):
            yield path, Unexplained.from_json(path.read_bytes())

    def verify(self, match: Unexplained, register: NoteVerifier) -> None:
        """As `Unexplained.verify`, with the kept set. ProtocolError when the set is gone or anything does not hold."""
        digest = Head.open(match.head, register).digest
        try:
            file = (self._folder / FOLDER / f"{digest.hex()}.set").read_bytes()
        except FileNotFoundError:
            raise ProtocolError("token set", "is not kept beside it") from None
        match.verify(register, file)
