"""The vectors of `spec/delivery.md`, and what a desk refuses to believe."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aiqyn import ledger
from aiqyn.protocol.delivery import DeliveryStatus, Outcome, Reply, Request
from aiqyn.protocol.errors import ProtocolError

KNOWN: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "spec" / "vectors" / "delivery.json").read_text(encoding="utf-8")
)
REGISTER = ledger.NoteVerifier.from_vkey(KNOWN["register_vkey"])


def test_the_request_is_written_and_read() -> None:
    request = Request.from_json(KNOWN["request"])
    assert request.outcome is Outcome.ACKNOWLEDGED
    assert request.to_json().decode() == KNOWN["request"]
    request.check_time(KNOWN["now"])
    assert "700" not in repr(request)


@pytest.mark.parametrize("status", list(DeliveryStatus))
def test_every_status_has_its_reply(status: DeliveryStatus) -> None:
    reply = Reply.open(KNOWN["replies"][status.value], REGISTER)
    assert reply.status is status
    reply.check(Request.from_json(KNOWN["request"]), point=KNOWN["point"], now=KNOWN["now"])
    assert "700" not in KNOWN["replies"][status.value]


@pytest.mark.parametrize("number", range(len(KNOWN["refused_requests"])))
def test_a_wrong_request_is_refused_by_its_field(number: int) -> None:
    refused = KNOWN["refused_requests"][number]
    with pytest.raises(ProtocolError) as caught:
        Request.from_json(refused["body"])
    assert caught.value.field == refused["field"]


@pytest.mark.parametrize("number", range(len(KNOWN["refused_texts"])))
def test_a_wrong_reply_is_refused_by_its_field(number: int) -> None:
    refused = KNOWN["refused_texts"][number]
    with pytest.raises(ProtocolError) as caught:
        Reply.parse(refused["text"])
    assert caught.value.field == refused["field"]


@pytest.mark.parametrize("change", [{"point": "centre-2"}, {"nonce": bytes(16)}, {"number": "8QK2M-4T7WZX"}, {"at": 0}])
def test_a_reply_to_something_else_is_refused(change: dict[str, Any]) -> None:
    request = Request.from_json(KNOWN["request"])
    reply = replace(Reply.open(KNOWN["replies"]["recorded"], REGISTER), **change)
    with pytest.raises(ProtocolError):
        reply.check(request, point=KNOWN["point"], now=KNOWN["now"])


def test_another_key_is_not_the_registers() -> None:
    stranger = ledger.NoteSigner("register.example/register", bytes([9]) * 32)
    note = Reply.parse(Reply.open(KNOWN["replies"]["recorded"], REGISTER).text()).sign(stranger)
    with pytest.raises(ProtocolError):
        Reply.open(note, REGISTER)
