"""libsodium: the system's library, else the one inside the `rbcl` wheel. All arithmetic happens there.

Calls through ctypes release the interpreter lock, so that threads evaluate side by side. Every function used
here writes one value of 32 bytes. C cannot see how long an argument is: that is checked here, on each call.
"""

from __future__ import annotations

import ctypes
import importlib
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from aiqyn.oprf.errors import OprfError

Function = Callable[..., bytes]

#: libsodium 1.0.18 (Debian 12) and 1.0.19 onwards; macOS.
_NAMES = ("libsodium.so.23", "libsodium.so.26", "libsodium.dylib")
_Value = ctypes.c_char * 32
_loading = threading.Lock()


@cache
def library() -> ctypes.CDLL:
    """The loaded and initialised library. OprfError when this machine has none."""
    with _loading:
        loaded = system_library() or wheel_library()
        if loaded.sodium_init() < 0:
            raise OprfError("libsodium cannot be initialised")
        return loaded


def system_library() -> ctypes.CDLL | None:
    """The library that the operating system has, or None."""
    for name in _NAMES:
        with suppress(OSError):
            loaded = ctypes.CDLL(name)
            # Without ristretto255 (the minimal build) it is of no use here.
            if hasattr(loaded, "crypto_core_ristretto255_from_hash"):
                return loaded
    return None


def wheel_library() -> ctypes.CDLL:
    """The library of the `rbcl` wheel; OprfError without it. One thread at a time: see `library`.

    On import the wheel writes the library into the temporary folder and leaves it. With a folder of its own
    for that moment it leaves nothing, since the mapping outlives the file; only Windows, which locks the file
    of a loaded library, keeps it. A crash in between leaves one folder `aiqyn-sodium-*`.
    """
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="aiqyn-sodium-", ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = folder
        try:
            wheel = importlib.import_module("rbcl._sodium")
        except (ImportError, OSError) as error:
            raise OprfError("neither the system nor the rbcl wheel has libsodium") from error
        finally:
            tempfile.tempdir = before
    # Whoever imported the wheel before us let it write elsewhere.
    with suppress(OSError):
        Path(wheel.lib_path).unlink(missing_ok=True)
    # A view of our own: the wheel's own view carries the wheel's own declarations.
    return ctypes.CDLL(None, handle=wheel._sodium._handle)


def fallible(name: str, *sizes: int) -> Function:
    """A function that refuses by its return code: OprfError then, and for an argument of a wrong size."""

    def call(*arguments: bytes) -> bytes:
        _check_sizes(arguments, sizes)
        value = _Value()
        if _foreign(name, ctypes.c_int)(value, *arguments) != 0:
            raise OprfError(f"libsodium refused: {name}")
        return value.raw

    return call


def total(name: str, *sizes: int) -> Function:
    """A function that cannot fail and returns nothing to check. OprfError for an argument of a wrong size."""

    def call(*arguments: bytes) -> bytes:
        _check_sizes(arguments, sizes)
        value = _Value()
        _foreign(name, None)(value, *arguments)
        return value.raw

    return call


def predicate(name: str, size: int) -> Callable[[bytes], bool]:
    """A function that answers yes (1) or no (0). OprfError for an argument of a wrong size."""

    def call(argument: bytes) -> bool:
        _check_sizes((argument,), (size,))
        return _foreign(name, ctypes.c_int)(argument) == 1

    return call


def _check_sizes(arguments: tuple[bytes, ...], sizes: tuple[int, ...]) -> None:
    if tuple(map(len, arguments)) != sizes:
        raise OprfError("an element and a scalar must be 32 bytes, uniform bytes 64")


@cache
def _foreign(name: str, result: type[ctypes.c_int] | None) -> Callable[..., int]:
    function = getattr(library(), name)
    function.restype = result
    bound: Callable[..., int] = function
    return bound
