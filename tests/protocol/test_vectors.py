"""Every vector of `spec/check.md` holds, and every one that is marked as wrong is refused."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import ledger, oprf
from aiqyn.client.evidence import Unexplained
from aiqyn.identifiers import document
from aiqyn.identifiers.key import Chassis, ForeignPersonKey, Key, PersonKey, Plate, VehicleKey, Vin
from aiqyn.law import MeasureKind, Purpose
from aiqyn.protocol import access, credential, evaluation, key_announcement, number, subject, token_set, tokens
from aiqyn.protocol.confirmation import BUCKET, InForce, NoLonger, NoOrder, Reply, Request, Shadow
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.errors import ProtocolError
from aiqyn.protocol.head import Head
from aiqyn.protocol.leaves import ReleaseLeaf, SanctionLeaf, SuspensionLeaf
from tests.protocol.vectors import FOLDER, vectors

DAY = date(2026, 11, 25)
VEHICLES: dict[str, type[Plate] | type[Vin] | type[Chassis]] = {
    "vehicle-plate": Plate,
    "vehicle-vin": Vin,
    "vehicle-chassis": Chassis,
}


def test_tokens_and_their_set() -> None:
    known = vectors("token-set")
    outputs = [bytes.fromhex(output) for output in known["outputs"]]
    assert [str(tokens.token_of(output)) for output in outputs] == known["tokens"]
    assert [tokens.output_digest(output).hex() for output in outputs] == known["output_sha256"]
    file = token_set.build(int(token) for token in known["tokens"])
    assert file.hex() == known["file"]
    token_set.check(file, bytes.fromhex(known["digest"]), known["count"])
    assert all(token_set.contains(file, int(token)) for token in known["tokens"])
    assert not any(token_set.contains(file, int(token)) for token in known["not_in_the_set"])
    for refused in known["refused_files"]:
        wrong = bytes.fromhex(refused["file"])
        with pytest.raises(ProtocolError):
            token_set.check(wrong, token_set.digest(wrong), len(wrong) // 8)


def test_confirmation_numbers() -> None:
    known = vectors("number")
    for pair in known["numbers"]:
        assert number.make(int(pair["bits"])) == pair["number"]
    for pair in known["read"]:
        assert number.read(pair["typed"]) == pair["number"]
    for refused in known["refused"]:
        with pytest.raises(ProtocolError):
            number.read(refused)


def test_subjects() -> None:
    known = vectors("subject")
    for entry in known["subjects"]:
        key: Key
        if entry["key"] in VEHICLES:
            key = VehicleKey(VEHICLES[entry["key"]](entry["number"]), entry["certificate"])
        elif entry["key"] == "person":
            key = PersonKey(entry["iin"], document.parse(entry["document"]))
        else:
            key = ForeignPersonKey(document.parse(entry["document"]), date.fromisoformat(entry["birth_date"]))
        assert subject.of_key(key).hex() == entry["subject"]
        assert subject.commit(bytes.fromhex(known["salt"]), subject.of_key(key)).hex() == entry["commitment"]


def test_suspensions() -> None:
    known = vectors("suspension")
    for entry in known["leaves"]:
        leaf = SuspensionLeaf.read(entry["content"])
        assert leaf.content() == entry["content"]
        for moment, day in entry["covers"]:
            assert leaf.covers(datetime.fromisoformat(moment), date.fromisoformat(day))
        for moment, day in entry["not_covers"]:
            assert not leaf.covers(datetime.fromisoformat(moment), date.fromisoformat(day))
    for refused in known["refused"]:
        with pytest.raises(ProtocolError) as caught:
            SuspensionLeaf.read(refused["content"])
        assert caught.value.field == refused["field"]


def test_orders_of_several_numbers() -> None:
    known = vectors("suspension")
    plain = SanctionLeaf(
        "M-7", MeasureKind.VEHICLE_DETENTION, "7501", "Court", "W-7", "unknown", "ground-vehicle-debt", DAY, DAY,
        b"\x11" * 32,
    )  # fmt: skip
    assert "other_subjects" not in plain.content()
    for entry in known["orders"]:
        leaf = SanctionLeaf.read(plain.content() | {"other_subjects": entry["other_subjects"]})
        assert SanctionLeaf.read(leaf.content()) == leaf
        assert all(leaf.names(bytes.fromhex(one)) for one in entry["named"])
        assert not any(leaf.names(bytes.fromhex(one)) for one in entry["not_named"])
    for refused in known["refused_other_subjects"]:
        with pytest.raises(ProtocolError) as caught:
            SanctionLeaf.read(plain.content() | {"other_subjects": refused})
        assert caught.value.field == "other_subjects"


def test_heads() -> None:
    known = vectors("head")
    head = Head.open(known["note"], ledger.NoteVerifier.from_vkey(known["vkey"]))
    assert head == Head(
        Purpose.BORDER_DEPARTURE,
        DAY,
        known["number"],
        known["count"],
        bytes.fromhex(known["digest"]),
        known["at"],
    )
    assert head.text() == known["text"]
    for refused in known["refused_texts"]:
        with pytest.raises(ProtocolError) as caught:
            Head.parse(refused["text"])
        assert caught.value.field == refused["field"]


def test_a_credential() -> None:
    known = vectors("credential")
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["seed"]))
    claims = credential.verify(
        known["token"], Audience(known["audience"]), now=known["now"], key_of=lambda point: key.public_key()
    )
    assert (claims.point, claims.identifier) == (known["point"], known["identifier"])
    assert (
        credential.issue(
            key, known["point"], Audience(known["audience"]), now=known["now"], identifier=known["identifier"]
        )
        == known["token"]
    )


def test_a_whole_confirmation() -> None:
    known = vectors("confirmation")
    register, book = (ledger.NoteVerifier.from_vkey(known[name]) for name in ("register_vkey", "ledger_vkey"))
    key = PersonKey(known["key"]["iin"], document.parse(known["key"]["document"]))
    pair = oprf.derive_key_pair(bytes.fromhex(known["seed"]), bytes.fromhex(known["key_info"]))
    assert oprf.evaluate_directly(pair, key.canonical()).hex() == known["output"]
    opened = ledger.OpenedLeaf.from_json(known["key_announcement"])
    public, checkpoint = key_announcement.verify(opened, Purpose.BORDER_DEPARTURE, DAY, book)
    assert (public, checkpoint.size) == (pair.public, 3)
    with pytest.raises(ProtocolError, match="key"):
        key_announcement.verify(opened, Purpose.BORDER_DEPARTURE, DAY + timedelta(1), book)
    request = Request.from_json(known["request"])
    assert request.to_json().decode() == known["request"]
    assert request.output.hex() == known["output"]
    replies = {name: Reply.open(note, register) for name, note in known["replies"].items()}
    for name, reply in replies.items():
        reply.check(request, point=known["point"], now=known["now"])
        assert reply.status.value == name.partition(",")[0]
        # Ed25519 signatures are deterministic: the same reply is the same note.
        signer = ledger.NoteSigner("register.example/register", bytes([2]) * 32)
        assert signer.sign(reply.text()) == known["replies"][name]
        # What a register sends is padded, and says the same.
        padded = reply.sign(signer)
        assert len(padded.encode()) == BUCKET
        assert Reply.open(padded, register) == reply
    hit, ended, pending, planted = (reply.outcome for reply in replies.values())
    assert isinstance(hit, InForce)
    assert hit.order.verify([book]).size == 3
    assert SanctionLeaf.read(hit.order.content).subject == subject.commit(hit.subject_salt, subject.of_key(key))
    assert isinstance(ended, NoLonger)
    assert ended.release.verify([book]).size == 3
    assert isinstance(pending, NoLonger)
    assert pending.release.pending
    assert ReleaseLeaf.read(pending.release.content) == ReleaseLeaf.read(ended.release.content)
    assert isinstance(planted, NoOrder)


def test_a_trial() -> None:
    known = vectors("shadow")
    verifier = ledger.NoteVerifier.from_vkey(known["vkey"])
    head = Head.open(known["head"], verifier)
    assert head.shadow
    assert head.text() == known["head_text"]
    signer = ledger.NoteSigner("register.example/register", bytes([2]) * 32)
    assert head.sign(signer) == known["head"]
    reply = Reply.open(known["reply"], verifier)
    assert reply.outcome == Shadow()
    assert reply.status.value == "shadow"
    assert signer.sign(reply.text()) == known["reply"]
    for refused in known["refused_heads"]:
        with pytest.raises(ProtocolError) as caught:
            Head.parse(refused)
        assert caught.value.field == "head"
    for refused in known["refused_replies"]:
        with pytest.raises(ProtocolError):
            Reply.parse(refused)


def test_an_access_token_is_asked_for_in_the_standards_words() -> None:
    known = vectors("access")
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["seed"]))
    assertion = credential.issue(key, known["point"], Audience.EVALUATOR, now=known["at"], identifier=known["jti"])
    assert access.request(assertion) == known["parameters"]
    assert urlencode(known["parameters"]) == known["form"]
    assert access.read_request(parse_qsl(known["form"])).assertion == assertion
    for wrong in known["refused_parameters"]:
        with pytest.raises(ProtocolError) as caught:
            access.read_request(list(wrong["parameters"].items()))
        assert caught.value.field == wrong["parameter"]
    granted = access.read_reply(json.dumps(known["reply"]).encode())
    assert json.loads(granted.to_json()) == known["reply"]
    for wrong in known["refused_replies"]:
        with pytest.raises(ProtocolError) as caught:
            access.read_reply(json.dumps(wrong["reply"]).encode())
        assert caught.value.field == wrong["field"]


def test_evidence_holds_or_does_not() -> None:
    known = vectors("evidence")
    register = ledger.NoteVerifier.from_vkey(known["vkey"])
    file = bytes.fromhex(known["file"])
    match = Unexplained.from_json(json.dumps(known["evidence"]).encode())
    match.verify(register, file)
    assert json.loads(match.to_json()) == known["evidence"]
    for wrong in known["refused"]:
        with pytest.raises(ProtocolError):
            Unexplained.from_json(json.dumps(wrong["evidence"]).encode()).verify(register, file)


def test_the_exchange_in_json_is_the_same_exchange() -> None:
    known = json.loads((FOLDER / "oprf-exchange.json").read_text(encoding="utf-8"))
    for case in known["cases"]:
        request, reply = (bytes.fromhex(case[side]) for side in ("request", "reply"))
        elements = [request[at : at + 32].hex() for at in range(0, len(request), 32)]
        assert b"".join(evaluation.read_json_request(json.dumps({"elements": elements}).encode())) == request
        answer = evaluation.read_reply(reply, len(elements))
        told = json.loads(evaluation.write_json_reply(answer))
        assert bytes.fromhex("".join(told["elements"]) + told["proof"]) == reply
