"""Vehicles, organisations and the writs against them: by their numbers, never by a name alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aiqyn import law
from aiqyn.identifiers.iin import check_digit
from aiqyn.register.acting import Actor
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_service import record_service
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.intake import foreigners, organisations, vehicles
from aiqyn.register.queries import cases
from aiqyn.register.rows import Act, Measure, OrganisationHead, Person, Vehicle, VehicleCertificate, Writ
from tests.intake.making import NOW, WRITS, table, take, writ
from tests.register.conftest import Country, make_iin

BIN = "99014000001" + str(check_digit("99014000001"))
CAR = {
    "ref": "V1", "plate": "123ABC02", "vin": "XTA210990Y2766389", "make": "LADA", "owner_iin": make_iin(1),
    "certificate": "AB00123456", "certificate_issued_on": "2020-01-01",
}  # fmt: skip


def car(path: Path, *rows: dict[str, str]) -> Path:
    return table(path, vehicles.COLUMNS.required, rows)


def firm(path: Path, **change: str) -> Path:
    row = {"bin": BIN, "name": "«Мысал» ЖШС", "head_iin": make_iin(1), "head_since": "2020-01-01"} | change
    return table(path, organisations.COLUMNS.required, [row])


@pytest.fixture
def owner(country: Country) -> Any:
    return country.person()


def detained(country: Country, owner: Any) -> Measure:
    proceeding = country.noticed(person=owner)
    measure = propose_measure(
        proceeding=proceeding, kind=law.MeasureKind.VEHICLE_DETENTION, ends_on=date(2026, 12, 31),
        reasons="Unpaid for a year.", actor=Actor.of(country.agent), at=NOW + timedelta(days=1),
        vehicle=Vehicle.objects.get(),
    )  # fmt: skip
    return sanction_measure(
        measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(country.judge), at=NOW + timedelta(days=2)
    )


def test_a_vehicle_is_written_once_with_all_its_certificates(tmp_path: Path, owner: Any) -> None:
    rows = [CAR, CAR | {"certificate": "AB00123457"}]
    assert take("vehicles", car(tmp_path / "a.csv", *rows)).accepted == 2
    assert (Vehicle.objects.count(), VehicleCertificate.objects.count()) == (1, 2)
    acts = Act.objects.count()
    assert take("vehicles", car(tmp_path / "b.csv", *rows, CAR)).known == 3
    assert Act.objects.count() == acts


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"owner_iin": make_iin(9)}, "owner_iin", "unknown-owner"),
        ({"owner_iin": ""}, "owner_iin", "one-owner"),
        ({"owner_bin": BIN}, "owner_iin", "one-owner"),
        ({"vin": ""}, "vin", "missing"),
        ({"vin": "XTA210990Y276638"}, "vin", "length"),
        ({"plate": "123Ж"}, "plate", "characters"),
        ({"ref": "V2"}, "vin", "of-another-vehicle"),
        ({"ref": "V2", "vin": "", "chassis": "0412345"}, "certificate", "of-another-vehicle"),
    ],
)
def test_what_is_wrong_is_refused_by_its_column(
    tmp_path: Path, owner: Any, change: dict[str, str], field: str, code: str
) -> None:
    take("vehicles", car(tmp_path / "a.csv", CAR))
    other = CAR | {"ref": "V3", "vin": "", "chassis": "99999", "certificate": "AB00999999"}
    report = take("vehicles", car(tmp_path / "b.csv", CAR | change, other))
    assert [(one.field, one.code) for one in report.refusals()] == [(field, code)]
    assert report.accepted == 1  # the other row stands


def test_a_new_plate_extends_the_order(tmp_path: Path, country: Country, owner: Any) -> None:
    take("vehicles", car(tmp_path / "a.csv", CAR))
    detained(country, owner)
    take("vehicles", car(tmp_path / "b.csv", CAR | {"plate": "777XYZ02"}), at=NOW + timedelta(days=5))
    assert Act.objects.filter(kind="extension").count() == 1


def test_a_writ_against_an_organisation_restricts_its_head_until_another_heads_it(
    tmp_path: Path, country: Country, owner: Any
) -> None:
    assert take("organisations", firm(tmp_path / "o.csv")).accepted == 1
    nobody = dict.fromkeys(("iin", "surname", "given_name", "patronymic", "birth_date"), "")
    row = writ(1, **nobody, bin=BIN, organisation="«мысал»  ЖШС", agent="agent-1", category="wages")
    assert take("writs", table(tmp_path / "w.csv", WRITS, [row])).accepted == 1
    recorded = Writ.objects.get()
    assert (recorded.debtor, recorded.debtor_name, recorded.category) == (None, "«Мысал» ЖШС", "wages")
    proceeding = cases.proceeding_on(recorded.court.code, recorded.number)
    assert proceeding is not None
    agent = Actor.of(country.agent)
    sent = send_notice(proceeding=proceeding, kind="special", channel="sms", actor=agent, at=NOW + timedelta(hours=1))
    served = NOW + timedelta(hours=2)
    record_service(notice=sent, served_at=served, actor=agent, at=served)
    measure = propose_measure(
        proceeding=proceeding, kind=law.MeasureKind.DEPARTURE_RESTRICTION, ends_on=date(2026, 12, 31),
        reasons="The organisation pays nobody.", actor=agent, at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert (measure.person, measure.subject_kind) == (Person.objects.get(iin=owner.iin), "head")
    sanction_measure(
        measure=measure, review_by=date(2026, 8, 1), actor=Actor.of(country.judge), at=NOW + timedelta(days=2)
    )
    successor = country.person()
    changed = firm(tmp_path / "n.csv", head_iin=successor.iin, head_since="2026-03-04")
    assert take("organisations", changed, at=NOW + timedelta(days=3)).accepted == 1
    measure.refresh_from_db()
    assert measure.end_reason == "head-changed"
    assert OrganisationHead.objects.filter(until__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"bin": BIN}, "bin", "one-debtor"),
        ({"iin": "", "bin": BIN, "organisation": "Another"}, "organisation", "disagrees-with-business-register"),
        ({"iin": "", "bin": BIN, "organisation": ""}, "organisation", "missing"),
        ({"iin": "", "bin": make_iin(1)}, "bin", "person"),
        ({"iin": "", "document": "UKR:FX900061"}, "document", "unknown-person"),
        ({"category": "fun"}, "category", "unknown-word"),
    ],
)
def test_a_writ_names_exactly_one_debtor(
    tmp_path: Path, owner: Any, change: dict[str, str], field: str, code: str
) -> None:
    take("organisations", firm(tmp_path / "o.csv"))
    report = take("writs", table(tmp_path / "w.csv", WRITS, [writ(1) | change]))
    assert [(one.field, one.code) for one in report.refusals()] == [(field, code)]


def test_a_writ_against_somebody_without_an_iin(tmp_path: Path, country: Country) -> None:
    maria = {
        "surname": "ПОПОВА", "given_name": "Мария", "birth_date": "1991-09-09", "document_kind": "passport",
        "document_state": "UKR", "document_number": "FX900061",
    }  # fmt: skip
    names = (*foreigners.COLUMNS.required, *(f"document_{name}" for name in foreigners.COLUMNS.document))
    take("foreigners", table(tmp_path / "f.csv", names, [maria]))
    named = {name: maria[name] for name in ("surname", "given_name", "birth_date")}
    row = writ(1) | {"iin": "", "patronymic": "", "document": "UKR:FX900061"} | named
    path = table(tmp_path / "w.csv", WRITS, [row])
    assert take("writs", path).accepted == 1
    debtor = Writ.objects.get().debtor
    assert debtor is not None
    assert debtor.iin is None
    assert take("writs", table(tmp_path / "v.csv", WRITS, [row, row])).known == 2
