"""A contest on the pages: filed by the person, for them, or by a buyer; decided by another judge in time."""

from __future__ import annotations

import re
from datetime import timedelta

from aiqyn.register.acting import CLOCK
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.give_power import give_power
from aiqyn.register.acts.suspend_for_overdue_contest import suspend_for_overdue_contest
from aiqyn.register.law_book import book
from aiqyn.register.rows import Contest, Measure, Representation
from tests.desks.conftest import Enter
from tests.desks.duty.conftest import Objecting, signed_in
from tests.desks.duty.test_duty import PERSON

WHY = "I paid in January."


def contest(on: Objecting, **values: str) -> None:
    page = on.me.post(f"/me/measures/{on.measure.ref}/contest/", {"words": WHY, "disputed": "1 000,50"} | values)
    assert page.status_code == 302, page.content.decode()


def test_the_person_contests_in_their_own_words(objecting: Objecting) -> None:
    me = objecting.me
    assert f"/me/measures/{objecting.measure.ref}/contest/" in me.get("/me/").content.decode()
    form = me.get(f"/me/measures/{objecting.measure.ref}/contest/").content.decode()
    assert "decides within 10 days" in form
    contest(objecting)
    filed = Contest.objects.get()
    assert (filed.words, filed.disputed_minor) == (WHY, 100_050)
    mine = me.get("/me/").content.decode()
    assert WHY in mine
    assert filed.ref in mine
    assert "the person it concerns" in mine
    again = me.post(f"/me/measures/{objecting.measure.ref}/contest/", {"words": WHY})
    assert again.status_code == 422


def test_a_contest_is_taken_back(objecting: Objecting) -> None:
    contest(objecting)
    path = f"/me/contests/{Contest.objects.get().ref}/withdraw/"
    assert signed_in(objecting.friend).post(path).status_code == 404
    assert objecting.me.get(path).status_code == 200
    assert "taken back" in objecting.me.post(path, {"yes": "1"}, follow=True).content.decode()
    assert Contest.objects.get().outcome == "withdrawn"


def test_nobody_contests_what_is_held_on_another(objecting: Objecting) -> None:
    friend = signed_in(objecting.friend)
    for deed in ("contest", "not-mine"):
        assert friend.get(f"/me/measures/{objecting.measure.ref}/{deed}/").status_code == 404


def test_this_is_not_my_debt_from_the_page(objecting: Objecting) -> None:
    path = f"/me/measures/{objecting.measure.ref}/not-mine/"
    assert "answers within 30 minutes" in objecting.me.get(path).content.decode()
    page = objecting.me.post(path, {"words": "Somebody has my name."}, follow=True).content.decode()
    assert re.search(r"in (29|30) minutes", page)
    assert "A duty officer has it" in page
    assert objecting.me.post(path, {"words": ""}).status_code == 422


def test_the_judge_sees_deadlines_and_who_may_decide(objecting: Objecting, enter: Enter) -> None:
    contest(objecting)
    ref = Contest.objects.get().ref
    own, other = enter("judge-1"), enter("judge-3")
    assert "you sanctioned it" in own.get("/court/contests/").content.decode()
    queue = other.get("/court/contests/").content.decode()
    assert ref in queue
    assert "the law suspends the measure on" in queue
    assert "you sanctioned it" not in queue
    path = f"/court/contests/{ref}/"
    refused = own.post(path, {"answer": "grant", "reasons": "Paid."})
    assert refused.status_code == 422
    assert "The law does not allow this" in refused.content.decode()
    page = other.get(path).content.decode()
    assert WHY in page
    assert objecting.person.full_name in page
    assert "Both records side by side" in page
    done = other.post(path, {"answer": "grant", "reasons": "The receipt is there."}, follow=True).content.decode()
    assert "The contest is granted" in done
    assert Measure.objects.get(pk=objecting.measure.pk).end_reason == "annulled"
    assert "The receipt is there." in objecting.me.get("/me/").content.decode()
    assert other.get(path).status_code == 404
    assert enter("judge-2").get("/court/contests/").content.decode().count(ref) == 0


def test_a_rejection_has_its_reasons(objecting: Objecting, enter: Enter) -> None:
    contest(objecting)
    path = f"/court/contests/{Contest.objects.get().ref}/"
    judge = enter("judge-3")
    assert judge.post(path, {"answer": "reject", "reasons": ""}).status_code == 422
    done = judge.post(path, {"answer": "reject", "reasons": "No receipt."}, follow=True).content.decode()
    assert "The contest is rejected" in done
    assert "No receipt." in objecting.me.get("/me/").content.decode()


def test_an_overdue_contest_is_marked_for_the_court_and_the_person(objecting: Objecting, enter: Enter) -> None:
    days = book().value("contest-decide-days", objecting.stage.now.date())
    filed = file_contest(
        measure=objecting.measure,
        filer=objecting.person,
        words=WHY,
        disputed_minor=0,
        actor=PERSON,
        at=objecting.stage.ago(days=days + 2),
    )
    assert '<strong class="late">overdue</strong>' in enter("judge-3").get("/court/contests/").content.decode()
    suspend_for_overdue_contest(contest=filed, actor=CLOCK, at=objecting.stage.ago(hours=1))
    assert "suspended since" in enter("judge-3").get("/court/contests/").content.decode()
    mine = objecting.me.get("/me/").content.decode()
    assert "Suspended by the law" in mine
    assert "No measure is in force against you" in mine


