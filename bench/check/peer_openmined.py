"""OpenMined's private set intersection, run by the benchmark in the peers' own environment: both sides in one process.

    python peer_openmined.py ENTRIES --items 1 300 --repeat 5

Prints one JSON line a step: set-up (what the client then holds), and for so many items the client's and the server's
seconds, with the bytes of both messages. The false-positive rate is that of our 8-byte tokens at a million entries.
"""

from __future__ import annotations

import argparse
import json
import secrets
import statistics
import time

import private_set_intersection.python as psi

RATE = 2.0**-44


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("entries", type=int)
    parser.add_argument("--items", type=int, nargs="+", required=True)
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    listed = [secrets.token_hex(16) for _ in range(asked.entries)]
    server, client = psi.server.CreateWithNewKey(True), psi.client.CreateWithNewKey(True)
    begun, used = time.perf_counter(), time.process_time()
    setup = server.CreateSetupMessage(RATE, 1, listed, psi.DataStructure.GCS)
    tell("setup", 0, seconds=time.perf_counter() - begun, cpu=time.process_time() - used, held=setup.ByteSize())
    for items in asked.items:
        ours, theirs = [], []
        for _ in range(asked.repeat):
            names = [listed[0], *(secrets.token_hex(16) for _ in range(items - 1))]
            one = time.perf_counter()
            request = client.CreateRequest(names)
            two = time.perf_counter()
            response = server.ProcessRequest(request)
            three = time.perf_counter()
            found = client.GetIntersection(setup, response)
            four = time.perf_counter()
            if 0 not in list(found):
                raise SystemExit("the peer did not find what is there")
            ours.append(two - one + four - three)
            theirs.append(three - two)
        tell(
            "online", items, client=statistics.median(ours), server=statistics.median(theirs),
            up=request.ByteSize(), down=response.ByteSize(),
        )  # fmt: skip


def tell(step: str, items: int, **values: float) -> None:
    print(json.dumps({"step": step, "items": items, **values}), flush=True)


if __name__ == "__main__":
    main()
