"""A small country for the pages, made by the acts themselves. Moments are relative to now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import User
from django.utils import timezone

from aiqyn import law
from aiqyn.identifiers import iin as iins
from aiqyn.identifiers.document import Document
from aiqyn.law.calendar import add_months
from aiqyn.register.acting import IMPORT, OPERATOR, PUBLISHER, Actor
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.acts.disclose import disclose
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.register.acts.link_account import link_account
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
from aiqyn.register.queries import cases, check
from aiqyn.register.rows import BankEntry, Disclosure, Measure, Notice, Official, Person, Proceeding

PASSWORD = "a long and odd password 7"
PLACE = "Almaty airport, hall 2"
ACCOUNT = "KZ86125KZT5004100100"
OFFICIALS = (
    ("agent-1", "Серік Оспанов", law.Role.AGENT, "", "Private enforcement office 12, Almaty"),
    ("agent-2", "Ольга Ким", law.Role.AGENT, "", "Private enforcement office 3, Almaty"),
    ("judge-1", "Гүлнар Сейітова", law.Role.JUDGE, "7501", ""),
    ("judge-2", "Марат Жүнісов", law.Role.JUDGE, "7101", ""),
    ("judge-3", "Сәуле Омарова", law.Role.JUDGE, "7501", ""),
    ("duty-1", "Ержан Тілеуов", law.Role.DUTY_OFFICER, "", ""),
    ("prosecutor-1", "Дина Әбдірова", law.Role.PROSECUTOR, "", "Prosecutor's office of Almaty"),
    ("custodian-1", "Болат Нұрпейісов", law.Role.CUSTODIAN, "", ""),
    ("custodian-2", "Нина Пак", law.Role.CUSTODIAN, "", ""),
    ("administrator-1", "Пётр Ли", law.Role.ADMINISTRATOR, "", ""),
)
NAMES = (("АХМЕТОВА", "Әлия", "Қанатқызы"), ("Қожахметұлы", "Нұрғиса", ""), ("Иванова", "Мария", "Петровна"))


def make_iin(number: int, born: date) -> str:
    """A valid IIN of the day, the `number`-th."""
    for serial in range(number * 7, number * 7 + 7):
        digits = f"{born:%y%m%d}4{serial % 10000:04d}"
        check_digit = iins.check_digit(digits)
        if check_digit is not None:
            return f"{digits}{check_digit}"
    raise AssertionError


@dataclass
class Stage:
    """The country, its officials by reference, and people made as needed."""

    now: datetime = field(default_factory=timezone.now)
    numbers: count[int] = field(default_factory=lambda: count(1))

    def official(self, ref: str) -> Official:
        found = cases.official(ref)
        assert found is not None
        return found

    def actor(self, ref: str = "agent-1") -> Actor:
        return Actor.of(self.official(ref))

    def ago(self, **span: float) -> datetime:
        return self.now - timedelta(**span)

    def person(self, *, account: bool = False) -> Person:
        n = next(self.numbers)
        born = date(1985, 6, 15)
        surname, given, patronymic = NAMES[n % len(NAMES)]
        papers = (
            DocumentRecord(Document("KAZ", f"N{n:08d}"), issued_on=date(2020, 1, 5), valid_until=date(2030, 1, 4)),
        )
        iin = make_iin(n, born)
        record_population(
            [PersonRecord(iin, surname, given, patronymic, born, documents=papers)],
            actor=IMPORT,
            at=self.ago(days=90),
        )
        found = cases.person_by_iin(iin)
        assert found is not None
        if account:
            user = User.objects.create_user(f"person-{n}", password=PASSWORD)
            link_account(person=found, user=user, actor=OPERATOR, at=self.ago(days=80))
        return found

    def writ(
        self,
        person: Person | None = None,
        *,
        tenge: int = 500_000,
        number: str | None = None,
        arrears_since: date | None = None,
    ) -> WritRecord:
        """A lump sum owed to a heating company; with `arrears_since`, alimony."""
        who = person or self.person()
        return WritRecord(
            "7501",
            number or f"7501-26-{next(self.numbers)}",
            self.ago(days=70).date(),
            law.ClaimKind.LUMP if arrears_since is None else law.ClaimKind.PERIODIC,
            Money(tenge * 100, "KZT"),
            DebtorClaim(who.number, who.surname, who.given_name, who.patronymic, who.birth_date),
            arrears_since,
            creditor="Teplo Almaty",
            category=law.ClaimCategory.OTHER if arrears_since is None else law.ClaimCategory.ALIMONY,
        )

    def proceeding(
        self,
        person: Person | None = None,
        *,
        agent: str = "agent-1",
        tenge: int = 500_000,
        arrears_since: date | None = None,
    ) -> Proceeding:
        record = self.writ(person, tenge=tenge, arrears_since=arrears_since)
        writ = record_writ(record, actor=IMPORT, at=self.ago(days=60))
        return open_proceeding(writ=writ, agent=self.official(agent), actor=self.actor(agent), at=self.ago(days=50))

    def sent(self, proceeding: Proceeding, kind: str = "special") -> Notice:
        return send_notice(proceeding=proceeding, kind=kind, channel="sms", actor=self.actor(), at=self.ago(days=40))

    def noticed(
        self, person: Person | None = None, *, tenge: int = 500_000, arrears_since: date | None = None
    ) -> Proceeding:
        proceeding = self.proceeding(person, tenge=tenge, arrears_since=arrears_since)
        notice = self.sent(proceeding)
        record_service(notice=notice, served_at=self.ago(days=38), actor=self.actor(), at=self.ago(days=37))
        return proceeding

    def proposed(
        self, person: Person | None = None, *, tenge: int = 500_000, arrears_since: date | None = None
    ) -> Measure:
        return propose_measure(
            proceeding=self.noticed(person, tenge=tenge, arrears_since=arrears_since),
            kind=law.MeasureKind.DEPARTURE_RESTRICTION,
            ends_on=add_months(self.now.date(), 9),
            reasons=f"Nothing was paid within the term of the notice, case {next(self.numbers)}.",
            actor=self.actor(),
            at=self.ago(days=20),
        )

    def in_force(
        self, person: Person | None = None, *, tenge: int = 500_000, arrears_since: date | None = None
    ) -> Measure:
        return sanction_measure(
            measure=self.proposed(person, tenge=tenge, arrears_since=arrears_since),
            review_by=add_months(self.now.date(), 4),
            actor=self.actor("judge-1"),
            at=self.ago(days=10),
        )

    def disclosed(self, measure: Measure, number: str = "8QK2M-4T7WZX") -> Disclosure:
        point = check.point("border-1") or enrol_point(
            ref="border-1",
            purpose=law.Purpose.BORDER_DEPARTURE,
            place=PLACE,
            public_key=b"p" * 32,
            actor=OPERATOR,
            at=self.ago(days=80),
        )
        return disclose(
            measure=measure,
            point=point,
            effect=law.EffectKind.BAR,
            number=number,
            actor=PUBLISHER,
            at=self.ago(days=2),
        )

    def pay(self, reference: str, tenge: int, at: datetime | None = None) -> BankEntry:
        entry = Entry(
            ACCOUNT,
            f"E{next(self.numbers)}",
            Money(tenge * 100, "KZT"),
            booked=True,
            returned=False,
            reference=reference,
            booked_on=self.now.date(),
        )
        return record_payment(entry, actor=IMPORT, at=at or self.ago(seconds=30))


def build() -> Stage:
    """Courts and officials, each with an account."""
    stage = Stage()
    record_courts(
        [
            CourtRecord(
                "7501",
                "Алматы қаласының аудандық соты",
                "Районный суд города Алматы",
                "Almaty district court",
            ),
            CourtRecord("7101", "Астана қаласының соты", "Суд города Астана", "Astana city court"),
        ],
        actor=IMPORT,
        at=stage.ago(days=100),
    )
    for ref, name, role, court, office in OFFICIALS:
        appoint_official(
            ref=ref,
            name=name,
            role=role,
            office=office,
            court=cases.court(court) if court else None,
            user=User.objects.create_user(ref, password=PASSWORD),
            actor=OPERATOR,
            at=stage.ago(days=95),
        )
    return stage
