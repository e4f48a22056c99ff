"""Give a debtor one reference under which all of their debts are paid, in the order of the law."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.acts.open_proceeding import payment_reference
from aiqyn.register.rows import Organisation, PaymentReference, Person


@act
def issue_reference(
    *, person: Person | None = None, organisation: Organisation | None = None, actor: Actor, at: datetime
) -> PaymentReference:
    """Write the reference (ISO 11649) of one debtor. It says nothing of who that is. ActError when there is one."""
    if (person is None) is (organisation is None):
        raise ActError("debtor", "exactly-one")
    if PaymentReference.objects.filter(person=person, organisation=organisation).exists():
        raise ActError("debtor", "has-a-reference")
    reference = payment_reference(f"ALL{PaymentReference.objects.count() + 1:09d}")
    record("reference", actor=actor, at=at, content={"reference": reference})
    return PaymentReference.objects.create(reference=reference, person=person, organisation=organisation)
