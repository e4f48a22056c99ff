"""What blinding, evaluating and finalizing cost beside libsodium's bare arithmetic and beside `voprf` (Rust).

    .venv/bin/python bench/oprf.py [--seconds 20] [--batches 1 10 100]

The three take turns on one thread, so that a busy machine slows all of them; each cell is the best of its turns. Read
the ratios: the microseconds belong to the machine. *Floor* is the calls of libsodium that the protocol cannot do
without, made through ctypes on fixed bytes, with no hashing, no checks and no lists around them.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from voprf import ristretto as rust

from aiqyn import oprf
from aiqyn.oprf import sodium

Step = Callable[[], object]
STEPS = ("blind", "evaluate with proof", "verify and finalize")
SEED, PURPOSE = bytes(range(32)), b"bench"


def fresh_scalar() -> oprf.Scalar:
    return oprf.scalar_from_uniform(os.urandom(64))


def ours(inputs: list[bytes]) -> list[Step]:
    """The three steps of this room."""
    key = oprf.derive_key_pair(SEED, PURPOSE)
    scalars = [fresh_scalar() for _ in inputs]
    blinded = oprf.blind(inputs, scalars)
    body = b"".join(blinded)
    evaluation = oprf.evaluate(key, blinded, fresh_scalar())
    return [
        lambda: oprf.blind(inputs, [fresh_scalar() for _ in inputs]),
        lambda: oprf.evaluate(key, oprf.parse_elements(body), fresh_scalar()),
        lambda: oprf.finalize(inputs, scalars, blinded, evaluation, key.public),
    ]


def theirs(inputs: list[bytes]) -> list[Step]:
    """The same steps of `voprf`."""
    evaluator = rust.Evaluator.from_seed(SEED, PURPOSE)
    clients, blinded = (list(one) for one in zip(*map(rust.Client.blind, inputs), strict=True))
    bodies = [one.serialize() for one in blinded]
    reply = evaluator.evaluate_batch(blinded)
    return [
        lambda: list(map(rust.Client.blind, inputs)),
        lambda: evaluator.evaluate_batch(list(map(rust.BlindedInput.deserialize, bodies))),
        lambda: rust.Client.finalize_batch(clients, reply, evaluator.public_key),
    ]


@dataclass
class Bare:
    """libsodium's functions on fixed bytes, each called as often as it is told."""

    library: ctypes.CDLL
    scalar: bytes
    point: bytes

    def __post_init__(self) -> None:
        self._out = ctypes.create_string_buffer(32)

    def call(self, times: int, name: str, *arguments: bytes) -> None:
        function, out = self.library[name], self._out
        for _ in range(times):
            function(out, *arguments)

    def multiply(self, times: int) -> None:
        self.call(times, "crypto_scalarmult_ristretto255", self.scalar, self.point)

    def multiply_base(self, times: int) -> None:
        self.call(times, "crypto_scalarmult_ristretto255_base", self.scalar)

    def add(self, times: int) -> None:
        self.call(times, "crypto_core_ristretto255_add", self.point, self.point)

    def blind(self, count: int) -> None:
        self.call(count, "crypto_core_ristretto255_from_hash", bytes(range(64)))
        self.multiply(count)

    def evaluate(self, count: int) -> None:
        # The elements; the weighted sum; the sum's image and two commitments.
        self.multiply(count + count + 2)
        self.add(count - 1)
        self.multiply_base(1)

    def finalize(self, count: int) -> None:
        # Two weighted sums; two commitments of two products each; the blinds taken away under one shared inversion.
        self.multiply(2 * count + 3 + count)
        self.add(2 * (count - 1) + 2)
        self.multiply_base(1)
        self.call(1, "crypto_core_ristretto255_scalar_invert", self.scalar)
        self.call(3 * (count - 1), "crypto_core_ristretto255_scalar_mul", self.scalar, self.scalar)


def floor(count: int) -> list[Step]:
    """The arithmetic of the three steps, bare."""
    scalar = fresh_scalar()
    bare = Bare(sodium.library(), scalar, oprf.blind([b"x"], [scalar])[0])
    return [lambda: bare.blind(count), lambda: bare.evaluate(count), lambda: bare.finalize(count)]


def best_in_turns(steps: list[Step], seconds: float) -> list[float]:
    """The shortest time of each step, in seconds; the steps take turns until the time is up."""
    best = [float("inf")] * len(steps)
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        for place, step in enumerate(steps):
            before = time.perf_counter()
            step()
            best[place] = min(best[place], time.perf_counter() - before)
    return best


def table(batches: list[int], seconds: float) -> None:
    """One line for each step and batch."""
    print(f"{'µs an element':22}{'batch':>7}{'ours':>9}{'floor':>9}{'voprf':>9}{'ours/floor':>12}{'ours/voprf':>12}")
    for count in batches:
        inputs = [os.urandom(50) for _ in range(count)]
        sides = [ours(inputs), floor(count), theirs(inputs)]
        for place, step in enumerate(STEPS):
            times = best_in_turns([side[place] for side in sides], seconds / len(STEPS) / len(batches))
            mine, bare, other = (1e6 * one / count for one in times)
            numbers = f"{mine:9.1f}{bare:9.1f}{other:9.1f}{mine / bare:12.2f}{mine / other:12.2f}"
            print(f"{step:22}{count:7}{numbers}")


def four_times(step: Step, pool: ThreadPoolExecutor) -> Step:
    def together() -> None:
        for done in [pool.submit(step) for _ in range(4)]:
            done.result()

    return together


def threads(seconds: float, count: int = 100) -> None:
    """How much more two threads evaluate than one: 2 on two free cores when nobody holds the interpreter lock.

    SHA-512 of 4 MB, which certainly lets go of the lock, says what the machine had to give.
    """
    inputs = [os.urandom(50) for _ in range(count)]
    block = os.urandom(4_000_000)
    sides: dict[str, Step] = {
        "ours": ours(inputs)[1],
        "voprf": theirs(inputs)[1],
        "SHA-512": lambda: hashlib.sha512(block),
    }
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as two:
        turns = [four_times(step, pool) for step in sides.values() for pool in (one, two)]
        best = best_in_turns(turns, seconds)
    ratios = [f"{name} {best[2 * place] / best[2 * place + 1]:.2f}" for place, name in enumerate(sides)]
    print("two threads do so many times what one does:", ", ".join(ratios))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20, help="for the whole table (20)")
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 10, 100], help="elements a batch (1 10 100)")
    options = parser.parse_args()
    table(options.batches, options.seconds)
    threads(options.seconds / 4)


if __name__ == "__main__":
    main()
