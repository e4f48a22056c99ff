"""libsodium from C, compiled on the spot: the floor that nothing of ours can be faster than."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


class NoFloor(RuntimeError):
    """No compiler or no libsodium here; the message says which."""


@dataclass(frozen=True)
class Rate:
    """Elements a second: evaluated only, and with the multiplications of the proof."""

    bare: float
    proven: float


class Floor:
    """The compiled program."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            raise NoFloor("no C compiler (Debian: gcc)")
        self._program = folder / "floor"
        source = Path(__file__).with_name("floor.c")
        made = subprocess.run(
            [compiler, "-O2", str(source), "-o", str(self._program), "-l:libsodium.so.23", "-lpthread"],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise NoFloor("libsodium.so.23 is not here (Debian: libsodium23)")

    def rate(self, elements: int, *, threads: int = 1, seconds: float = 1.0) -> Rate:
        """Measure."""
        out = subprocess.run(
            [str(self._program), str(threads), str(seconds), str(elements)], capture_output=True, text=True, check=True
        )
        bare, proven = map(float, out.stdout.split())
        return Rate(bare, proven)
