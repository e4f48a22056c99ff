"""Open an enforcement proceeding on a writ."""

from __future__ import annotations

from datetime import datetime

from stdnum.iso7064 import mod_97_10

from aiqyn import law
from aiqyn.register.acting import ActError, Actor, act, record
from aiqyn.register.law_book import book
from aiqyn.register.rows import Official, Proceeding, Writ


@act
def open_proceeding(*, writ: Writ, agent: Official, actor: Actor, at: datetime) -> Proceeding:
    """Open the writ's one proceeding in the agent's hands, with a payment reference (ISO 11649) of its own."""
    if agent.role != law.Role.AGENT.value:
        raise ActError("agent", "not-an-agent")
    if Proceeding.objects.filter(writ=writ).exists():
        raise ActError("number", "proceeding-exists")
    number = f"{book().local_day(at).year}{writ.pk:09d}"
    proceeding = Proceeding.objects.create(
        writ=writ, number=number, reference=payment_reference(number), agent=agent, opened_at=at
    )
    record(
        "proceeding",
        actor=actor,
        at=at,
        proceeding=proceeding,
        content={"number": number, "court": writ.court.code, "writ": writ.number},
    )
    return proceeding


def payment_reference(number: str) -> str:
    """The ISO 11649 creditor reference of a proceeding number: `RF`, two check digits, the number."""
    return f"RF{mod_97_10.calc_check_digits(number + 'RF')}{number}"
