"""The private check beside libsodium, a plaintext look-up, and its peers: one command, one run.

    make bench-check                              # 10,000, 100,000 and 1,000,000 entries; writes docs/performance.md
    make bench-check ARGS="--quick --json"        # 100,000 entries, under five minutes; one JSON line a figure

Everything is measured on real parts: the evaluator and the register as `aiqyn` starts them, desks as a ministry's
program has them, peers in an environment of their own. Read the ratios: times belong to the machine.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.check import ours, peers
from bench.check.figures import Figure, Skipped, picture, table
from bench.check.floor import Floor, NoFloor
from bench.check.house import House, held
from bench.check.plaintext import Plaintext

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / ".venv-bench" / "bin" / "python"
#: Each asks so often that its evaluator's pace allows it: a first check and eight more.
DESKS, EACH = 30, 8
Found = Iterator[Figure | Skipped]


def main() -> int:
    """Measure and print; exit code 0 when everything was measured."""
    parser = argparse.ArgumentParser(prog="make bench-check ARGS=…", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="100,000 entries only, shorter turns")
    parser.add_argument("--json", action="store_true", help="one JSON line a figure, and nothing is written")
    parser.add_argument("--entries", type=int, nargs="+", help="sizes of the set")
    parser.add_argument("--items", type=int, nargs="+", default=[1, 300, 10_000], help="items of a batch")
    asked = parser.parse_args()
    asked.entries = asked.entries or ([100_000] if asked.quick else [10_000, 100_000, 1_000_000])
    logging.disable(logging.WARNING)
    found: list[Figure | Skipped] = []
    with tempfile.TemporaryDirectory(prefix="aiqyn-bench-") as name:
        for one in _run(Path(name), asked):
            found.append(one)
            print(one.line() if asked.json else f"{one.figure}: {_seen(one)}", flush=True)
    if not asked.json:
        _write(found)
    return 1 if any(isinstance(one, Skipped) for one in found) else 0


def _seen(one: Figure | Skipped) -> str:
    if isinstance(one, Skipped):
        return f"skipped: {one.reason}"
    of = f"{one.items:,} items, {one.entries:,} entries; {one.ours:.4g} to {one.anchor:.4g} {one.unit}"
    return f"{one.ratio:.2f} ({of}) {one.note}"


def _run(folder: Path, asked: argparse.Namespace) -> Found:
    seconds = 1.0 if asked.quick else 3.0
    yield from _mathematics(folder, asked, seconds)
    house = House(folder / "house", DESKS * len(asked.entries))
    try:
        yield from _endpoint(house, folder, seconds)
        for turn, entries in enumerate(asked.entries):
            house.desks = house.all_desks[turn * DESKS : (turn + 1) * DESKS]
            yield from _checks(house, folder / str(entries), entries, asked)
        yield from _day_set(house, folder, asked)
    finally:
        house.stop()


def _mathematics(folder: Path, asked: argparse.Namespace, seconds: float) -> Found:
    try:
        floor = Floor(folder)
    except NoFloor as reason:
        yield Skipped("evaluate-in-process", str(reason))
        return
    for items in (1, 300):
        # In turns: whatever else runs on this machine slows both.
        turns = [(ours.in_process(items, 1, seconds), floor.rate(items, seconds=seconds)) for _ in range(3)]
        best, anchor = max(mine for mine, _ in turns), max(rate.proven for _, rate in turns)
        bare = max(rate.bare for _, rate in turns)
        yield Figure(
            "evaluate-in-process", items, 0, best, anchor, "1/s",
            f"proof included on both sides; bare multiplications {bare:,.0f}/s",
        )  # fmt: skip


def _endpoint(house: House, folder: Path, seconds: float) -> Found:
    if shutil.which("wrk") is None:
        yield Skipped("endpoint", "wrk is not here (Debian: wrk)")
        return
    try:
        floor = Floor(folder)
    except NoFloor as reason:
        yield Skipped("endpoint", str(reason))
        return
    for items in (1, 300):
        turns = [
            (floor.rate(items, threads=ours.CORES, seconds=seconds), ours.endpoint(house, items, 3 * seconds, folder))
            for _ in range(2)
        ]
        anchor, (best, seen) = max(rate.proven for rate, _ in turns), max(found for _, found in turns)
        yield Figure(
            "endpoint", items, 0, best, anchor, "1/s", f"{ours.CORES} cores, wrk beside it on the same; {seen}"
        )


def _checks(house: House, folder: Path, entries: int, asked: argparse.Namespace) -> Found:
    folder.mkdir()
    file, coded = house.publish(entries)
    fetched, mapped = ours.loading(file, folder / "store")
    yield Figure(
        "token-set/load", 1, entries, fetched, 1.0, "s", f"anchor: one second; mapped again in {mapped * 1e3:.0f} ms"
    )
    yield Figure(
        "token-set/bytes-held", 1, entries, len(file) / entries, 8.0, "bytes", f"{coded / entries:.2f} on the wire"
    )
    checks = ours.Checks(house)
    checks.warm()
    plain = Plaintext(
        house.folder / "evaluator" / "evaluator.toml", _write_set(folder, file), house.configuration(), ours.CORES
    )
    try:
        times, client, server = checks.measured(EACH)
        plaintext = statistics.median(plain.ask(number) for number in range(400))
    finally:
        plain.stop()
    mine = statistics.median(times)
    slow = statistics.quantiles(times, n=100)[98]
    seen = f"p99 {slow:.2f} ms; CPU {client:.2f} ms at the desk, {server:.2f} ms at the servers"
    yield Figure("check/plaintext", 1, entries, mine, plaintext, "ms", seen)
    batches = {items: ours.batch(house, file, items, 3) for items in asked.items if items > 1}
    yield from _openmined(entries, asked, mine, batches, held(house.configuration().folder))
    yield from _spu(folder / "spu", entries, asked, mine, batches)


def _write_set(folder: Path, file: bytes) -> Path:
    path = folder / "plain.set"
    path.write_bytes(file)
    return path


Batches = dict[int, tuple[float, float, float]]


def _openmined(entries: int, asked: argparse.Namespace, mine: float, batches: Batches, keeps: int) -> Found:
    try:
        steps = peers.openmined(PEERS, entries, asked.items, 5)
    except peers.NoPeer as reason:
        yield Skipped("check/openmined-psi", str(reason))
        return
    for step in steps:
        if step["step"] == "setup":
            held_there = float(step["held"])
            yield Figure("holds/openmined-psi", 1, entries, float(keeps), held_there, "bytes", "what the client keeps")
            continue
        theirs, cpu = (step["client"] + step["server"]) * 1e3, f"bytes {step['up']:,} up, {step['down']:,} down"
        yield Figure(
            "check/openmined-psi", step["items"], entries, _own(step["items"], mine, batches), theirs, "ms", cpu
        )


def _spu(folder: Path, entries: int, asked: argparse.Namespace, mine: float, batches: Batches) -> Found:
    try:
        steps = peers.spu(PEERS, folder, entries, asked.items, 5)
    except peers.NoPeer as reason:
        yield Skipped("check/spu", str(reason))
        return
    for items in asked.items:
        online = [step for step in steps["client"] if step["step"] == "online" and step["items"] == items]
        theirs = statistics.median(step["seconds"] for step in online) * 1e3
        used = statistics.median(step["cpu"] for step in online) * 1e3
        yield Figure(
            "check/spu", items, entries, _own(items, mine, batches), theirs, "ms", f"its client's CPU {used:.0f} ms"
        )
    _OFFLINE[entries] = next(step["seconds"] for step in steps["server"] if step["step"] == "offline")


_OFFLINE: dict[int, float] = {}


def _own(items: int, mine: float, batches: Batches) -> float:
    return mine if items == 1 else batches[items][0] * 1e3


def _day_set(house: House, folder: Path, asked: argparse.Namespace) -> Found:
    entries = max(asked.entries)
    seconds, coded = ours.day_set(house, entries)
    note = f"{ours.CORES} cores, blindly, with proofs; {coded / entries:.2f} bytes an entry on the wire"
    if entries in _OFFLINE:
        yield Figure(
            "day-set/spu", entries, entries, seconds, _OFFLINE[entries], "s", note + "; its server needs no blinding"
        )
    else:
        yield Skipped("day-set/spu", f"ours took {seconds:.1f} s; the peer could not be run")


def _write(found: list[Figure | Skipped]) -> None:
    machine = f"{ours.CORES} cores, {platform.machine()}, Python {platform.python_version()}"
    day = datetime.now(UTC).date().isoformat()
    text = (ROOT / "bench" / "check" / "performance.md").read_text(encoding="utf-8")
    filled = text.replace("{machine}", machine).replace("{day}", day).replace("{table}", table(found))
    (ROOT / "docs" / "performance.md").write_text(filled, encoding="utf-8")
    (ROOT / "docs" / "performance.svg").write_text(picture(found), encoding="utf-8")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
