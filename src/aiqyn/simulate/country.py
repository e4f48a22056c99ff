"""Make the synthetic country: files, imports, officials, the lives of its proceedings, and whom to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from aiqyn import law
from aiqyn.register import intake, keys
from aiqyn.register.accounts import make_account
from aiqyn.register.acting import OPERATOR
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.acts.link_account import link_account
from aiqyn.register.law_book import book
from aiqyn.register.models import Official
from aiqyn.register.queries import cases, overview
from aiqyn.register.sequencing import Sequencer
from aiqyn.simulate import files, garage, histories, objections
from aiqyn.simulate.names import COURTS, JUDGES
from aiqyn.simulate.people import SyntheticPerson, population
from aiqyn.simulate.personas import Persona

Say = Callable[[str], None]
Debtor = tuple[SyntheticPerson, histories.Life, int]


def make(folder: Path, people: int, say: Say) -> list[Persona]:
    """Fill the (empty) register. `folder` takes the files that were imported."""
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.now()
    today = book().local_day(now)
    say(f"{people} people")
    citizens = population(people, today)
    _import("courts", files.write_courts(folder / "courts.csv"))
    _import("population", files.write_population(folder / "population.jsonl", citizens))
    officials = _appoint(now - timedelta(days=400))
    debtors = _debtors(citizens, today, max(len(histories.LIVES), people // 50))
    say(f"{len(debtors)} writs")
    _import("writs", files.write_writs(folder / "writs.jsonl", _writs(debtors, today)))
    transfers = _live(debtors, officials, now, say)
    say(f"{len(transfers)} bank entries")
    _import("payments", files.write_payments(folder / "payments.xml", transfers, now, "PLAY-1"))
    objections.say_no("duty-1", now)
    keys_of = garage.park(_first(debtors, "in-force"), _first(debtors, "alimony-in-force"), officials, now, folder)
    return [*_personas(debtors, citizens, officials, today), *keys_of]


def _first(debtors: list[Debtor], name: str) -> tuple[SyntheticPerson, str, str]:
    """The first debtor who lives this life, with the court and the number of the writ."""
    person, _, number = next(one for one in debtors if one[1].name == name)
    return person, COURTS[number % len(COURTS)][0], _writ_number(number)


def _writ_number(number: int) -> str:
    return f"2-{1000 + number}/{book().local_day(timezone.now()).year % 100}"


def place_leaves() -> int:
    """Give every leaf its place in the ledger, as the sequencer will from now on. Returns the ledger's size.

    An order whose leaf has no place is not published: the first token sets would be empty.
    """
    here = settings.AIQYN
    return Sequencer(here.public / "ledger", keys.signer(here.keys, "ledger", here.origin)).tick()


def _import(kind: str, path: Path) -> None:
    report = intake.run(kind, path, at_clock=timezone.now)
    if report.refused:
        raise RuntimeError(f"{kind}: {report.refused} rows of the synthetic country were refused")


def _appoint(at: datetime) -> dict[str, Official]:
    posts = [
        ("agent-1", "Сот орындаушысы Мұқанова А.", law.Role.AGENT, ""),
        ("agent-2", "Сот орындаушысы Байжанов Е.", law.Role.AGENT, ""),
        *[(f"judge-{court[0]}", name, law.Role.JUDGE, court[0]) for court, name in zip(COURTS, JUDGES, strict=True)],
        ("judge-2", "Судья Әлімов Н.", law.Role.JUDGE, COURTS[0][0]),
        ("duty-1", "Кезекші Тілеуов Е.", law.Role.DUTY_OFFICER, ""),
        ("prosecutor-1", "Прокурор Касенова Г.", law.Role.PROSECUTOR, ""),
        ("custodian-1", "Сақтаушы Оразов Т.", law.Role.CUSTODIAN, ""),
        ("custodian-2", "Хранитель Ким С.", law.Role.CUSTODIAN, ""),
    ]
    made = {}
    for ref, name, role, court in posts:
        made[ref] = appoint_official(
            ref=ref,
            name=name,
            role=role,
            office="Алматы" if role is law.Role.AGENT else "",
            court=cases.court(court) if court else None,
            user=make_account(ref),
            actor=OPERATOR,
            at=at,
        )
    return made


def _debtors(citizens: list[SyntheticPerson], today: date, count: int) -> list[Debtor]:
    """A debtor for each life, by the lives' shares; every life at least once."""
    # A life that needs a year behind it must not belong to someone who came of age within that year.
    adults = (p for p in citizens if p.adult(today - timedelta(days=400)))
    minors = (p for p in citizens if not p.adult(today))
    lives: list[histories.Life] = list(histories.LIVES)
    for life in histories.LIVES:
        lives += [life] * max(0, round(count * life.share / 100) - 1)
    found: list[Debtor] = []
    for number, life in enumerate(lives):
        person = next(minors if life.minor else adults, None)
        if person is not None:
            found.append((person, life, number))
    return found


