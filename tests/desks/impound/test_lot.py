"""A lot's pages: taking in by number, photographs that only this lot sees, handing over by two people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from pytest_django import Settings

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.protocol import number
from aiqyn.register.acting import IMPORT, OPERATOR, Actor
from aiqyn.register.acts.disclose import disclose
from aiqyn.register.acts.enrol_point import enrol_point
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.open_lot import open_lot
from aiqyn.register.acts.post_custodian import post_custodian
from aiqyn.register.acts.propose_measure import propose_measure
from aiqyn.register.acts.record_vehicles import CertificateRecord, VehicleRecord, record_vehicles
from aiqyn.register.acts.sanction_measure import sanction_measure
from aiqyn.register.rows import ImpoundRelease, Intake, IntakePhoto, Measure, Person, PersonDocument, Vehicle
from tests.desks.conftest import Enter
from tests.desks.stage import Stage
from tests.photos import SECRET, exif, jpeg

NUMBER = number.make(298_437_021_566_913)
TYPED = {
    "number": NUMBER.lower().replace("-", " "),
    "odometer_km": "120500",
    "condition": "Left door scratched.",
    "inventory": "",
}


@dataclass
class Detained:
    """A vehicle detained at a stop, its owner, and the custodians' lot."""

    stage: Stage
    enter: Enter
    owner: Person
    measure: Measure
    photographs: Path

    def take_in(self) -> Intake:
        done = self.enter("custodian-1").post("/impound/new/", TYPED)
        assert done.status_code == 302
        return Intake.objects.get()

    def lift(self) -> None:
        lift_measure(measure=self.measure, reasons="Agreed.", actor=self.stage.actor(), at=self.stage.ago(minutes=1))

    def comes(self, relation: str = "owner", **more: str) -> dict[str, str]:
        document = PersonDocument.objects.get(person=self.owner)
        return {"iin": self.owner.number, "document": document.number, "relation": relation} | more


@pytest.fixture
def detained(stage: Stage, enter: Enter, settings: Settings, tmp_path: Path) -> Detained:
    settings.AIQYN = replace(settings.AIQYN, folder=tmp_path)
    owner = stage.person()
    proceeding = stage.noticed(owner)
    record = VehicleRecord(
        "V-1", "123ABC02", "XTA210990Y2766389", "", "Lada", owner.number,
        certificates=(CertificateRecord("AB12345678"),),
    )  # fmt: skip
    record_vehicles([record], actor=IMPORT, at=stage.ago(days=60))
    proposed = propose_measure(
        proceeding=proceeding,
        kind=law.MeasureKind.VEHICLE_DETENTION,
        vehicle=Vehicle.objects.get(),
        ends_on=add_months(stage.now.date(), 9),
        reasons="Nothing was paid.",
        actor=stage.actor(),
        at=stage.ago(days=20),
    )
    measure = sanction_measure(
        measure=proposed,
        review_by=add_months(stage.now.date(), 4),
        actor=stage.actor("judge-1"),
        at=stage.ago(days=10),
    )
    point = enrol_point(
        ref="patrol-1",
        purpose=law.Purpose.ROADSIDE_STOP,
        place="Post 7",
        public_key=b"r" * 32,
        actor=OPERATOR,
        at=stage.ago(days=80),
    )
    disclose(
        measure=measure,
        point=point,
        effect=law.EffectKind.HOLD,
        ground="stop-accident",
        number=NUMBER,
        actor=Actor("patrol-1", "service-point"),
        at=stage.ago(hours=3),
    )
    lot = open_lot(ref="lot-1", name="Lot 1", place="Ryskulov avenue", actor=OPERATOR, at=stage.ago(days=90))
    for ref in ("custodian-1", "custodian-2"):
        post_custodian(custodian=stage.official(ref), lot=lot, actor=OPERATOR, at=stage.ago(days=90))
    return Detained(stage, enter, owner, measure, tmp_path / "photographs")


def text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def sent(content: bytes = jpeg(exif(6))) -> dict[str, SimpleUploadedFile]:
    return {"photo": SimpleUploadedFile("door, Almaty.jpg", content, content_type="text/html")}


