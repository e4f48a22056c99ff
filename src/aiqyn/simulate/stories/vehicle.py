"""Two vehicles of a debtor: one may not be sold, one is detained at a lawful stop; a buyer in good faith is heard.

No camera and no list of plates has a part in it: each question takes a number on the vehicle and the certificate's.
"""

from __future__ import annotations

from typing import Any

from aiqyn.simulate import vehicles
from aiqyn.simulate.browser import Browser
from aiqyn.simulate.household import DESKS
from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.stories.walk import AGENT, COURT, JUDGE, StoryError, Walk, link
from aiqyn.simulate.vehicles import SyntheticVehicle

REGISTRAR, PATROL = DESKS[2][1], DESKS[3][1]
_SECOND, _LOT, _WRIT = "judge-2", "lot-1", "2-11/26"
_CUSTODIANS = ("custodian-1", "custodian-2")
_GROUND = "stop-traffic-offence"


class Story(Walk):
    """A ban and a detention, from the order to the hand-over and the buyer's contest."""

    def tell(self) -> int:
        """All steps in order; 0 only when both vehicles are free at the end, each by its own road."""
        debtor, neighbour, buyer, *_ = self.found()
        self.second, *self.custodians = (Browser(self.origin) for _ in range(3))
        self.import_country()
        self.car = SyntheticVehicle("V-1", debtor, "Lada", "AB10000001", plate="123ABC02", vin="XTA210990Y2766389")
        self.truck = SyntheticVehicle("V-2", debtor, "УАЗ", "AB10000002", chassis="0412345")
        self.other = SyntheticVehicle("V-3", neighbour, "Lada", "AB10000003", plate="456BCD02", vin="XTA210990Y2766390")
        self._prepare()
        case = self._order(debtor)
        self._registrar(buyer)
        intake = self._stop()
        self._pay(case)
        return self._hand_over(debtor, intake)

    def _prepare(self) -> None:
        for ref in _CUSTODIANS:
            self.appoint(ref, "custodian")
        self.appoint(_SECOND, "judge", "--court", COURT)
        self._must("lot", "open", "--ref", _LOT, "--name", "Тұрақ 1 / Стоянка 1", "--place", "Алматы, Рысқұлов 1")
        for ref in _CUSTODIANS:
            self._must("lot", "post", "--ref", _LOT, "--official", ref)
        path = vehicles.write_vehicles(self.file("vehicles.csv"), (self.car, self.truck, self.other))
        if self.import_file("vehicles", path)["accepted"] != 3:
            raise StoryError("the vehicle register's file was not taken")
        self.say("three vehicles imported, one of them so old that it has only a chassis number; a lot with custodians")

    def _must(self, *arguments: str) -> None:
        if self.command(*arguments)[0] != 0:
            raise StoryError(f"aiqyn {arguments[0]} {arguments[1]}: not done")

    def _order(self, debtor: SyntheticPerson) -> str:
        self.import_writ(debtor, _WRIT, "900000.00")
        self.become(self.agent, f"official:{AGENT}")
        self.become(self.judge, f"official:{JUDGE}")
        case = self.open_case(_WRIT)
        ban = {"kind": "vehicle-disposal-ban", "vehicle": "V-1", "reasons": "The car is being offered for sale."}
        self.expect(self.propose(case, **ban), 422, "No notice has been served")
        self.serve_notice(self.send_notice(case, kind="initiation"))
        self.expect(self.propose(case, **ban), 200)
        self.sanction()
        hold = {"kind": "vehicle-detention", "vehicle": "V-2", "reasons": "The truck is the only property of value."}
        self.expect(self.propose(case, **hold), 200)
        self.sanction()
        self.say("the judge sanctioned a disposal ban on the car and a detention of the truck")
        return case

    def _registrar(self, buyer: SyntheticPerson) -> None:
        answer = self.ask_until("HIT", REGISTRAR, **self.car.facts)
        if answer["effect"] != "bar" or self.ask_facts(REGISTRAR, **self.other.facts)["state"] != "CLEAR":
            raise StoryError("the registrar was told something else")
        self.say("the registrar: the car is barred from being sold, a neighbour's car is CLEAR")
        if self.ask_facts(REGISTRAR, plate=self.car.plate, certificate=self.other.certificate)["state"] != "CLEAR":
            raise StoryError("a plate alone formed a question")
        self.say("the plate with another certificate: CLEAR. A plate that somebody saw is no question")
        self.link_person(buyer, "person-2")
        page = self.person.get("/me/met/")
        page = self.expect(self.person.submit(page, "/me/met/", number=answer["number"]), 200)
        words = "I bought this car a month before the order, and paid for it."
        self.expect(self.person.submit(page, "/contest/", words=words), 200, "Your contest is with the court.")
        self.say("a buyer in good faith contests the ban with the number of the registrar's slip")
        self.become(self.second, f"official:{_SECOND}")
        path = link(self.second.get("/court/contests/"), "/court/contests/")
        grant = {"answer": "grant", "reasons": "The contract of sale is older than the order."}
        self.expect(self.second.submit(self.second.get(path), path, **grant), 200, "The contest is granted")
        answer = self.ask_facts(REGISTRAR, **self.car.facts)
        if answer["state"] != "CLEAR":
            raise StoryError("the ban outlived its annulment")
        self.say(f"another judge grants it; the registrar, asked again: CLEAR ({answer['reason']})")

    def _stop(self) -> str:
        """The stop and the lot; the path of the vehicle's page there."""
        if "question" not in str(self._refused_question()):
            raise StoryError("a question went out without the ground of the stop")
        self.say("at the roadside: no question goes out before the ground of the stop is recorded")
        answer = self.ask_until("HIT", PATROL, "--ground", _GROUND, **self.truck.facts)
        if answer["effect"] != "hold":
            raise StoryError("the patrol was told something else")
        self.say(f"ground recorded, chassis and certificate asked: detain; the driver gets {answer['number']}")
        for custodian, ref in zip(self.custodians, _CUSTODIANS, strict=True):
            self.become(custodian, f"official:{ref}")
        first = self.custodians[0]
        seen = {
            "condition": "Left door scratched, windscreen whole.",
            "inventory": "A spare wheel.",
            "odometer_km": "9",
        }
        page = first.submit(first.get("/impound/new/"), "/impound/new/", number=answer["number"], **seen)
        page = self.expect(page, 200, "The vehicle is taken in.")
        shown = first.upload(page, "/photos/", "photo", vehicles.picture(), "door.png")
        self.expect(shown, 200, "The photograph is added.")
        self.say("the lot takes the truck in by that number: condition, inventory, a photograph")
        return page.path

    def _refused_question(self) -> dict[str, Any]:
        lines = "".join(f"{name}={value}\n" for name, value in self.truck.facts.items())
        config = str(self.house.point(PATROL))
        code, out = self.command("point", "check", "--stdin", "--json", "--config", config, given=lines)
        return {"question": "none"} if code == 2 else {"answer": out}

    def _pay(self, case: str) -> None:
        from aiqyn.register.queries import overview

        reference, minor = overview.reference_of(COURT, _WRIT)
        if self.pay("STORYV", minor, reference)["accepted"] != 1:
            raise StoryError("the bank's notice was not taken")
        answer = self.ask_facts(PATROL, "--ground", _GROUND, **self.truck.facts)
        if answer["state"] != "CLEAR":
            raise StoryError("the payment did not release the truck")
        self.say(f"the debt is paid: a patrol that asks now hears CLEAR ({answer['reason']})")
        self.expect(self.agent.get(f"/proceedings/{case}/"), 200, "the debt was paid in full")

    def _hand_over(self, debtor: SyntheticPerson, intake: str) -> int:
        first, second = self.custodians
        who = {"iin": debtor.iin, "document": debtor.document, "relation": "owner"}
        page = first.submit(first.get(f"{intake}approve/"), "/approve/", **who)
        self.expect(page, 200, "Approved. A second person hands the vehicle over.")
        if any(form.action.endswith("/hand-over/") for form in page.forms):
            raise StoryError("one person could let the vehicle go")
        done = second.submit(second.get(intake), "/hand-over/")
        self.expect(done, 200, "The vehicle is handed over.")
        self.say("two custodians give the truck back; storage is an invoice, nothing is paid at the lot")
        self.expect(first.get("/impound/"), 200, "No vehicle is kept here.")
        self.link_person(debtor)
        self.expect(self.person.get("/me/papers/"), 200, "A vehicle was handed back", "A vehicle was taken in")
        self.say("the debtor finds the papers of both on their page")
        return 0
