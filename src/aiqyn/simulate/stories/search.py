"""A debtor whom nobody finds: a notice comes back, a court declares a search, a service centre delivers the papers.

Nothing is refused to the person at any desk. The agent learns the day, the day after; never where.
"""

from __future__ import annotations

import json
from datetime import timedelta

from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.stories.walk import AGENT, CENTRE, JUDGE, StoryError, Walk

CONTACT = "+7 700 000 00 00"


class Story(Walk):
    """A search, from the notice that came back to the contact that the person left."""

    def tell(self) -> int:
        """All steps in order; 0 only when one delivery ended the search and told nobody where."""
        debtor, neighbour, *_ = self.found()
        self.import_country()
        self.import_writ(debtor, "2-7/26", "90000.00")
        self.become(self.agent, f"official:{AGENT}")
        case = self.open_case("2-7/26")
        self._notice_comes_back(case)
        self._search(case)
        answer = self.ask_until("HIT", CENTRE, iin=debtor.iin, document=debtor.document)
        if answer["effect"] != "deliver":
            raise StoryError(f"the centre was told to {answer['effect']}")
        self.say("the service centre did what the person came for; then HIT: papers to deliver, nothing refused")
        if self.ask(neighbour, CENTRE)["state"] != "CLEAR":
            raise StoryError("somebody who is not sought was met")
        self._deliver(answer["number"])
        self._told_tomorrow(case)
        return self._ended(debtor)

    def _notice_comes_back(self, case: str) -> None:
        path = self.send_notice(case, kind="initiation", channel="registered-mail")
        self.expect(self.propose(case, kind="debtor-search"), 422, "whereabouts are not unknown", "Art. 45")
        self.say("the law refused a search: nobody knows yet that the debtor cannot be found (Art. 45)")
        page = self.agent.get(f"{path}returned/")
        self.expect(self.agent.submit(page, "/returned/", returned_at=self.now_local()), 200, "came back")
        self.say("the notice came back: the addressee was not found")

    def _search(self, case: str) -> None:
        proposed = self.propose(case, kind="debtor-search", reasons="Nobody at the address knows the debtor.")
        self.expect(proposed, 200)
        self.become(self.judge, f"official:{JUDGE}")
        self.sanction()
        self.say("the judge declared the search")
        self.expect(self.agent.get(f"/proceedings/{case}/"), 200, "Paused")
        self.say("no property is known: the proceeding is paused")

    def _deliver(self, number: str) -> None:
        config = str(self.house.point(CENTRE))
        told = ("--number", number, "--outcome", "acknowledged", "--contact", "--json", "--config", config)
        code, out = self.command("point", "deliver", *told, given=f"{CONTACT}\n")
        if code != 0 or json.loads(out)["status"] != "recorded":
            raise StoryError("the delivery was not recorded")
        self.say("the person took the papers, and left a telephone number for the agent")

    def _told_tomorrow(self, case: str) -> None:
        today = self.expect(self.agent.get(f"/proceedings/{case}/"), 200, "Paused", "is told tomorrow")
        if CONTACT in today.text or "Papers delivered" in today.text:
            raise StoryError("the agent was told today")
        self.say("the agent's desk says nothing of it today")
        if self.command("expire", "--ahead", "1")[0] != 0:
            raise StoryError("the clock did not pass it on")
        told = self.agent.get(f"/proceedings/{case}/")
        self.expect(told, 200, "Papers delivered", CONTACT)
        tomorrow = (self.today + timedelta(days=1)).isoformat()
        if CENTRE in told.text or "service centre" in told.text or tomorrow in told.text:
            raise StoryError("the agent was told more than the day")
        self.say("the day after, in a batch: the agent reads the day and the contact, and not where")

    def _ended(self, debtor: SyntheticPerson) -> int:
        answer = self.ask(debtor, CENTRE)
        self.say(
            f"one delivery ended the search; the service centre asked again: {answer['state']} ({answer['reason']})"
        )
        self.link_person(debtor)
        self.expect(self.person.get("/me/"), 200, "Public service centre", "Who opened your case", "enforcement agent")
        self.say("the person sees what kind of desk was told, on which day, and who opened the case")
        return 0 if answer["state"] == "CLEAR" else 1
