"""Link a person's sign-in account to their record."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from aiqyn.register.acting import Actor, act, record
from aiqyn.register.rows import Person


@act
def link_account(*, person: Person, user: User, actor: Actor, at: datetime) -> Person:
    """Let the account see the person's own page."""
    record("account", actor=actor, at=at, content={"account": user.pk})
    person.user = user
    person.save(update_fields=["user"])
    return person
