"""libsodium: the system's library, else the one inside the `rbcl` wheel. All group and scalar arithmetic happens there.

Calls through ctypes release the interpreter lock, so that threads evaluate side by side.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from aiqyn.oprf.errors import OprfError

#: Set to `wheel` to use the wheel's library even where the system has one.
CHOICE = "AIQYN_LIBSODIUM"
_NAMES = ("libsodium.so.26", "libsodium.so.23", "libsodium.dylib")


@cache
def library() -> ctypes.CDLL:
    """The loaded and initialised library. OprfError when this machine has none."""
    found = None if os.environ.get(CHOICE) == "wheel" else _system_library()
    loaded = found or _wheel_library()
    if loaded.sodium_init() < 0:
        raise OprfError("libsodium cannot be initialised")
    return loaded


def _system_library() -> ctypes.CDLL | None:
    for name in (*_NAMES, ctypes.util.find_library("sodium")):
        if name is None:
            continue
        try:
            loaded = ctypes.CDLL(name)
        except OSError:
            continue
        # Built without ristretto255 (the minimal build), it is of no use here.
        if hasattr(loaded, "crypto_core_ristretto255_from_hash"):
            return loaded
    return None


def _wheel_library() -> ctypes.CDLL:
    """The library of the `rbcl` wheel, which writes itself to the temporary folder on import and stays there.

    Importing it with a temporary folder of its own lets us delete that file: the mapping outlives the name.
    """
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="aiqyn-sodium-") as folder:
        tempfile.tempdir = folder
        try:
            wheel = importlib.import_module("rbcl._sodium")
        except (ImportError, OSError) as error:
            raise OprfError("neither the system nor the rbcl wheel has libsodium") from error
        finally:
            tempfile.tempdir = before
        loaded = wheel._sodium
        if not isinstance(loaded, ctypes.CDLL):
            raise OprfError("the rbcl wheel has changed its shape")
        Path(wheel.lib_path).unlink(missing_ok=True)
        return loaded


def call(name: str, size: int, *arguments: bytes) -> bytes:
    """Call a function that writes `size` bytes from its arguments. OprfError when its return code is not 0.

    Functions of libsodium that return nothing leave an undefined code; those are called by `compute`.
    """
    out = ctypes.create_string_buffer(size)
    if _function(name, ctypes.c_int)(out, *arguments) != 0:
        raise OprfError(f"{name} refused its input")
    return out.raw


def compute(name: str, size: int, *arguments: bytes) -> bytes:
    """Call a function that returns nothing and cannot fail."""
    out = ctypes.create_string_buffer(size)
    _function(name, None)(out, *arguments)
    return out.raw


def test(name: str, argument: bytes) -> bool:
    """Call a predicate."""
    return bool(_function(name, ctypes.c_int)(argument))


@cache
def _function(name: str, result: type[ctypes.c_int] | None) -> Callable[..., int]:
    function = getattr(library(), name)
    function.restype = result
    return lambda *arguments: function(*arguments)
