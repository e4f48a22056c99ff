"""Add a photograph of a vehicle as it was taken in. Its hash stands in the ledger: it cannot be another one later."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from aiqyn.register import photographs
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.acts._custody import own_intake
from aiqyn.register.rows import Intake, IntakePhoto

#: Of one intake: around the vehicle, inside, and what is broken.
MOST = 20


@act
def add_photo(*, intake: Intake, content: bytes, folder: Path, actor: Actor, at: datetime) -> IntakePhoto:
    """Write the picture, without what the camera added, into `folder`, and its row.

    ActError `photo`: not a JPEG or PNG, broken, too large, too many, the same one again, or the vehicle has left.
    """
    official, fresh = own_intake(intake, actor)
    if fresh.released_at is not None:
        raise ActError("photo", "vehicle-left")
    if fresh.photos.count() >= MOST:
        raise ActError("photo", "too-many")
    media_type, picture = _picture(content)
    # The file first: a row without its picture would be a gap in the evidence, a picture without a row is nothing.
    digest = photographs.store(folder, picture)
    if IntakePhoto.objects.filter(intake=fresh, sha256=digest).exists():
        raise ActError("photo", "added-before")
    record(
        "photograph",
        actor=actor,
        at=at,
        measure=fresh.measure,
        content={"measure": fresh.measure.ref, "intake": fresh.ref, "sha256": digest},
    )
    return IntakePhoto.objects.create(
        intake=fresh, sha256=digest, media_type=media_type, size=len(picture), added_at=at, added_by=official
    )


def _picture(content: bytes) -> tuple[str, bytes]:
    try:
        return photographs.cleaned(content)
    except photographs.PhotoError as error:
        if error.code == "too-large":
            raise ActError("photo", "too-large") from error
        if error.code == "broken":
            raise ActError("photo", "broken") from error
        raise ActError("photo", "not-a-photo") from error
