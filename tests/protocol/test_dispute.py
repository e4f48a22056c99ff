"""The vectors of `spec/dispute.md`, and what a desk refuses to believe."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aiqyn import ledger
from aiqyn.protocol.dispute import DisputeStatus, Reply, Request
from aiqyn.protocol.errors import ProtocolError

KNOWN: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "spec" / "vectors" / "dispute.json").read_text(encoding="utf-8")
)
REGISTER = ledger.NoteVerifier.from_vkey(KNOWN["register_vkey"])
SIGNER = ledger.NoteSigner("register.example/register", bytes([2]) * 32)


def test_the_request_is_written_and_read() -> None:
    request = Request.from_json(KNOWN["request"])
    assert request.to_json().decode() == KNOWN["request"]
    request.check_time(KNOWN["now"])


@pytest.mark.parametrize("status", list(DisputeStatus))
def test_every_status_has_its_reply(status: DisputeStatus) -> None:
    reply = Reply.open(KNOWN["replies"][status.value], REGISTER)
    assert reply.status is status
    assert reply.sign(SIGNER) == KNOWN["replies"][status.value]
    reply.check(Request.from_json(KNOWN["request"]), point=KNOWN["point"], now=KNOWN["now"])
    answered = reply.raised is not None and reply.raised.answered_at is not None
    assert answered is (status in {DisputeStatus.SUSPENDED, DisputeStatus.CONFIRMED, DisputeStatus.ENDED})


@pytest.mark.parametrize("refused", KNOWN["refused_requests"], ids=lambda one: one["field"])
def test_a_wrong_request_is_refused_by_its_field(refused: dict[str, str]) -> None:
    with pytest.raises(ProtocolError) as caught:
        Request.from_json(refused["body"])
    assert caught.value.field == refused["field"]


@pytest.mark.parametrize("refused", KNOWN["refused_texts"], ids=lambda one: one["field"])
def test_a_wrong_reply_is_refused_by_its_field(refused: dict[str, str]) -> None:
    with pytest.raises(ProtocolError) as caught:
        Reply.parse(refused["text"])
    assert caught.value.field == refused["field"]


@pytest.mark.parametrize("seconds", [-61, 61])
def test_a_request_lives_a_minute(seconds: int) -> None:
    request = Request.from_json(KNOWN["request"])
    with pytest.raises(ProtocolError, match="at"):
        request.check_time(request.at + seconds)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("point", {"point": "border-2"}),
        ("number", {"number": "00000-00C1SW"}),
        ("nonce", {"nonce": bytes(16)}),
        ("at", {"at": 1}),
    ],
)
def test_a_reply_to_something_else_is_not_believed(field: str, change: dict[str, Any]) -> None:
    reply = replace(Reply.open(KNOWN["replies"]["open"], REGISTER), **change)
    with pytest.raises(ProtocolError) as caught:
        reply.check(Request.from_json(KNOWN["request"]), point=KNOWN["point"], now=KNOWN["now"])
    assert caught.value.field == field


def test_a_stranger_signs_nothing() -> None:
    text = Reply.open(KNOWN["replies"]["suspended"], REGISTER).text()
    forged = ledger.NoteSigner("register.example/register", bytes([9]) * 32).sign(text)
    with pytest.raises(ProtocolError, match="signature"):
        Reply.open(forged, REGISTER)
