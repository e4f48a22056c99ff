"""Abuse of the evaluator, each kind bounded: floods, enumeration, malformed and identity points, a second purpose."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aiqyn import oprf
from aiqyn.evaluator import counts
from aiqyn.evaluator.application import Application
from aiqyn.evaluator.assembly import GRACE, Evaluator
from aiqyn.evaluator.config import Config
from aiqyn.identifiers import document
from aiqyn.identifiers.key import PersonKey
from aiqyn.law import Purpose, load
from aiqyn.protocol import evaluation, manifest
from aiqyn.simulate.year.wires import ask
from tests.evaluator.process import POOL, EvaluatorProcess, listed, token
from tests.evaluator.test_application import ELEMENT, blinded

BORDER, CENTRE = Purpose.BORDER_DEPARTURE, Purpose.PUBLIC_SERVICE_CENTRE
ZONE = load().timezone
NOON = datetime(2026, 11, 25, 12, tzinfo=ZONE)


class Clock:
    """Unix seconds that a test moves."""

    def __init__(self, at: datetime = NOON) -> None:
        self.now = at.timestamp()

    def __call__(self) -> float:
        return self.now


class Within:
    """An evaluator within this process, at a clock of its own, and desks that ask it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.keys = {name: Ed25519PrivateKey.generate() for name in ("desk", "other", "publisher")}
        points = [listed("desk", BORDER, self.keys["desk"]), listed("other", BORDER, self.keys["other"])]
        folder.mkdir(exist_ok=True)
        (folder / "points.json").write_text(
            manifest.write([*points, listed("publisher", None, self.keys["publisher"])])
        )
        self.clock = clock
        self.folder = folder / "evaluator"
        self.evaluator = Evaluator(Config(self.folder, folder / "points.json"), clock)
        self.evaluator.turn()

    def restart(self) -> None:
        """As after `kill -9`: nothing was settled."""
        self.evaluator = Evaluator(Config(self.folder, self.folder.parent / "points.json"), self.clock)

    def ask(self, body: bytes, point: str = "desk", *, place: str = "", kind: str = "") -> tuple[int, bytes]:
        day = datetime.fromtimestamp(self.clock.now, ZONE).date()
        held = token(self.keys[point], point, at=self.clock.now)
        path = f"/v1/evaluate/{place or f'{BORDER}/{day}'}"
        return ask(self.evaluator.application, "POST", path, body, held, kind)

    def alerts(self) -> dict[str, dict[str, int]]:
        """Today's alerts as an auditor reads them."""
        self.evaluator.turn()
        day = datetime.fromtimestamp(self.clock.now, ZONE).date()
        status, body = ask(self.evaluator.application, "GET", f"/v1/alerts/{day:%Y-%m}")
        assert status == 200
        found: dict[str, dict[str, int]] = json.loads(body)["alerts"].get(day.isoformat(), {})
        return found


@pytest.fixture
def within(tmp_path: Path) -> Within:
    return Within(tmp_path / "e", Clock())


def test_a_window_of_document_numbers_of_a_known_person_takes_days_and_shows(within: Within) -> None:
    """Enumeration: a machine with a desk's credential, an IIN, and the 20,000 numbers of one month's issue."""
    window = [PersonKey("900524350102", document.parse(f"KAZ:N{number:08}")) for number in range(20_000)]
    pace = load().pace(BORDER)
    asked = refused = 0
    while within.clock.now < NOON.timestamp() + 11 * 3_600:
        _, elements = blinded([key.canonical() for key in window[asked : asked + pace.burst]])
        status, _ = within.ask(b"".join(elements))
        asked += pace.burst if status == 200 else 0
        refused += status == 429
        within.clock.now += 30
    # In eleven hours of asking as fast as it is let, the machine got its day's cap and no more.
    assert asked == pace.per_day == 3_000
    assert refused > 100
    assert within.alerts()["desk"]["daily-cap"] > 100
    # A restart gives nothing back, another desk is not slowed, and tomorrow begins at nothing.
    within.restart()
    assert within.ask(ELEMENT)[0] == 429
    assert within.ask(ELEMENT, "other")[0] == 200
    within.clock.now += 4_000
    assert within.ask(ELEMENT)[0] == 200
    within.evaluator.turn()
    assert counts.read(within.folder / "counts", NOON.date())["desk"] == 3_000