def test_a_custodian_without_a_lot_is_told(stage: Stage, enter: Enter) -> None:
    page = text(enter("custodian-1").get("/impound/"))
    assert "You are posted to no lot." in page
    assert enter("custodian-1").get("/impound/V-1/").status_code == 404


def test_taking_in_by_the_number_of_the_slip(detained: Detained) -> None:
    done = detained.enter("custodian-1").post("/impound/new/", TYPED, follow=True)
    intake = Intake.objects.get()
    assert done.redirect_chain == [(f"/impound/{intake.ref}/", 302)]
    page = text(done)
    assert (intake.disclosure.number, intake.odometer_km) == (NUMBER, 120_500)
    for expected in ("The vehicle is taken in.", "123ABC02", "Left door scratched.", "a measure holds it", "120,500"):
        assert expected in page, expected
    listed = text(detained.enter("custodian-2").get("/impound/"))
    assert intake.ref in listed
    assert "KZT\u00a0550.00" in listed


def test_storage_is_shown_with_its_tariff_and_where_that_stands(detained: Detained) -> None:
    intake = detained.take_in()
    page = text(detained.enter("custodian-1").get(f"/impound/{intake.ref}/"))
    assert intake.reference in page
    assert page.count("tag-unverified") == len(law.STORAGE_RULES)
    assert "Nothing is paid at the lot" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": "123ABC02"}, "11 letters and digits, as on the slip."),
        ({"number": "N5Y71-YFEEMS"}, "No vehicle was detained under this number."),
        ({"condition": ""}, "Fill in this field."),
        ({"odometer_km": "-1"}, "Kilometres as a whole number."),
        ({"odometer_km": "many"}, "Kilometres as a whole number."),
        ({"condition": "x" * 4001}, "Say it in 4,000 characters at most."),
    ],
)
def test_what_was_typed_wrong_is_said(detained: Detained, typed: dict[str, str], words: str) -> None:
    response = detained.enter("custodian-1").post("/impound/new/", TYPED | typed)
    assert response.status_code == 422
    assert words in text(response)
    assert not Intake.objects.exists()


def test_a_photograph_is_shown_to_this_lot_alone_and_says_not_where_it_was_taken(detained: Detained) -> None:
    intake, custodian = detained.take_in(), detained.enter("custodian-1")
    done = custodian.post(f"/impound/{intake.ref}/photos/", sent(), follow=True)
    assert "The photograph is added." in text(done)
    photo = IntakePhoto.objects.get()
    address = f"/impound/{intake.ref}/photos/{photo.sha256}/"
    assert address in text(done)
    shown = custodian.get(address)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.content.startswith(b"\xff\xd8")
    assert SECRET not in shown.content
    assert Client().get(address).status_code == 302
    for ref in ("agent-1", "judge-1", "prosecutor-1"):
        assert detained.enter(ref).get(address).status_code == 403
    other = open_lot(ref="lot-2", name="", place="", actor=OPERATOR, at=detained.stage.now)
    post_custodian(custodian=detained.stage.official("custodian-1"), lot=other, actor=OPERATOR, at=detained.stage.now)
    assert custodian.get(address).status_code == 404
    assert custodian.get(f"/impound/{intake.ref}/").status_code == 404


def test_a_photograph_that_was_changed_on_the_disk_is_not_shown(detained: Detained) -> None:
    intake, custodian = detained.take_in(), detained.enter("custodian-1")
    custodian.post(f"/impound/{intake.ref}/photos/", sent())
    photo = IntakePhoto.objects.get()
    (detained.photographs / photo.sha256).write_bytes(jpeg())
    address = f"/impound/{intake.ref}/photos/"
    assert custodian.get(f"{address}{photo.sha256}/").status_code == 404
    assert custodian.get(f"{address}{'0' * 64}/").status_code == 404
    (detained.photographs / photo.sha256).unlink()
    assert custodian.get(f"{address}{photo.sha256}/").status_code == 404


def test_what_is_no_photograph_is_said(detained: Detained) -> None:
    intake, custodian = detained.take_in(), detained.enter("custodian-1")
    for files, words in (
        ({}, "Choose a file."),
        (sent(b""), "Choose a photograph: a JPEG or PNG file."),
        (sent(b"<html><script>"), "Choose a photograph: a JPEG or PNG file."),
        (sent(jpeg()[:-2]), "This file is cut short or damaged."),
        (sent(b"\xff\xd8" * 4_000_001), "The file is over 8 MB."),
    ):
        response = custodian.post(f"/impound/{intake.ref}/photos/", files)
        assert response.status_code == 422
        assert words in text(response)
    assert not IntakePhoto.objects.exists()


