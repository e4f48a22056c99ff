"""Record organisations and who heads them. A head who is replaced is no longer restricted for its debts (Art. 33)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.acts.release_former_head import release_former_head
from aiqyn.register.rows import Measure, Organisation, OrganisationHead, Person


@dataclass(frozen=True, slots=True, repr=False)
class OrganisationRecord:
    """An organisation by its BIN in normal form, and the IIN of whoever heads it since a day, if somebody does."""

    bin: str
    name: str
    head_iin: str = ""
    head_since: date | None = None


@act
def record_organisations(organisations: Sequence[OrganisationRecord], *, actor: Actor, at: datetime) -> int:
    """Write them; a new head ends the restriction of the one before. ActError `unknown-person` for an unknown head."""
    record("organisations", actor=actor, at=at, content={"bins": [one.bin for one in organisations]})
    for one in organisations:
        row, _ = Organisation.objects.update_or_create(bin=one.bin, defaults={"name": one.name})
        if one.head_iin:
            _set_head(row, one, actor, at)
    return len(organisations)


def _set_head(row: Organisation, one: OrganisationRecord, actor: Actor, at: datetime) -> None:
    person = Person.objects.filter(iin=one.head_iin).first()
    if person is None:
        raise ActError("head_iin", "unknown-person")
    if one.head_since is None:
        raise ActError("head_since", "missing")
    current = OrganisationHead.objects.filter(organisation=row, until__isnull=True).first()
    if current is not None and current.person_id == person.pk:
        return
    if current is not None:
        if one.head_since <= current.since:
            raise ActError("head_since", "before-the-one-before")
        current.until = one.head_since - timedelta(days=1)
        current.save(update_fields=["until"])
    OrganisationHead.objects.create(organisation=row, person=person, since=one.head_since)
    if current is None:
        return
    former = Measure.objects.filter(
        proceeding__writ__organisation=row,
        person=current.person,
        subject_kind=law.SubjectKind.HEAD.value,
        in_force_from__isnull=False,
        ended_at__isnull=True,
    )
    for measure in former.order_by("pk"):
        release_former_head(measure=measure, actor=actor, at=at)
