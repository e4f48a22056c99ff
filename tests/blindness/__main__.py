"""`make blindness`: ten thousand clear checks, everything recorded, and a coin is as good: AUC 0.5 ± 0.02."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.blindness.adversary import auc, scores, uncertainty
from tests.blindness.world import world
from tests.evaluator.process import free_port

BOUND = 0.02


def main(checks: int) -> int:
    """Play, and print what came of it; 1 when somebody could be told from somebody else."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="aiqyn-blindness-") as folder, world(Path(folder), free_port()) as country:
        sights = country.game(checks)
    recorded = sum(len(one.runs) for one in sights)
    found = auc(sights, scores(sights))
    print(
        f"{checks} clear checks of two people by a coin, {recorded} distinct runs of four bytes and "
        f"{len({name for one in sights for name in one.numbers})} kinds of numbers seen, in "
        f"{time.monotonic() - begun:.0f} s.\nAUC {found:.4f}; a coin has 0.5 ± {uncertainty(checks):.4f} "
        f"(one standard error); the bound is 0.5 ± {BOUND}."
    )
    return int(abs(found - 0.5) > BOUND)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
