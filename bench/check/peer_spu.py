"""One side of SecretFlow's unbalanced intersection (`ub_psi`), run by the benchmark in the peers' own environment.

    python peer_spu.py server|client FOLDER PORT PORT ITEMS ITEMS … --repeat N

Both sides run the same steps in the same order: the server makes its cache, sends it over, and then each question of
so many items is asked `N` times. One JSON line a step: `step`, `items`, `seconds`, `cpu` (of this side).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path

import spu.libspu.link as link
import spu.psi as psi


def context(role: str, ports: list[int]) -> link.Context:
    desc = link.Desc()
    desc.recv_timeout_ms = 600_000
    for name, port in zip(("server", "client"), ports, strict=True):
        desc.add_party(name, f"127.0.0.1:{port}")
    return link.create_brpc(desc, 0 if role == "server" else 1)


def config(role: str, mode: psi.UbPsiMode, folder: Path, items: int = 0) -> psi.UbPsiExecuteConfig:
    server = role == "server"
    return psi.UbPsiExecuteConfig(
        mode=mode,
        role=psi.UbPsiRole.ROLE_SERVER if server else psi.UbPsiRole.ROLE_CLIENT,
        server_receive_result=False,
        client_receive_result=True,
        cache_path=str(folder / f"{role}.cache"),
        input_params=psi.InputParams(
            path=str(folder / ("server.csv" if server else f"client-{items}.csv")),
            selected_keys=["id"],
            keys_unique=True,
        ),
        output_params=psi.OutputParams(path=str(folder / f"{role}.out"), disable_alignment=True),
        server_params=psi.UbPsiServerParams(secret_key_path=str(folder / "secret") if server else ""),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=("server", "client"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("ports", type=int, nargs=2)
    parser.add_argument("--items", type=int, nargs="+", required=True)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    folder, role = asked.folder, asked.role
    joined = context(role, asked.ports)
    if role == "server":
        (folder / "secret").write_bytes(os.urandom(32))
    told("offline", 0, lambda: psi.ub_psi_execute(config(role, psi.UbPsiMode.MODE_OFFLINE, folder), joined))
    for items in asked.items:
        for _ in range(asked.repeat):
            before = joined.get_stats() if hasattr(joined, "get_stats") else None
            told(
                "online",
                items,
                lambda items=items: psi.ub_psi_execute(config(role, psi.UbPsiMode.MODE_ONLINE, folder, items), joined),
                before,
                joined,
            )
    held = sum(path.stat().st_size for path in (folder / f"{role}.cache").rglob("*") if path.is_file())
    print(json.dumps({"step": "held", "bytes": held}), flush=True)
    joined.stop_link()


def told(step: str, items: int, work: object, before: object = None, joined: object = None) -> None:
    start, used = time.perf_counter(), cpu()
    report = work()
    line = {"step": step, "items": items, "seconds": time.perf_counter() - start, "cpu": cpu() - used}
    line["found"] = getattr(report, "intersection_count", -1)
    print(json.dumps(line), flush=True)


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
