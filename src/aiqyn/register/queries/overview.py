"""What the synthetic country looks up."""

from __future__ import annotations

from aiqyn.register.rows import Act, Person


def person(iin: str) -> Person:
    """The person with the IIN; LookupError when there is none."""
    found = Person.objects.filter(iin=iin).first()
    if found is None:
        raise LookupError("no such person")
    return found


def is_empty() -> bool:
    """Whether nothing has happened in the register yet."""
    return not Act.objects.exists()