def test_two_people_hand_it_over(detained: Detained) -> None:
    intake = detained.take_in()
    first, second = detained.enter("custodian-1"), detained.enter("custodian-2")
    page = f"/impound/{intake.ref}/"
    refused = first.post(f"{page}approve/", detained.comes())
    assert refused.status_code == 422
    assert "The measure binds: the vehicle is handed over when it has ended." in text(refused)
    detained.lift()
    assert "may be fetched" in text(first.get("/impound/"))
    done = first.post(f"{page}approve/", detained.comes(), follow=True)
    assert "Approved. A second person hands the vehicle over." in text(done)
    assert "somebody else hands it over" in text(done)
    assert "/hand-over/" not in text(done)
    alone = first.post(f"{page}hand-over/")
    assert alone.status_code == 422
    assert "Two people let a vehicle go" in text(alone)
    assert "/hand-over/" in text(second.get(page))
    gone = text(second.post(f"{page}hand-over/", follow=True))
    assert "The vehicle is handed over." in gone
    assert detained.owner.full_name in gone
    release = ImpoundRelease.objects.get()
    assert (release.first_official.ref, release.second_official and release.second_official.ref) == (
        "custodian-1", "custodian-2",
    )  # fmt: skip
    assert "KZT\u00a0550.00" in gone
    assert "No vehicle is kept here." in text(first.get("/impound/"))
    assert "Handed over last" in text(first.get("/impound/"))


def test_who_comes_is_named_by_two_facts(detained: Detained) -> None:
    intake = detained.take_in()
    detained.lift()
    page, custodian = f"/impound/{intake.ref}/approve/", detained.enter("custodian-1")
    stranger = detained.stage.person()
    for typed, words in (
        (detained.comes(document="N99999999"), "These two facts together name nobody"),
        (detained.comes(iin="123"), "An IIN has 12 digits."),
        (detained.comes(document="?"), "The letters and digits as on the document."),
        (detained.comes(relation="finder"), "Choose from the list."),
        (
            detained.comes(iin=stranger.number, document=PersonDocument.objects.get(person=stranger).number),
            "This person is not entitled to the vehicle.",
        ),
        (detained.comes("heir", paper="Certificate 7"), "This person is not entitled to the vehicle."),
    ):
        response = custodian.post(page, typed)
        assert response.status_code == 422
        assert words in text(response), words
    assert not ImpoundRelease.objects.exists()


def test_a_get_changes_nothing_and_nothing_is_paid_here(detained: Detained) -> None:
    intake, custodian = detained.take_in(), detained.enter("custodian-1")
    detained.lift()
    for deed in ("photos", "hand-over"):
        assert custodian.get(f"/impound/{intake.ref}/{deed}/").status_code == 302
    unapproved = custodian.post(f"/impound/{intake.ref}/hand-over/")
    assert unapproved.status_code == 422
    assert "Nobody has approved yet that this vehicle goes." in text(unapproved)
    for page in ("/impound/", f"/impound/{intake.ref}/", f"/impound/{intake.ref}/approve/", "/impound/new/"):
        shown = text(custodian.get(page))
        assert not re.search(r'name="(amount|cash|paid|card)', shown)


def test_a_plate_finds_nothing(detained: Detained) -> None:
    """There is no search: a lot sees what it took in, in full, and nothing else."""
    detained.take_in()
    custodian = detained.enter("custodian-1")
    for page in ("/impound/", "/impound/?q=123ABC02", "/impound/new/"):
        assert not re.search(r'name="(q|plate|vin|search)"', text(custodian.get(page)))
    assert custodian.get("/impound/123ABC02/").status_code == 404


def test_days_pass(detained: Detained) -> None:
    intake = detained.take_in()
    Intake.objects.update(received_at=intake.received_at - timedelta(days=2))
    assert "KZT\u00a01,650.00" in text(detained.enter("custodian-1").get("/impound/"))
