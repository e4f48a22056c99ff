"""Publish a state of a day's token set: the tokens just evaluated join those of before; none is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from aiqyn import law
from aiqyn.register.acting import Actor, act, record
from aiqyn.register.rows import PublishedToken, TokenSet


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One blind evaluation: rows of a measure and of a person's document or a vehicle's certificate, the kind of key,
    the token (8 bytes), SHA-256 of the output."""

    measure_id: int
    document_id: int | None
    certificate_id: int | None
    form: str
    token: bytes
    output_hash: bytes


@act
def publish_tokens(
    new: Sequence[Evaluated],
    *,
    purpose: law.Purpose,
    day: date,
    digest: str,
    count: int,
    actor: Actor,
    at: datetime,
) -> TokenSet:
    """Write the new tokens and the set (`digest`: SHA-256 of its file, hex; `count`: entries) under the next number.

    Two publishers at once: the unique number lets one through, the other raises IntegrityError and begins anew.
    """
    last = TokenSet.objects.filter(purpose=purpose.value, day=day).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    record(
        "publish",
        actor=actor,
        at=at,
        content={
            "purpose": purpose.value,
            "day": day.isoformat(),
            "number": number,
            "count": count,
            "set_sha256": digest,
        },
    )
    PublishedToken.objects.bulk_create(
        [
            PublishedToken(
                purpose=purpose.value,
                day=day,
                measure_id=one.measure_id,
                document_id=one.document_id,
                certificate_id=one.certificate_id,
                form=one.form,
                token=one.token,
                output_hash=one.output_hash,
            )
            for one in new
        ],
        batch_size=5000,
    )
    return TokenSet.objects.create(
        purpose=purpose.value, day=day, number=number, count=count, digest=digest, published_at=at
    )
