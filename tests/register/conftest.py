"""A small country of rows, made by the acts themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import User

from aiqyn import law
from aiqyn.identifiers import iin as iins
from aiqyn.identifiers.document import Document
from aiqyn.register.acting import IMPORT, OPERATOR, Actor
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.acts.open_proceeding import open_proceeding
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_courts import CourtRecord, record_courts
from aiqyn.register.acts.record_payment import Entry, record_payment
from aiqyn.register.acts.record_population import DocumentRecord, PersonRecord, record_population
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.acts.record_writ import DebtorClaim, WritRecord, record_writ
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.money import Money
from aiqyn.register.queries import cases
from aiqyn.register.rows import BankEntry, Measure, Official, Proceeding

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEPARTURE = law.MeasureKind.DEPARTURE_RESTRICTION


def make_iin(number: int, born: date = date(1985, 6, 15)) -> str:
    """A valid IIN of the day, the `number`-th."""
    for serial in range(number * 7, number * 7 + 7):
        digits = f"{born:%y%m%d}3{serial % 10000:04d}"
        check = iins.check_digit(digits)
        if check is not None:
            return f"{digits}{check}"
    raise AssertionError


@dataclass
class Country:
    """Courts, officials, and people made as needed."""

    agent: Official
    other_agent: Official
    judge: Official
    other_judge: Official
    numbers: count[int] = field(default_factory=lambda: count(1))

    def person(self, born: date = date(1985, 6, 15), **more: Any) -> PersonRecord:
        n = next(self.numbers)
        fields: dict[str, Any] = {"documents": (DocumentRecord(Document("KAZ", f"N{n:08d}")),)} | more
        record = PersonRecord(make_iin(n, born), "АХМЕТОВА", "Әлия", "Қанатқызы", born, **fields)  # fmt: skip
        record_population([record], actor=IMPORT, at=T0)
        return record

    def proceeding(
        self, amount: int = 50_000_000, person: PersonRecord | None = None, currency: str = "KZT", **more: Any
    ) -> Proceeding:
        who = person or self.person()
        terms: dict[str, Any] = {"claim": law.ClaimKind.LUMP} | more
        claim = DebtorClaim(who.iin, who.surname, who.given_name, who.patronymic, who.birth_date)
        writ = record_writ(
            WritRecord(
                "7501",
                f"2-{next(self.numbers)}/26",
                date(2026, 1, 10),
                amount=Money(amount, currency),
                debtor=claim,
                **terms,
            ),
            actor=IMPORT,
            at=T0,
        )  # fmt: skip
        return open_proceeding(writ=writ, agent=self.agent, actor=Actor.of(self.agent), at=T0)

    def noticed(self, amount: int = 50_000_000, **more: Any) -> Proceeding:
        proceeding = self.proceeding(amount, **more)
        notice = send_notice(proceeding=proceeding, kind="special", channel="sms", actor=Actor.of(self.agent), at=T0)
        record_service(
            notice=notice, served_at=T0 + timedelta(hours=1), actor=Actor.of(self.agent), at=T0 + timedelta(hours=1)
        )
        return proceeding

    def proposed(self, proceeding: Proceeding | None = None, at: datetime = T0 + timedelta(days=1)) -> Measure:
        return propose_measure(
            proceeding=proceeding or self.noticed(),
            kind=DEPARTURE,
            ends_on=date(2026, 12, 31),
            reasons=f"The debt is unpaid, case {next(self.numbers)}.",
            actor=Actor.of(self.agent),
            at=at,
        )

    def in_force(self, proceeding: Proceeding | None = None) -> Measure:
        return sanction_measure(
            measure=self.proposed(proceeding),
            review_by=date(2026, 8, 1),
            actor=Actor.of(self.judge),
            at=T0 + timedelta(days=2),
        )

    def pay(self, proceeding: Proceeding, minor: int, at: datetime = T0 + timedelta(days=3), **more: Any) -> BankEntry:
        terms: dict[str, Any] = {"booked": True, "returned": False, "reference": proceeding.reference} | more
        currency = str(terms.pop("currency", "KZT"))
        ref = str(terms.pop("entry_ref", f"E{next(self.numbers)}"))
        entry = Entry("KZ86125KZT5004100100", ref, Money(minor, currency), booked_on=at.date(), **terms)  # fmt: skip
        return record_payment(entry, actor=IMPORT, at=at)


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


def make_country() -> Country:
    record_courts(
        [
            CourtRecord("7501", "Алматы соты", "Алматинский суд", "Almaty court"),
            CourtRecord("7101", "Астана соты", "Суд Астаны", "Astana court"),
        ],
        actor=IMPORT,
        at=T0,
    )  # fmt: skip
    officials = {}
    for ref, role, court in (
        ("agent-1", law.Role.AGENT, None),
        ("agent-2", law.Role.AGENT, None),
        ("judge-1", law.Role.JUDGE, "7501"),
        ("judge-2", law.Role.JUDGE, "7101"),
    ):
        officials[ref] = appoint_official(
            ref=ref,
            name=f"Official {ref}",
            role=role,
            court=cases.court(court) if court else None,
            user=User.objects.create_user(ref),
            actor=OPERATOR,
            at=T0,
        )
    return Country(officials["agent-1"], officials["agent-2"], officials["judge-1"], officials["judge-2"])