def test_a_refusal_says_when_to_come_back_and_costs_no_curve(within: Within, monkeypatch: pytest.MonkeyPatch) -> None:
    burst = load().pace(BORDER).burst
    assert within.ask(ELEMENT * burst)[0] == 200

    def curve(*_: object) -> None:
        raise AssertionError("the curve was touched")

    monkeypatch.setattr("aiqyn.evaluator.application.evaluate", curve)
    monkeypatch.setattr("aiqyn.protocol.evaluation.parse_elements", curve)
    for kind, body in (("", ELEMENT), ("application/json", json.dumps({"elements": [ELEMENT.hex()]}).encode())):
        assert within.ask(body, kind=kind)[0] == 429
    assert within.ask(ELEMENT, place=f"{CENTRE}/{NOON.date()}")[0] == 403
    assert within.ask(ELEMENT, place=f"{BORDER}/2026-11-27")[0] == 403


def test_what_no_clerk_comes_by_is_told_to_the_auditor(within: Within) -> None:
    within.ask(ELEMENT, place=f"{CENTRE}/{NOON.date()}")
    within.ask(ELEMENT, place=f"{BORDER}/2026-11-20")
    within.ask(bytes(32))
    within.ask(b"\xff" * 32)
    assert within.alerts() == {"desk": {"wrong-purpose": 1, "wrong-day": 1, "malformed": 2}}


@pytest.mark.parametrize("bad", [bytes(32), b"\xff" * 32, b"\x01" + bytes(31), ELEMENT[:31] + b"\xff"])
def test_one_bad_point_refuses_the_whole_batch_in_both_forms(within: Within, bad: bytes) -> None:
    body = json.dumps({"elements": [ELEMENT.hex(), bad.hex()]}).encode()
    assert within.ask(ELEMENT + bad)[0] == 400
    assert within.ask(body, kind="application/json")[0] == 400
    within.evaluator.turn()
    assert counts.read(within.folder / "counts", NOON.date()) == {}


def test_json_is_the_same_evaluation_for_people_to_try(within: Within) -> None:
    inputs = [b"one", b"two"]
    scalars, elements = blinded(inputs)
    body = json.dumps({"elements": [one.hex() for one in elements]}).encode()
    status, reply = within.ask(body, kind="application/json; charset=utf-8")
    assert status == 200
    told = json.loads(reply)
    answer = oprf.Evaluation(
        [oprf.Element(bytes.fromhex(one)) for one in told["elements"]], bytes.fromhex(told["proof"])
    )
    public = oprf.PublicKey(within.evaluator.keys.public()[BORDER][NOON.date()])
    outputs = oprf.finalize(inputs, scalars, elements, answer, public)
    status, reply = within.ask(b"".join(elements))
    assert oprf.finalize(inputs, scalars, elements, evaluation.read_reply(reply, 2), public) == outputs


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"elements": []}',
        b'{"elements": ["00"]}',
        b'{"elements": "00"}',
        b'{"elements": [1]}',
        b'{"x": 1}',
    ],
)
def test_json_that_is_no_request_is_refused(within: Within, body: bytes) -> None:
    assert within.ask(body, kind="application/json")[0] == 400


def test_a_request_has_1_to_1000_elements(within: Within) -> None:
    assert within.ask(ELEMENT * 1_000, "publisher")[0] == 200
    assert within.ask(ELEMENT * 1_001, "publisher")[0] == 413
    many = json.dumps({"elements": [ELEMENT.hex()] * 1_001}).encode()
    assert within.ask(many, "publisher", kind="application/json")[0] in (400, 413)


