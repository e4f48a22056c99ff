"""Post a custodian to an impound lot: the one whose vehicles they see."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.rows import ImpoundLot, LotPost, Official


@act
def post_custodian(*, custodian: Official, lot: ImpoundLot, actor: Actor, at: datetime) -> LotPost:
    """Write the post; an earlier one ends with it. ActError when the official is no custodian."""
    if custodian.role != law.Role.CUSTODIAN.value:
        raise ActError("actor", "not-a-custodian")
    record("lot-post", actor=actor, at=at, content={"official": custodian.ref, "lot": lot.ref})
    post, _ = LotPost.objects.update_or_create(custodian=custodian, defaults={"lot": lot})
    return post
