"""Taken in under a hit and nothing else; let go by two people, to who is entitled, when nothing holds it any more."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from aiqyn import law
from aiqyn.register.acting import IMPORT, OPERATOR, ActError, Actor, ActRefused
from aiqyn.register.acts.add_photo import MOST, add_photo
from aiqyn.register.acts.appoint_official import appoint_official
from aiqyn.register.acts.approve_release import approve_release
from aiqyn.register.acts.decide_contest import decide_contest
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.give_power import give_power
from aiqyn.register.acts.lift_measure import lift_measure
from aiqyn.register.acts.open_lot import open_lot
from aiqyn.register.acts.post_custodian import post_custodian
from aiqyn.register.acts.receive_vehicle import receive_vehicle
from aiqyn.register.acts.record_organisations import OrganisationRecord, record_organisations
from aiqyn.register.acts.release_vehicle import release_vehicle
from aiqyn.register.acts.revoke_power import revoke_power
from aiqyn.register.acts.suspend_measure import suspend_measure
from aiqyn.register.queries import cases, impound
from aiqyn.register.rows import (
    Act,
    ImpoundRelease,
    Intake,
    IntakePhoto,
    Leaf,
    Measure,
    Official,
    Organisation,
    Person,
    Vehicle,
)
from tests.photos import SECRET, exif, jpeg, png
from tests.register.conftest import T0
from tests.register.impound.conftest import CAME, STOPPED, Lot, person, stop

PERSON = Actor("person", "person")
LATER = CAME + timedelta(days=4)


def lift(lot: Lot, measure: Measure | None = None, at: datetime = CAME + timedelta(days=3)) -> None:
    lift_measure(measure=measure or lot.measure, reasons="Agreed.", actor=Actor.of(lot.country.agent), at=at)


def approve(
    lot: Lot, intake: Intake, to: Person, relation: str = "owner", *, paper: str = "", by: Official | None = None
) -> ImpoundRelease:
    return approve_release(intake=intake, released_to=to, relation=relation, paper=paper, actor=lot.actor(by), at=LATER)


def hand_over(lot: Lot, intake: Intake, by: Official | None = None, at: datetime = LATER) -> ImpoundRelease:
    return release_vehicle(intake=intake, actor=lot.actor(by or lot.second), at=at)


def test_taken_in_under_the_number_of_a_stop(lot: Lot) -> None:
    intake = lot.taken_in()
    assert (intake.lot.ref, intake.vehicle, intake.measure) == ("lot-1", lot.vehicle, lot.measure)
    assert intake.reference.startswith("RF")
    leaf = Leaf.objects.get(act__kind="intake")
    opened = json.loads(bytes(leaf.content))
    assert opened["number"] == lot.met.number
    assert opened["condition"] == "Left door scratched."
    assert leaf.act.measure == lot.measure


@pytest.mark.parametrize("number", ["N5Y71-YFEEMS", "123ABC02", "XTA210990Y2766389", ""])
def test_nothing_is_taken_in_without_a_hit(lot: Lot, number: str) -> None:
    with pytest.raises(ActError) as caught:
        receive_vehicle(number=number, odometer_km=None, condition="Whole.", inventory="", actor=lot.actor(), at=CAME)
    assert (caught.value.field, caught.value.code) == ("number", "no-vehicle-detained")


def test_a_hit_that_detained_nothing_takes_nothing_in(lot: Lot) -> None:
    departure = lot.country.in_force()
    other = stop(departure, "N5Y71-YFEEMS")
    with pytest.raises(ActError) as caught:
        receive_vehicle(
            number=other.number, odometer_km=None, condition="Whole.", inventory="", actor=lot.actor(), at=CAME
        )
    assert caught.value.code == "no-vehicle-detained"


def test_a_number_takes_in_once_and_a_vehicle_is_in_one_lot(lot: Lot) -> None:
    lot.taken_in()
    with pytest.raises(ActError) as caught:
        lot.taken_in()
    assert caught.value.code == "used-for-an-intake"
    again = stop(lot.measure, "N5Y71-YFEEMS")
    with pytest.raises(ActError) as caught:
        receive_vehicle(
            number=again.number, odometer_km=None, condition="Whole.", inventory="", actor=lot.actor(), at=CAME
        )
    assert caught.value.code == "already-in-a-lot"


def test_what_ended_on_the_way_goes_back_at_once(lot: Lot) -> None:
    lift(lot, at=STOPPED + timedelta(minutes=20))
    with pytest.raises(ActError) as caught:
        lot.taken_in()
    assert caught.value.code == "ended-on-the-way"
    assert not Intake.objects.exists()


def test_the_condition_is_written_down(lot: Lot) -> None:
    with pytest.raises(ActError) as caught:
        receive_vehicle(
            number=lot.met.number, odometer_km=None, condition=" ", inventory="", actor=lot.actor(), at=CAME
        )
    assert (caught.value.field, caught.value.code) == ("condition", "missing")


def test_only_a_posted_custodian_acts(lot: Lot) -> None:
    with pytest.raises(ActError) as caught:
        receive_vehicle(
            number=lot.met.number,
            odometer_km=None,
            condition="Whole.",
            inventory="",
            actor=Actor.of(lot.country.agent),
            at=CAME,
        )
    assert (caught.value.field, caught.value.code) == ("actor", "not-a-custodian")
    lot.first.lot_post.delete()
    with pytest.raises(ActError) as caught:
        lot.taken_in()
    assert caught.value.code == "no-lot"


def test_another_lots_custodian_touches_nothing(lot: Lot) -> None:
    intake = lot.taken_in()
    lift(lot)
    with pytest.raises(ActError) as caught:
        approve(lot, intake, lot.owner, by=lot.elsewhere)
    assert (caught.value.field, caught.value.code) == ("intake", "not-of-this-lot")
    where = impound.lot_of(lot.elsewhere)
    assert where is not None
    assert impound.keeping(where, LATER) == []
    assert impound.own_intake(where, intake.ref) is None


def test_lots_and_posts_are_given_once(lot: Lot) -> None:
    with pytest.raises(ActError) as caught:
        open_lot(ref="lot-1", name="Again", place="", actor=OPERATOR, at=T0)
    assert (caught.value.field, caught.value.code) == ("ref", "taken")
    here = impound.lot("lot-1")
    assert here is not None
    with pytest.raises(ActError) as caught:
        post_custodian(custodian=lot.country.judge, lot=here, actor=OPERATOR, at=T0)
    assert caught.value.code == "not-a-custodian"
    post_custodian(custodian=lot.elsewhere, lot=here, actor=OPERATOR, at=T0)
    assert impound.lot_of(lot.elsewhere) == here


def test_a_photograph_is_kept_without_its_place_and_its_hash_is_in_the_ledger(lot: Lot) -> None:
    intake = lot.taken_in()
    photo = add_photo(intake=intake, content=jpeg(exif(6)), folder=lot.folder, actor=lot.actor(), at=CAME)
    stored = (lot.folder / photo.sha256).read_bytes()
    assert SECRET not in stored
    assert (photo.media_type, photo.size) == ("image/jpeg", len(stored))
    assert json.loads(bytes(Leaf.objects.get(act__kind="photograph").content))["sha256"] == photo.sha256


def test_photographs_that_are_refused(lot: Lot) -> None:
    intake = lot.taken_in()

    def refused(content: bytes) -> str:
        with pytest.raises(ActError) as caught:
            add_photo(intake=intake, content=content, folder=lot.folder, actor=lot.actor(), at=CAME)
        assert caught.value.field == "photo"
        return caught.value.code

    assert refused(b"GIF89a") == "not-a-photo"
    assert refused(jpeg()[:-2]) == "broken"
    assert refused(b"\xff\xd8" + b"\x00" * 8_000_000) == "too-large"
    assert not IntakePhoto.objects.exists()
    for shade in range(MOST):
        add_photo(intake=intake, content=png(shade), folder=lot.folder, actor=lot.actor(), at=CAME)
        if shade == 0:
            assert refused(png(shade)) == "added-before"
    assert refused(png(200)) == "too-many"
    lift(lot)
    approve(lot, intake, lot.owner)
    hand_over(lot, intake)
    assert refused(png(201)) == "vehicle-left"


def test_two_people_let_it_go_to_its_owner_with_an_invoice(lot: Lot) -> None:
    intake = lot.taken_in()
    lift(lot)
    approve(lot, intake, lot.owner)
    with pytest.raises(ActRefused) as caught:
        hand_over(lot, intake, by=lot.first)
    assert caught.value.refused.code == "two-officials"
    done = hand_over(lot, intake)
    assert (done.first_official, done.second_official) == (lot.first, lot.second)
    # Taken in on the first day, lifted on the fourth, fetched on the fifth within the free days.
    assert done.fee_minor == 4 * 55_000
    assert Intake.objects.get().released_at == LATER
    assert Act.objects.filter(kind__in=("handover-approval", "handover")).count() == 2
    with pytest.raises(ActRefused) as caught:
        hand_over(lot, intake)
    assert caught.value.refused.code == "vehicle-released"
    # What was handed over grows no dearer.
    assert impound.kept(Intake.objects.get(), LATER + timedelta(days=90)).storage.fee_minor == done.fee_minor


def test_the_database_itself_wants_two_people(lot: Lot) -> None:
    intake = lot.taken_in()
    lift(lot)
    row = approve(lot, intake, lot.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImpoundRelease.objects.filter(pk=row.pk).update(second_official=lot.first, released_at=LATER, fee_minor=0)


def test_nothing_goes_unapproved(lot: Lot) -> None:
    intake = lot.taken_in()
    lift(lot)
    with pytest.raises(ActError) as caught:
        hand_over(lot, intake)
    assert (caught.value.field, caught.value.code) == ("intake", "not-approved")


def test_nothing_goes_while_a_measure_holds_it(lot: Lot) -> None:
    intake = lot.taken_in()
    with pytest.raises(ActRefused) as caught:
        approve(lot, intake, lot.owner)
    assert caught.value.refused.code == "measure-binds"


def test_a_second_creditors_measure_holds_it_too(lot: Lot) -> None:
    other = lot.detained(lot.country.noticed(person=lot.debtor))
    intake = lot.taken_in()
    lift(lot)
    with pytest.raises(ActRefused) as caught:
        approve(lot, intake, lot.owner)
    assert caught.value.refused.code == "measure-binds"
    assert impound.kept(intake, LATER).held
    lift(lot, other, at=LATER - timedelta(minutes=1))
    approve(lot, intake, lot.owner)
    assert hand_over(lot, intake).fee_minor == 5 * 55_000


def test_what_sleeps_keeps_no_vehicle(lot: Lot) -> None:
    intake = lot.taken_in()
    suspend_measure(
        measure=lot.measure,
        ground=law.SuspensionGround.COURT,
        starts_on=None,
        ends_on=None,
        reasons="The court looks at it.",
        papers=False,
        actor=Actor.of(lot.country.judge),
        at=CAME + timedelta(days=1),
    )
    shown = impound.kept(intake, LATER)
    assert (shown.held, shown.storage.charged) == (False, 2)
    approve(lot, intake, lot.owner)
    assert hand_over(lot, intake).fee_minor == 2 * 55_000


def test_what_expired_holds_nothing_though_nobody_wrote_it_down(lot: Lot) -> None:
    intake = lot.taken_in()
    new_year = datetime(2027, 1, 1, 12, tzinfo=CAME.tzinfo)
    shown = impound.kept(intake, new_year)
    assert not shown.held
    assert shown.free_since == date(2027, 1, 1)


def test_nobody_else_fetches_it(lot: Lot) -> None:
    intake, stranger = lot.taken_in(), person(lot)
    lift(lot)
    for relation in ("owner", "representative", "buyer", "heir"):
        with pytest.raises(ActRefused) as caught:
            approve(lot, intake, stranger, relation, paper="No 5 of 2 March 2026")
        assert caught.value.refused.code == "not-entitled-to-vehicle"
    with pytest.raises(ActError) as refused:
        approve(lot, intake, lot.owner, "finder")
    assert (refused.value.field, refused.value.code) == ("relation", "unknown-relation")


def test_a_representative_needs_a_power_for_everything(lot: Lot) -> None:
    intake, friend = lot.taken_in(), person(lot)
    lift(lot)
    until = date(2026, 5, 1)
    narrow = give_power(person=lot.owner, representative=friend, scope="contest", until=until, actor=PERSON, at=CAME)
    with pytest.raises(ActRefused):
        approve(lot, intake, friend, "representative")
    revoke_power(power=narrow, actor=PERSON, at=CAME)
    power = give_power(person=lot.owner, representative=friend, scope="all", until=until, actor=PERSON, at=CAME)
    assert approve(lot, intake, friend, "representative").representation == power
    # A power that was revoked between the two people is none.
    revoke_power(power=power, actor=PERSON, at=LATER)
    with pytest.raises(ActRefused) as caught:
        hand_over(lot, intake)
    assert caught.value.refused.code == "not-entitled-to-vehicle"


def test_a_buyer_fetches_it_when_the_contest_is_won_and_owes_nothing(lot: Lot) -> None:
    intake, buyer = lot.taken_in(), person(lot)
    contest = file_contest(
        measure=lot.measure, filer=buyer, words="I bought it.", disputed_minor=0, met=lot.met, actor=PERSON, at=CAME
    )
    assert contest.filed_as == "buyer"
    with pytest.raises(ActRefused):
        approve(lot, intake, buyer, "buyer")
    judge = appoint_official(
        ref="judge-3", name="Third", role=law.Role.JUDGE, court=cases.court("7501"), actor=OPERATOR, at=T0
    )
    decide_contest(contest=contest, granted=True, reasons="Bought before.", actor=Actor.of(judge), at=LATER)
    assert approve(lot, intake, buyer, "buyer").contest == contest
    done = hand_over(lot, intake)
    assert (done.relation, done.released_to, done.fee_minor) == ("buyer", buyer, 0)


def test_a_contest_that_was_lost_gives_no_right(lot: Lot) -> None:
    intake, buyer = lot.taken_in(), person(lot)
    contest = file_contest(
        measure=lot.measure, filer=buyer, words="I bought it.", disputed_minor=0, met=lot.met, actor=PERSON, at=CAME
    )
    judge = appoint_official(
        ref="judge-3", name="Third", role=law.Role.JUDGE, court=cases.court("7501"), actor=OPERATOR, at=T0
    )
    decide_contest(contest=contest, granted=False, reasons="Not shown.", actor=Actor.of(judge), at=CAME)
    lift(lot)
    with pytest.raises(ActRefused) as caught:
        approve(lot, intake, buyer, "buyer")
    assert caught.value.refused.code == "not-entitled-to-vehicle"


def test_an_heir_shows_a_paper_when_the_owner_has_died(lot: Lot) -> None:
    intake, heir = lot.taken_in(), person(lot)
    lift(lot)
    Person.objects.filter(pk=lot.owner.pk).update(died_on=CAME.date())
    with pytest.raises(ActRefused):
        approve(lot, intake, heir, "heir", paper="  ")
    assert (
        approve(lot, intake, heir, "heir", paper="Certificate 7, 1 March 2026").paper == "Certificate 7, 1 March 2026"
    )
    assert hand_over(lot, intake).relation == "heir"


def test_the_head_fetches_what_an_organisation_owns(lot: Lot) -> None:
    intake, head = lot.taken_in(), person(lot)
    lift(lot)
    firm = OrganisationRecord("940140000385", "Firm", head.number, date(2025, 1, 1))
    record_organisations([firm], actor=IMPORT, at=T0)
    owner = Organisation.objects.get()
    Vehicle.objects.update(owner_person=None, owner_organisation=owner)
    with pytest.raises(ActRefused):
        approve(lot, intake, lot.owner)
    approve(lot, intake, head)
    assert hand_over(lot, intake).released_to == head


def test_a_new_approval_takes_the_place_of_one_that_nobody_carried_out(lot: Lot) -> None:
    intake, friend = lot.taken_in(), person(lot)
    lift(lot)
    give_power(person=lot.owner, representative=friend, scope="all", until=date(2026, 5, 1), actor=PERSON, at=CAME)
    approve(lot, intake, friend, "representative")
    again = approve(lot, intake, lot.owner, by=lot.second)
    assert (again.representation, again.first_official) == (None, lot.second)
    with pytest.raises(ActRefused) as caught:
        hand_over(lot, intake, by=lot.second)
    assert caught.value.refused.code == "two-officials"
    assert hand_over(lot, intake, by=lot.first).released_to == lot.owner


def test_a_lots_list_has_first_what_may_be_fetched(lot: Lot) -> None:
    intake = lot.taken_in()
    here = impound.lot("lot-1")
    assert here is not None
    assert [one.held for one in impound.keeping(here, LATER)] == [True]
    assert [one.intake for one in impound.of_person(lot.owner, LATER)] == [intake]
    assert impound.of_person(person(lot), LATER) == []
    lift(lot)
    approve(lot, intake, lot.owner)
    hand_over(lot, intake)
    assert impound.keeping(here, LATER) == []
    assert list(impound.handed_over(here, 5)) == [intake]
    assert impound.of_person(lot.owner, LATER) == []
