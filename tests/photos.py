"""Pictures for tests, made byte by byte: a PNG, and a JPEG with what a telephone adds to it."""

from __future__ import annotations

import struct
import zlib

#: The smallest baseline JPEG (one grey pixel): tables, frame, scan.
_TABLES = bytes.fromhex(
    "ffdb004300" + "03" * 64 + "ffc0000b080001000101011100"
    "ffc40014000100000000000000000000000000000009" + "ffc40014100100000000000000000000000000000000"
)
_SCAN = bytes.fromhex("ffda0008010100003f00") + b"\x54\xdf\xff\x00\xd0\x12"
SECRET = b"43.238949N 76.889709E, telephone of Alia"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(orientation: int, order: str = "<") -> bytes:
    """An Exif segment with the way up, a maker, and where it was taken."""
    start = b"II*\x00" if order == "<" else b"MM\x00*"
    entries = struct.pack(f"{order}HHII", 0x010F, 2, len(SECRET), 38) + struct.pack(
        f"{order}HHIHH", 0x0112, 3, 1, orientation, 0
    )
    return segment(0xE1, b"Exif\x00\x00" + start + struct.pack(f"{order}IH", 8, 2) + entries + b"\x00" * 4 + SECRET)


def jpeg(before: bytes = b"", after: bytes = b"", scan: bytes = _SCAN) -> bytes:
    return b"\xff\xd8" + before + _TABLES + scan + b"\xff\xd9" + after


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(shade: int = 128, more: bytes = b"", after: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + more
        + chunk(b"IDAT", zlib.compress(bytes([0, shade])))
        + chunk(b"IEND", b"")
        + after
    )