def _writs(debtors: list[Debtor], today: date) -> list[dict[str, object]]:
    return [
        files.writ_row(
            person,
            court=COURTS[number % len(COURTS)][0],
            number=_writ_number(number),
            issued_on=str(today - timedelta(days=_age(number) + 20)),
            claim="periodic" if life.periodic else "lump",
            amount=f"{_amount(life, number) // 100}.{_amount(life, number) % 100:02d}",
            currency="KZT",
            arrears_since=str(today - timedelta(days=_age(number) + 150)) if life.periodic else "",
            creditor="«Қарыз» ЖШС" if number % 2 else "ТОО «Кредитор»",
            agent="",
        )
        for person, life, number in debtors
    ]


def _age(number: int) -> int:
    """Days since a proceeding was opened: 70 to 189, so that every life has had its time."""
    return 70 + number * 37 % 120


def _amount(life: histories.Life, number: int) -> int:
    return life.minor_units + number * 1_117 % 90_000


def _live(debtors: list[Debtor], officials: dict[str, Official], now: datetime, say: Say) -> list[files.Transfer]:
    from aiqyn.register.acting import Actor
    from aiqyn.register.acts.open_proceeding import open_proceeding

    transfers: list[files.Transfer] = []
    agents = [officials["agent-1"], officials["agent-2"]]
    for done, (_, life, number) in enumerate(debtors, 1):
        court = COURTS[number % len(COURTS)][0]
        agent = agents[number % 3 % 2]
        opened = now - timedelta(days=_age(number))
        with transaction.atomic():
            writ = cases.unopened_writ(court, _writ_number(number))
            if writ is None:
                raise LookupError("a writ of the synthetic country is missing")
            proceeding = open_proceeding(writ=writ, agent=agent, actor=Actor.of(agent), at=opened)
            bench = histories.Bench(agent, officials[f"judge-{court}"], now)
            transfers += histories.live(life, proceeding, bench)
        if done % 100 == 0 or done == len(debtors):
            say(f"{done} of {len(debtors)} proceedings")
    # Money that fits no debt: it waits for a person to match it.
    stray = [
        files.Transfer("BANKSTRAY1", 1_234_500),
        files.Transfer("BANKSTRAY2", 50_000, "RF18539007547034"),
    ]
    surplus = [_more(one) if n == 0 else one for n, one in enumerate(transfers)]
    return surplus + stray


def _more(one: files.Transfer) -> files.Transfer:
    return files.Transfer(one.entry_ref, one.minor + 150_000, one.reference, one.returned, one.booked, one.currency)


_SHOWN = (
    "in-force",
    "alimony-in-force",
    "partly-paid",
    "paid",
    "proposed",
    "refused-by-judge",
    "lifted",
    "expired",
)


def _personas(
    debtors: list[Debtor], citizens: list[SyntheticPerson], officials: dict[str, Official], today: date
) -> list[Persona]:
    told = [Persona(post.role, ref, post.name, persona=f"official:{ref}") for ref, post in officials.items()]
    first = {life.name: person for person, life, _ in reversed(debtors)}
    chosen = [(name, first[name]) for name in _SHOWN if name in first]
    indebted = {person.iin for person, _, _ in debtors}
    free = next(p for p in citizens if p.iin not in indebted and p.adult(today))
    for name, person in [*chosen, ("nothing held", free)]:
        row = overview.person(person.iin)
        user = make_account(f"person-{row.pk}")
        link_account(person=row, user=user, actor=OPERATOR, at=timezone.now())
        named = Persona("person", user.username, row.full_name, name, person.iin, person.document)
        told.append(replace(named, persona=f"person:{user.pk}"))
    return told
