"""Photographs of detained vehicles: files of the installation, named by their hash, without what a camera adds.

A telephone writes into a picture where and when it was taken, by which device, and often a second picture. Only the
segments that make the picture visible are kept (JPEG: ITU-T T.81; PNG: W3C PNG), and which way is up.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

#: Bytes of a photograph as sent.
LARGEST = 8_000_000

_EXIF = b"Exif\x00\x00"
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
#: APP14 says which colours a file of Adobe's has; APP0 is written anew; every other application segment goes.
_APP0, _APP1, _APP14, _COMMENT, _SCAN = 0xE0, 0xE1, 0xEE, 0xFE, 0xDA
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"}
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ORIENTATION = 0x0112


class PhotoError(ValueError):
    """The file cannot be kept as a photograph: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cleaned(content: bytes) -> tuple[str, bytes]:
    """Media type, found from the bytes, and the picture alone. PhotoError: another type, too large, broken."""
    if len(content) > LARGEST:
        raise PhotoError("too-large")
    try:
        if content.startswith(_JPEG_START):
            return "image/jpeg", _jpeg(content)
        if content.startswith(_PNG_START):
            return "image/png", _png(content)
    except (IndexError, struct.error) as error:
        raise PhotoError("broken") from error
    raise PhotoError("not-a-photo")


def store(folder: Path, content: bytes) -> str:
    """Write a cleaned picture, for the owner of the process alone; its SHA-256.

    A crash leaves a part file or a picture that no row names: nobody is shown either.
    """
    digest = hashlib.sha256(content).hexdigest()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = folder / f".{digest}.{os.getpid()}.part"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    partial.replace(folder / digest)
    return digest


def load(folder: Path, digest: str) -> bytes:
    """The picture of this hash. FileNotFoundError when it is gone; PhotoError `changed` when it is another one now."""
    content = (folder / digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise PhotoError("changed")
    return content


def _jpeg(content: bytes) -> bytes:
    out, turned, place = bytearray(), b"", 2
    while (marker := content[place : place + 2]) != _JPEG_END:
        if len(marker) < 2 or marker[0] != 0xFF or marker[1] < 0xC0 or 0xD0 <= marker[1] <= 0xD9:
            raise PhotoError("broken")
        length = struct.unpack_from(">H", content, place + 2)[0]
        if length < 2 or place + 2 + length > len(content):
            raise PhotoError("broken")
        segment = content[place : place + 2 + length]
        place += 2 + length
        if marker[1] == _APP1 and segment[4:10] == _EXIF:
            turned = turned or _which_way(segment[10:])
        elif marker[1] == _SCAN:
            ends = _scan_end(content, place)
            out += segment + content[place:ends]
            place = ends
        elif marker[1] == _APP14 or not (_APP0 <= marker[1] <= 0xEF or marker[1] == _COMMENT):
            out += segment
    if not out:
        raise PhotoError("broken")
    return _JPEG_START + _JFIF + turned + bytes(out) + _JPEG_END


def _scan_end(content: bytes, place: int) -> int:
    """Where the compressed data after a scan header ends: at a marker that is no restart and no stuffed zero."""
    while (place := content.find(b"\xff", place)) >= 0:
        follows = content[place + 1]
        if follows == 0xFF:
            place += 1
        elif follows == 0 or 0xD0 <= follows <= 0xD7:
            place += 2
        else:
            return place
    raise PhotoError("broken")


def _which_way(tiff: bytes) -> bytes:
    """An Exif segment that says which way is up and nothing else; empty when the picture does not say, or badly."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    try:
        first = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for entry in range(struct.unpack_from(f"{order}H", tiff, first)[0]):
            tag, kind, count, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + entry * 12)
            if (tag, kind, count) == (_ORIENTATION, 3, 1) and 1 <= value <= 8:
                directory = struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, value, 0, 0)
                body = _EXIF + b"MM\x00\x2a\x00\x00\x00\x08" + directory
                return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    except struct.error:
        return b""
    return b""


def _png(content: bytes) -> bytes:
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or b"IDAT" not in {name for name, _ in chunks}:
        raise PhotoError("broken")
    return _PNG_START + b"".join(chunk for name, chunk in chunks if name in _PNG_KEPT)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks up to the end of the picture, by name; what somebody hung on after it is not among them."""
    place, name = len(_PNG_START), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, place)
        chunk = content[place : place + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise PhotoError("broken")
        yield name, chunk
        place += 12 + length