def power(on: Objecting, scope: str = "contest") -> Representation:
    until = book().local_day(on.stage.now) + timedelta(days=20)
    return give_power(
        person=on.person, representative=on.friend, scope=scope, until=until, actor=PERSON, at=on.stage.ago(hours=1)
    )


def test_a_power_is_given_by_two_facts_and_revoked(objecting: Objecting) -> None:
    me = objecting.me
    until = (book().local_day(objecting.stage.now) + timedelta(days=20)).strftime("%d.%m.%Y")
    terms = {"scope": "contest", "until": until}
    wrong = me.post("/me/powers/", terms | objecting.two_facts(objecting.friend) | {"document": "N99999999"})
    assert wrong.status_code == 422
    assert "name nobody" in wrong.content.decode()
    assert objecting.friend.surname not in wrong.content.decode()
    own = me.post("/me/powers/", terms | objecting.two_facts(objecting.person))
    assert "act for themselves" in own.content.decode()
    bad = me.post("/me/powers/", terms | {"iin": objecting.friend.number, "document": "KZ:1"})
    assert bad.status_code == 422
    given = me.post("/me/powers/", terms | objecting.two_facts(objecting.friend), follow=True).content.decode()
    assert "The power is given" in given
    assert objecting.friend.full_name in given
    path = f"/me/powers/{Representation.objects.get().pk}/revoke/"
    assert signed_in(objecting.friend).get(path).status_code == 404
    assert objecting.friend.full_name in me.get(path).content.decode()
    assert "The power is revoked" in me.post(path, {"yes": "1"}, follow=True).content.decode()


def test_a_representative_sees_what_the_power_covers_and_no_more(objecting: Objecting) -> None:
    objecting.stage.disclosed(objecting.measure)
    held = power(objecting)
    friend = signed_in(objecting.friend)
    assert objecting.person.full_name in friend.get("/me/powers/").content.decode()
    page = friend.get(f"/me/powers/{held.pk}/").content.decode()
    assert objecting.measure.ref in page
    assert "Owed now" not in page
    assert "Border desk" not in page
    assert objecting.person.number not in page
    path = f"/me/powers/{held.pk}/measures/{objecting.measure.ref}/contest/"
    assert friend.get(path).status_code == 200
    filed = friend.post(path, {"words": "For my friend."}, follow=True).content.decode()
    assert "For my friend." in filed
    assert "a representative" in objecting.me.get("/me/").content.decode()
    # Their own page tells nothing of it.
    assert "For my friend." not in friend.get("/me/").content.decode()
    assert signed_in(objecting.person).get(f"/me/powers/{held.pk}/").status_code == 404
    assert friend.get(f"/me/powers/{held.pk}/measures/M-0/contest/").status_code == 404
    objecting.me.post(f"/me/powers/{held.pk}/revoke/", {"yes": "1"})
    for shut in (f"/me/powers/{held.pk}/", path):
        assert friend.get(shut).status_code == 404


def test_a_wider_power_shows_debts_and_who_was_told_but_no_place(objecting: Objecting) -> None:
    objecting.stage.disclosed(objecting.measure)
    held = power(objecting, "all")
    page = signed_in(objecting.friend).get(f"/me/powers/{held.pk}/").content.decode()
    assert "Owed now" in page
    assert "Border desk" in page
    assert "Almaty airport" not in page


def test_who_holds_a_number_finds_the_way(objecting: Objecting) -> None:
    met = objecting.stage.disclosed(objecting.measure, "N5Y71-YFEEMS")
    friend = signed_in(objecting.friend)
    assert friend.get("/me/met/contest/").status_code == 302
    for typed in ("N5Y71-YFEEMT", "00000-00C1SW"):
        assert friend.post("/me/met/", {"number": typed}).status_code == 422
    found = friend.post("/me/met/", {"number": "n5y71 yfeems"}, follow=True)
    assert met.number not in found.redirect_chain[-1][0]
    assert "bought it in good faith" in found.content.decode()
    assert objecting.person.full_name not in found.content.decode()
    # It names a person, and is nobody else's to contest.
    assert friend.post("/me/met/contest/", {"words": "I bought it."}).status_code == 422


def test_the_court_and_the_prosecutor_see_what_was_said_against_it(objecting: Objecting, enter: Enter) -> None:
    contest(objecting)
    objecting.me.post(f"/me/measures/{objecting.measure.ref}/not-mine/", {"words": "Somebody has my name."})
    for who, address in (("judge-3", "court"), ("prosecutor-1", "prosecutor")):
        page = enter(who).get(f"/{address}/measures/{objecting.measure.ref}/").content.decode()
        assert "What was said against it" in page
        assert WHY in page
        assert Contest.objects.get().ref in page
        assert "due by" in page
