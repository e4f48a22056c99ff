"""Strictness: every message with one thing wrong is refused by the field that is wrong, and never repeats a
value.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from aiqyn import ledger, oprf
from aiqyn.law import MeasureKind, Purpose
from aiqyn.protocol import evaluation, key_announcement, routes, strict, subject
from aiqyn.protocol.confirmation import InForce, NoLonger, NoOrder, Outcome, Reply, Request
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.head import Head
from aiqyn.protocol.leaves import KeyLeaf, ReleaseLeaf, SanctionLeaf
from tests.protocol.vectors import vectors

KNOWN = vectors("confirmation")
REGISTER = ledger.NoteSigner("register.example/register", bytes([2]) * 32)
REQUEST: dict[str, Any] = json.loads(KNOWN["request"])
REPLY = KNOWN["replies"]["in-force"].split("\n\n")[0].split("\n")[1]
NOW = KNOWN["now"]
DAY = date(2026, 11, 25)


def refused(read: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(ProtocolError) as caught:
        read(*arguments)
    return caught.value.field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": "metro-gate"}, "purpose"), ({"purpose": None}, "purpose"),
        ({"day": "2026-11-31"}, "day"), ({"day": "2026-11-25 "}, "day"), ({"day": 20261125}, "day"),
        ({"output": "00"}, "output"),
        ({"output": REQUEST["output"].upper()}, "output"), ({"nonce": REQUEST["nonce"][:-1]}, "nonce"),
        ({"nonce": "٠" * 32}, "nonce"), ({"at": "1795600003"}, "at"), ({"at": True}, "at"),
        ({"at": -1}, "at"),
        ({"at": 1.5}, "at"), ({"at": 2**63}, "at"), ({"iin": "900524350102"}, "request"),
    ],
)  # fmt: skip
def test_a_request_with_one_thing_wrong(change: dict[str, Any], field: str) -> None:
    assert refused(lambda: Request.from_json(json.dumps(REQUEST | change))) == field


@pytest.mark.parametrize("missing", sorted(REQUEST))
def test_a_request_with_one_thing_missing(missing: str) -> None:
    cut = {name: value for name, value in REQUEST.items() if name != missing}
    assert refused(lambda: Request.from_json(json.dumps(cut))) == missing


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{", b"\xff", b'{"at":NaN}', b'{"at":1,"at":1}', b"[" * 1_000, b" " * 2_001],
    ids=["empty", "list", "null", "half", "not UTF-8", "NaN", "twice", "deep", "long"],
)
def test_a_request_that_is_no_object(body: bytes) -> None:
    assert refused(lambda: Request.from_json(body)) == "request"


def test_a_request_lives_a_minute() -> None:
    request = Request.from_json(KNOWN["request"])
    for now in (request.at - 60, request.at, request.at + 60):
        request.check_time(now)
    for late in (request.at - 60.5, request.at + 60.5):
        assert refused(request.check_time, late) == "at"


def reply_with(**change: Any) -> str:
    document = json.loads(REPLY) | change
    return f"aiqyn confirmation v1\n{json.dumps({k: v for k, v in document.items() if v is not ...})}\n"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "maybe"}, "status"), ({"status": ...}, "status"), ({"point": "Desk 1"}, "point"),
        ({"purpose": "x"}, "purpose"), ({"day": "x"}, "day"), ({"nonce": "x"}, "nonce"),
        ({"output_sha256": "x"}, "output_sha256"), ({"at": "1"}, "at"), ({"order": {}}, "order"),
        ({"order": ...}, "order"), ({"subject_salt": "00"}, "subject_salt"), ({"effect": "arrest"}, "effect"),
        ({"number": "00000-00C1S0"}, "number"), ({"number": "0000000C1SW"}, "number"),
        ({"number": 1}, "number"),
        ({"release": {}}, "confirmation"), ({"status": "no-order"}, "confirmation"),
        ({"status": "no-longer-in-force"}, "confirmation"),
    ],
)  # fmt: skip
def test_a_reply_with_one_thing_wrong(change: dict[str, Any], field: str) -> None:
    assert refused(lambda: Reply.parse(reply_with(**change))) == field


@pytest.mark.parametrize(
    "text", ["", REPLY, f"aiqyn confirmation v2\n{REPLY}\n", reply_with() + "\n", reply_with()[:-1]]
)
def test_a_reply_of_another_form(text: str) -> None:
    assert refused(lambda: Reply.parse(text)) == "confirmation"


def test_a_reply_is_signed_by_the_register_and_by_nobody_else() -> None:
    stranger = ledger.NoteSigner(REGISTER.name, bytes(32))
    note = KNOWN["replies"]["in-force"]
    assert refused(lambda: Reply.open(note, stranger.verifier)) == "confirmation"
    assert refused(lambda: Reply.open(note.replace("bar", "hold"), REGISTER.verifier)) == "confirmation"
    assert refused(lambda: Reply.open("", REGISTER.verifier)) == "confirmation"


@pytest.mark.parametrize("name", list(KNOWN["replies"]))
def test_what_is_signed_is_read_as_it_was(name: str) -> None:
    reply = Reply.open(KNOWN["replies"][name], REGISTER.verifier)
    assert Reply.open(reply.sign(REGISTER), REGISTER.verifier) == reply
    outcome: Outcome = reply.outcome
    assert isinstance(outcome, InForce | NoLonger | NoOrder)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"point": "desk-2"}, "point"), ({"purpose": Purpose.PUBLIC_SERVICE_CENTRE}, "purpose"),
        ({"day": DAY + timedelta(1)}, "day"), ({"nonce": bytes(16)}, "nonce"),
        ({"output_sha256": bytes(32)}, "output_sha256"), ({"at": NOW + 61}, "at"), ({"at": NOW - 61}, "at"),
    ],
)  # fmt: skip
def test_a_reply_is_bound_to_its_question(change: dict[str, Any], field: str) -> None:
    request = Request.from_json(KNOWN["request"])
    reply = Reply.open(KNOWN["replies"]["no-order"], REGISTER.verifier)
    assert refused(lambda: replace(reply, **change).check(request, point=KNOWN["point"], now=NOW)) == field


def head_at(at: int) -> Head:
    return Head(Purpose.BORDER_DEPARTURE, DAY, 1, 0, bytes(32), at)


def test_a_head_is_of_its_purpose_its_day_and_of_now() -> None:
    def check(head: Head, **change: Any) -> None:
        asked: dict[str, Any] = {
            "purpose": Purpose.BORDER_DEPARTURE, "day": DAY, "now": 1000.0, "oldest": timedelta(seconds=60),
        }  # fmt: skip
        head.check(**asked | change)

    for at in (940, 1000, 1030):
        check(head_at(at))
    for at in (939, 1031):
        assert refused(check, head_at(at)) == "at"
    assert refused(lambda: check(head_at(1000), day=DAY + timedelta(1))) == "day"
    assert refused(lambda: check(head_at(1000), purpose=Purpose.IMPOUND_LOT)) == "purpose"


def test_a_head_is_signed_by_the_register_and_by_nobody_else() -> None:
    note = head_at(5).sign(REGISTER)
    assert Head.open(note, REGISTER.verifier) == head_at(5)
    stranger = ledger.NoteSigner(REGISTER.name, bytes(32))
    assert refused(lambda: Head.open(note, stranger.verifier)) == "head"
    assert refused(lambda: Head.open(note.replace("\n5\n", "\n6\n"), REGISTER.verifier)) == "head"
    # A reply is no head, though the same key signs both.
    assert refused(lambda: Head.open(KNOWN["replies"]["no-order"], REGISTER.verifier)) == "head"


SANCTION = SanctionLeaf(
    "M-1",
    MeasureKind.DEPARTURE_RESTRICTION,
    "7514",
    "Court",
    "W-1",
    "Art. 33",
    "ground-debt",
    DAY,
    DAY,
    bytes(32),
)


def test_leaves_are_read_as_they_were_written() -> None:
    assert SanctionLeaf.read(SANCTION.content()) == SANCTION
    assert SanctionLeaf.read(SANCTION.content() | {"act": 7}) == SANCTION
    release, key = ReleaseLeaf("M-1", "paid", "now"), KeyLeaf(Purpose.IMPOUND_LOT, DAY, bytes(32))
    assert ReleaseLeaf.read(release.content()) == release
    assert KeyLeaf.read(key.content()) == key


@pytest.mark.parametrize("field", sorted(SANCTION.content()))
@pytest.mark.parametrize("value", [..., None, 7, "", "line\nbreak"])
def test_a_sanction_with_one_thing_wrong(field: str, value: object) -> None:
    content = {k: v for k, v in (SANCTION.content() | {field: value}).items() if v is not ...}
    assert refused(lambda: SanctionLeaf.read(content)) == field


def test_a_leaf_of_another_kind_is_not_read() -> None:
    kinds: list[Callable[[dict[str, Any]], object]] = [ReleaseLeaf.read, KeyLeaf.read]
    for read in kinds:
        assert refused(read, SANCTION.content()) == "kind"
    assert refused(lambda: SanctionLeaf.read(ReleaseLeaf("a", "b", "c").content())) == "kind"


def test_a_key_whose_leaf_is_pending_is_not_announced() -> None:
    pending = ledger.OpenedLeaf(KNOWN["key_announcement"]["content"], bytes(32), None, (), "")
    verifier = ledger.NoteVerifier.from_vkey(KNOWN["ledger_vkey"])
    assert refused(lambda: key_announcement.verify(pending, Purpose.BORDER_DEPARTURE, DAY, verifier)) == "key"


def test_frames_of_an_evaluation() -> None:
    inputs = [b"a", b"b"]
    scalars = [oprf.scalar_from_uniform(os.urandom(64)) for _ in inputs]
    blinded = oprf.blind(inputs, scalars)
    pair = oprf.derive_key_pair(bytes(32), b"test")
    body = evaluation.write_request(blinded)
    assert evaluation.read_request(body) == blinded
    answer = oprf.evaluate(pair, evaluation.read_request(body), scalars[0])
    framed = evaluation.write_reply(answer)
    assert len(framed) == 2 * 32 + 64
    assert evaluation.read_reply(framed, 2) == answer
    for count in (1, 3):
        assert refused(evaluation.read_reply, framed, count) == "evaluation"
    assert refused(lambda: evaluation.read_reply(bytes(32) + framed[32:], 2)) == "elements"
    for wrong in (b"", body[:-1], bytes(32), b"\xff" * 32, blinded[0] * 65_536):
        assert refused(evaluation.read_request, wrong) == "elements"


def test_a_subject_is_an_iin_in_its_normal_form() -> None:
    for wrong in ("", "90052435010", "9005243501022", "٩٠٠٥٢٤٣٥٠١٠٢", "90052435010a"):
        assert refused(subject.of_person, wrong) == "subject"
    assert refused(lambda: subject.commit(b"short", b"900524350102")) == "subject_salt"


def test_no_fact_is_part_of_an_address() -> None:
    assert routes.head(Purpose.BORDER_DEPARTURE) == "/check/border-departure/head"
    assert routes.token_set(bytes(32)) == "/check/sets/" + "00" * 32
    assert routes.day_key(Purpose.BORDER_DEPARTURE, DAY) == "/check/border-departure/2026-11-25/key"
    assert routes.evaluate(Purpose.BORDER_DEPARTURE, DAY) == "/v1/evaluate/border-departure/2026-11-25"
    assert routes.tile("tile/0/x001/234.p/5") == "/ledger/tile/0/x001/234.p/5"


@pytest.mark.parametrize("text", ["01", "+1", "-1", "1_0", "١", "", "1 ", "9223372036854775808"])
def test_whole_numbers_have_one_form(text: str) -> None:
    assert refused(lambda: strict.whole_text(text, "number")) == "number"


def test_an_error_names_the_field_and_never_the_value() -> None:
    wrong = REQUEST | {"output": "900524350102"}
    with pytest.raises(ProtocolError) as caught:
        Request.from_json(json.dumps(wrong))
    assert "900524350102" not in str(caught.value)
    with pytest.raises(ProtocolError) as caught:
        Request.from_json(json.dumps(REQUEST | {"900524350102": 1}))
    assert "900524350102" not in str(caught.value)