def test_a_flood_through_all_processes_is_held_to_one_burst(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    process = EvaluatorProcess(tmp_path, [listed("desk", BORDER, key)], workers=2).start()
    try:
        held, today = token(key, "desk"), process.today()

        def flood(_: int) -> int:
            url = f"{process.url}/v1/evaluate/{BORDER}/{today}"
            return POOL.request("POST", url, body=ELEMENT, headers={"Authorization": f"Bearer {held}"}).status

        begun = time.monotonic()
        with ThreadPoolExecutor(16) as threads:
            answered = list(threads.map(flood, range(400)))
        pace = load().pace(BORDER)
        most = pace.burst + pace.per_minute / 60 * (time.monotonic() - begun) + 1
        assert pace.burst <= answered.count(200) <= most
        assert set(answered) == {200, 429}
    finally:
        process.stop()


def test_the_key_is_in_no_core_dump_and_no_log(tmp_path: Path) -> None:
    process = EvaluatorProcess(tmp_path, []).start()
    try:
        for pid in (process.pid, process.worker):
            limits = Path(f"/proc/{pid}/limits").read_text()
            line = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
            assert line.split()[4:6] == ["0", "0"]
            # What is not dumpable belongs to root in /proc, whoever runs it; a core's collector is not called either.
            assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
        public = process.public_keys()
        assert public
    finally:
        process.stop()
    log = process.log.read_text()
    sealed = [path.read_bytes() for path in process.folder.rglob("*.key")]
    assert sealed
    assert not [one for one in sealed if one.hex() in log]


def test_a_process_that_forbade_dumps_is_not_dumpable() -> None:
    code = (
        "import ctypes; from aiqyn.evaluator import secrecy\n"
        "libc = ctypes.CDLL(None)\n"
        "before = libc.prctl(3, 0, 0, 0, 0)\n"
        "secrecy.forbid_dumps()\n"
        "print(before, libc.prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"]


def test_a_cloned_machine_does_not_reveal_the_key() -> None:
    """The same random bytes twice, as after a snapshot: other elements get another nonce, the same the same proof."""
    pair = oprf.derive_key_pair(bytes(range(32)), b"clone")
    fresh = os.urandom(64)
    one, other = (blinded([name])[1] for name in (b"one", b"other"))
    first, second = (oprf.hedged_nonce(pair, elements, fresh) for elements in (one, other))
    assert first != second
    assert oprf.hedged_nonce(pair, one, fresh) == first
    assert oprf.hedged_nonce(pair, one, os.urandom(64)) != first
    assert oprf.hedged_nonce(oprf.derive_key_pair(bytes(32), b"clone"), one, fresh) != first
    assert oprf.evaluate(pair, one, first).proof == oprf.evaluate(pair, one, first).proof
    with pytest.raises(oprf.OprfError):
        oprf.hedged_nonce(pair, one, bytes(32))


def test_an_unhedged_nonce_would_have_revealed_it() -> None:
    """Why: two proofs under one nonce give r - c·k = s twice, and k by subtraction. The hedge is not for ornament."""
    order = 2**252 + 27742317777372353535851937790883648493
    pair = oprf.derive_key_pair(bytes(range(32)), b"clone")
    nonce = oprf.scalar_from_uniform(os.urandom(64))
    proofs = [oprf.evaluate(pair, blinded([name])[1], nonce).proof for name in (b"one", b"other")]
    (c1, s1), (c2, s2) = ([int.from_bytes(half, "little") for half in (p[:32], p[32:])] for p in proofs)
    found = (s1 - s2) * pow(c2 - c1, -1, order) % order
    assert found == int.from_bytes(pair.secret, "little")


def test_keys_turn_under_load_and_no_question_fails(tmp_path: Path) -> None:
    """Two evaluators of one folder, eight askers, and midnight: every answer verifies under the announced key."""
    clock = Clock(datetime(2026, 11, 25, 23, 59, 40, tzinfo=ZONE))
    within = Within(tmp_path / "e", clock)
    twin = Evaluator(Config(within.folder, within.folder.parent / "points.json"), clock)
    doors: list[Application] = [within.evaluator.application, twin.application]
    announced = within.evaluator.keys.public()[BORDER]
    ended = clock.now + 20 + GRACE
    begun_on: set[str] = set()

    def asker(number: int) -> list[str]:
        faults = []
        # Clocks of desks differ: each asks for the day that it believes it is, up to twenty seconds behind or ahead.
        skew = (number - 4) * 5
        while clock.now + skew < ended - 25:
            day = datetime.fromtimestamp(clock.now + skew, ZONE).date()
            begun_on.add(day.isoformat())
            scalars, elements = blinded([b"somebody"])
            held = token(within.keys["publisher"], "publisher", at=clock.now)
            path = f"/v1/evaluate/{BORDER}/{day}"
            status, body = ask(doors[number % 2], "POST", path, elements[0], held)
            if status != 200:
                faults.append(f"{day} {status}")
                continue
            public = oprf.PublicKey(announced[day])
            oprf.finalize([b"somebody"], scalars, elements, evaluation.read_reply(body, 1), public)
        return faults

    def turning() -> Iterator[None]:
        while clock.now < ended + 10:
            clock.now += 0.5
            within.evaluator.turn()
            twin.turn()
            time.sleep(0.005)
            yield

    with ThreadPoolExecutor(8) as threads:
        running = [threads.submit(asker, number) for number in range(8)]
        for _ in turning():
            pass
        assert [fault for one in running for fault in one.result()] == []
    assert begun_on == {"2026-11-25", "2026-11-26"}
    # A minute after midnight yesterday's key is gone from memory and disk, in both.
    assert not (within.folder / "keys" / BORDER / "2026-11-25.key").exists()
    assert within.ask(ELEMENT, "publisher", place=f"{BORDER}/2026-11-25")[0] == 403
    for keys in (within.evaluator.keys, twin.keys):
        assert keys.key(BORDER, NOON.date()) is None
        assert keys.key(BORDER, NOON.date() + timedelta(1)) is not None
