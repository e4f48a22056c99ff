"""Photographs keep the picture and which way is up; where, when and by which device they were taken goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiqyn.register import photographs
from aiqyn.register.photographs import PhotoError
from tests.photos import SECRET, chunk, exif, jpeg, png, segment


@pytest.mark.parametrize(
    "added",
    [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + SECRET), segment(0xE2, b"MPF\x00" + SECRET),
        segment(0xED, b"Photoshop 3.0\x00" + SECRET), segment(0xFE, SECRET), segment(0xE0, b"JFXX\x00" + SECRET),
    ],
    ids=["xmp", "second-picture", "iptc", "comment", "thumbnail"],
)  # fmt: skip
def test_what_a_camera_adds_to_a_jpeg_goes(added: bytes) -> None:
    media_type, kept = photographs.cleaned(jpeg(added, after=SECRET))
    assert media_type == "image/jpeg"
    assert SECRET not in kept
    assert kept.startswith(b"\xff\xd8\xff\xe0")
    assert kept.endswith(b"\xff\xd9")
    assert kept == photographs.cleaned(jpeg())[1]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_which_way_is_up_stays(orientation: int, order: str) -> None:
    kept = photographs.cleaned(jpeg(exif(orientation, order)))[1]
    assert kept.count(b"Exif\x00\x00") == 1
    assert SECRET not in kept
    assert bytes([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation]) in kept
    # What was cleaned is clean: once more changes nothing.
    assert photographs.cleaned(kept)[1] == kept


@pytest.mark.parametrize("orientation", [0, 9, 700])
def test_an_orientation_that_is_none_goes_too(orientation: int) -> None:
    assert b"Exif" not in photographs.cleaned(jpeg(exif(orientation)))[1]


def test_an_exif_segment_that_lies_about_its_length_goes() -> None:
    for body in (b"II*\x00", b"II*\x00\xff\xff\xff\x7f", b"XX*\x00", b"II*\x00\x08\x00\x00\x00\xff\xff"):
        assert b"Exif" not in photographs.cleaned(jpeg(segment(0xE1, b"Exif\x00\x00" + body)))[1]


def test_restarts_and_several_scans_of_a_jpeg_stay() -> None:
    scan = bytes.fromhex("ffda0008010100003f00") + b"\x01\xff\xd0\x02\xff\x00\x03"
    again = bytes.fromhex("ffda0008010100003f00") + b"\x04"
    kept = photographs.cleaned(jpeg(scan=scan + segment(0xFE, SECRET) + again))[1]
    assert scan in kept
    assert kept.endswith(again + b"\xff\xd9")
    assert SECRET not in kept


def test_what_is_hung_on_a_png_goes() -> None:
    for name in (b"tEXt", b"eXIf", b"iTXt", b"zTXt", b"tIME", b"prVt"):
        media_type, kept = photographs.cleaned(png(more=chunk(name, SECRET), after=SECRET))
        assert (media_type, kept) == ("image/png", png())
    assert photographs.cleaned(png(more=chunk(b"gAMA", b"\x00\x00\xb1\x8f")))[1] != png()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-a-photo"), (b"GIF89a", "not-a-photo"), (b"%PDF-1.7", "not-a-photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not-a-photo"), (b"RIFF\x00\x00\x00\x00WEBP", "not-a-photo"),
        (b"\xff\xd8", "broken"), (b"\xff\xd8\xff\xd9", "broken"), (jpeg()[:-2], "broken"), (jpeg()[:60], "broken"),
        (b"\xff\xd8\xff\xe1\x00\x01", "broken"), (b"\xff\xd8\xff\xe1\xff\xff", "broken"), (png()[:-1], "broken"),
        (png()[:30], "broken"), (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "broken"),
        (png().replace(b"IDAT", b"IDAX"), "broken"), (b"\xff\xd8" + b"\x00" * photographs.LARGEST, "too-large"),
    ],
)  # fmt: skip
def test_what_is_no_photograph_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(PhotoError) as caught:
        photographs.cleaned(content)
    assert caught.value.code == code


@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", jpeg()[:90]]))
def test_any_bytes_are_a_photograph_or_a_refusal(body: bytes, start: bytes) -> None:
    try:
        media_type, kept = photographs.cleaned(start + body)
    except PhotoError:
        return
    assert photographs.cleaned(kept) == (media_type, kept)


@given(st.data())
def test_a_picture_with_bytes_changed_is_cleaned_or_refused(data: st.DataObject) -> None:
    content = bytearray(jpeg(exif(6)))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = photographs.cleaned(bytes(content))[1]
    except PhotoError:
        return
    assert len(kept) <= len(content) + 60


def test_files_are_for_the_owner_alone_and_named_by_their_hash(tmp_path: Path) -> None:
    folder = tmp_path / "photographs"
    digest = photographs.store(folder, b"a picture")
    assert [path.name for path in folder.iterdir()] == [digest]
    assert (folder / digest).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert photographs.load(folder, digest) == b"a picture"
    assert photographs.store(folder, b"a picture") == digest


def test_a_file_that_was_changed_is_not_shown(tmp_path: Path) -> None:
    digest = photographs.store(tmp_path, b"a picture")
    (tmp_path / digest).write_bytes(b"another picture")
    with pytest.raises(PhotoError) as caught:
        photographs.load(tmp_path, digest)
    assert caught.value.code == "changed"
    with pytest.raises(FileNotFoundError):
        photographs.load(tmp_path, "0" * 64)
