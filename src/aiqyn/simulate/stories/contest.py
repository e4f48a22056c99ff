"""A contest that nobody decides: the law itself suspends the measure, and another judge annuls it.

Everything up to the contest happened weeks ago. That past is laid by the acts themselves with their moments, as the
play's own histories are; from there on everybody uses their own door.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from aiqyn.simulate.browser import Browser
from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.stories.walk import AGENT, BORDER, COURT, JUDGE, StoryError, Walk, link

_SECOND = "judge-2"
_WRIT = "2-9/26"
_WHY = "I paid this debt before the writ was issued. The receipt is attached."


class Story(Walk):
    """A measure, a contest, a deadline that passes, a suspension by law, a decision by another judge."""

    def tell(self) -> int:
        """All steps in order; 0 only when the person was free from the deadline on, and the measure is annulled."""
        person, *_ = self.found()
        self.second = Browser(self.origin)
        self.import_country()
        self.appoint(_SECOND, "judge", "--court", COURT)
        self.import_writ(person, _WRIT, "640000.00", issued_on=str(self.today - timedelta(days=60)))
        ref = self._past(person)
        self._overdue(person)
        self._suspended(person)
        return self._decided(person, ref)

    def _past(self, person: SyntheticPerson) -> str:
        from aiqyn.simulate.past import Past

        past = Past(datetime.now(self.zone))
        ref = past.in_force(COURT, _WRIT, AGENT, JUDGE, days=30)
        due = past.contested(ref, person.iin, _WHY, days=20)
        self.say(f"a month ago a judge sanctioned a departure restriction; the person contested it, due by {due}")
        if due >= self.today:
            raise StoryError("the deadline has not passed")
        return ref

    def _overdue(self, person: SyntheticPerson) -> None:
        self.link_person(person)
        self.expect(self.person.get("/me/"), 200, _WHY, "overdue")
        answer = self.ask_until("HIT", BORDER, iin=person.iin, document=person.document)
        self.say(f"nobody decided it in time; the border desk: HIT, confirmation {answer['number']}")

    def _suspended(self, person: SyntheticPerson) -> None:
        code, out = self.command("expire")
        if code != 0 or "not decided in time: 1" not in out:
            raise StoryError("the clock suspended nothing")
        answer = self.ask(person)
        if (answer["state"], answer["reason"]) != ("CLEAR", "suspended"):
            raise StoryError(f"the desk answered {answer['state']}")
        self.say("the nightly clock ran: the law suspended the measure, and the border desk says CLEAR (suspended)")
        self.expect(self.person.get("/me/"), 200, "Suspended by the law", "No measure is in force against you")

    def _decided(self, person: SyntheticPerson, ref: str) -> int:
        self.become(self.judge, f"official:{JUDGE}")
        self.become(self.second, f"official:{_SECOND}")
        path = link(self.expect(self.judge.get("/court/contests/"), 200, "overdue"), "/court/contests/")
        grant = {"answer": "grant", "reasons": "The receipt is from before the writ."}
        self.expect(self.judge.submit(self.judge.get(path), path, **grant), 422, "The law does not allow this")
        self.say("the judge who sanctioned it may not decide the contest")
        self.expect(self.second.submit(self.second.get(path), path, **grant), 200, "The contest is granted")
        self.say("another judge of the court granted it: the measure is annulled")
        self.expect(self.person.get("/me/"), 200, "granted", "The receipt is from before the writ.", ref)
        self.expect(self.person.get(f"/me/releases/{ref}/"), 200, "annulled")
        answer = self.ask(person)
        self.say(f"the border desk asked again: {answer['state']} ({answer['reason']})")
        return 0 if answer["state"] == "CLEAR" else 1
