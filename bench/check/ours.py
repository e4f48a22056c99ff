"""What is measured of ours: the mathematics in this process, the evaluator over HTTP, the whole check, a day's set."""

from __future__ import annotations

import os
import secrets
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from aiqyn import oprf
from aiqyn.client.service_point import ServicePoint
from aiqyn.client.store import Store
from aiqyn.disclosure.evaluating import BlindEvaluator
from aiqyn.identifiers import document
from aiqyn.identifiers.key import PersonKey
from aiqyn.protocol import credential, rice, token_set
from aiqyn.protocol.credential import Audience
from aiqyn.protocol.states import State
from aiqyn.protocol.tokens import token_of
from bench.check.house import BORDER, House

#: A real IIN form, of nobody: what is asked must be a key, and need not be in any register.
IIN = "850615300073"
CORES = len(os.sched_getaffinity(0))


def in_process(elements: int, threads: int, seconds: float) -> float:
    """Elements a second that `oprf.evaluate` gives, proof included, on so many threads of this process."""
    key = oprf.derive_key_pair(bytes(range(32)), b"bench")
    body = b"".join(
        oprf.blind([secrets.token_bytes(40) for _ in range(elements)], [_scalar() for _ in range(elements)])
    )

    def work(_: int) -> float:
        done, begun = 0, time.perf_counter()
        while (passed := time.perf_counter() - begun) < seconds:
            oprf.evaluate(key, oprf.parse_elements(body), _scalar())
            done += elements
        return done / passed

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(work, range(threads)))


def _scalar() -> oprf.Scalar:
    return oprf.scalar_from_uniform(os.urandom(64))


def endpoint(house: House, elements: int, seconds: float, folder: Path) -> tuple[float, str]:
    """Elements a second over HTTP under `wrk`, and its own line on latencies."""
    url, key = house.publisher()
    script = folder / f"post-{elements}.lua"
    body = b"".join(
        oprf.blind([secrets.token_bytes(40) for _ in range(elements)], [_scalar() for _ in range(elements)])
    )
    token = credential.issue(
        key, "publisher", Audience.EVALUATOR, now=int(time.time()), identifier=secrets.token_hex(8)
    )  # fmt: skip
    escaped = "".join(f"\\{byte:03d}" for byte in body)
    script.write_text(
        f'wrk.method="POST"\nwrk.body="{escaped}"\nwrk.headers["Content-Type"]="application/octet-stream"\n'
        f'wrk.headers["Authorization"]="Bearer {token}"\n'
        "done=function(s,l,r) io.write(string.format("
        '"RATE %f %f %f %d\\n", s.requests*1e6/s.duration, l:percentile(50)/1000, l:percentile(99)/1000, '
        "s.errors.status+s.errors.read+s.errors.timeout)) end\n"
    )
    address = f"{url}/v1/evaluate/{BORDER}/{house.today}"
    run = ["wrk", "-t1", "-c16", f"-d{max(1, round(seconds))}s", "-s", str(script), address]
    out = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    rate, p50, p99, errors = next(line for line in out.splitlines() if line.startswith("RATE")).split()[1:]
    if int(errors):
        raise RuntimeError(f"{errors} requests failed: {out[:300]}")
    return float(rate) * elements, f"p50 {float(p50):.1f} ms, p99 {float(p99):.1f} ms"


def key_of(number: int) -> PersonKey:
    """The key of somebody who is not there."""
    return PersonKey(IIN, document.parse(f"KAZ:N{number:08d}"))


class Checks:
    """Whole checks by desks as they are shipped, but for the cover: head, evaluation, proof, look-up."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._number = 0

    def warm(self) -> float:
        """Each desk's first check fetches the set and the key; the seconds of the first desk's."""
        first = 0.0
        for desk in self.house.desks:
            begun = time.perf_counter()
            self._ask(desk)
            first = first or time.perf_counter() - begun
        return first

    def measured(self, each: int) -> tuple[list[float], float, float]:
        """Milliseconds of each check, so many a desk (more its pace forbids); CPU ms a check, desk's and servers'."""
        parts = ("evaluate", "serve")
        times: list[float] = []
        before, used = self.house.cpu(*parts), time.process_time()
        for _ in range(each):
            for desk in self.house.desks:
                begun = time.perf_counter()
                self._ask(desk)
                times.append((time.perf_counter() - begun) * 1e3)
        count = len(times)
        return times, (time.process_time() - used) * 1e3 / count, (self.house.cpu(*parts) - before) * 1e3 / count

    def _ask(self, desk: ServicePoint) -> None:
        self._number += 1
        answer = desk.check_key(key_of(self._number))
        if answer.state is not State.CLEAR:
            raise RuntimeError(f"a check was not answered: {answer.reason.value}")


def batch(house: House, file: bytes, items: int, repeat: int) -> tuple[float, float, float]:
    """Seconds of so many items at once, as the register asks (batches of 1,000, every core), looked up in the set;
    CPU seconds of the client's side and of the evaluator.
    """
    url, key = house.publisher()
    asker, public = BlindEvaluator(url, key, processes=CORES), house.public_key()
    names = [key_of(number).canonical() for number in range(items)]
    ask = partial(asker.outputs, names, purpose=BORDER, day=house.today, public_key=public)
    ask()
    times, used, served = [], time.process_time() + _children(), house.cpu("evaluate")
    for _ in range(repeat):
        begun = time.perf_counter()
        found = [token_set.contains(file, token_of(output)) for output in ask()]
        times.append(time.perf_counter() - begun)
        if any(found):
            raise RuntimeError("somebody who is not there was found")
    asker.close()
    used = time.process_time() + _children() - used
    return statistics.median(times), used / repeat, (house.cpu("evaluate") - served) / repeat


def _children() -> float:
    gone = os.times()
    return gone.children_user + gone.children_system


def day_set(house: House, entries: int) -> tuple[float, int]:
    """Seconds from so many keys to a set that is ready to be published, by the blind evaluator on every core."""
    url, key = house.publisher()
    asker, public = BlindEvaluator(url, key, processes=CORES), house.public_key()
    names = [key_of(number).canonical() for number in range(entries)]
    begun = time.perf_counter()
    outputs = asker.outputs(names, purpose=BORDER, day=house.today, public_key=public)
    file = token_set.build(token_of(output) for output in outputs)
    coded = rice.encode(file)
    seconds = time.perf_counter() - begun
    asker.close()
    return seconds, len(coded)


def loading(file: bytes, folder: Path) -> tuple[float, float]:
    """Seconds to take a fetched set: decode, check, keep and map; and to map it again after a restart."""
    coded, count, digest = rice.encode(file), token_set.count(file), token_set.digest(file)
    begun = time.perf_counter()
    decoded = rice.decode(coded, count)
    token_set.check(decoded, digest, count)
    store = Store(folder)
    store.keep_set(digest, decoded)
    store.map_set(digest)
    fetched = time.perf_counter() - begun
    begun = time.perf_counter()
    if Store(folder).map_set(digest) is None:
        raise RuntimeError("the set cannot be mapped")
    return fetched, time.perf_counter() - begun
