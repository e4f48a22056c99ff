"""Somebody else's debt: a namesake is stopped at the border, says so, and is free within the published clock.

Two people have one name. The population register had the birth date of one of them wrong, as the other's; so the
court's writ, with the wrong IIN on it, agreed in every letter. The register of people is mended later, and nobody looks
at old writs: until the person says “this is not my debt”, and a duty officer sees both records side by side.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiqyn.simulate import files
from aiqyn.simulate.browser import Browser
from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.stories.walk import AGENT, BORDER, JUDGE, StoryError, Walk, link

_DUTY = "duty-1"
_WRIT = "2-7/26"


class Story(Walk):
    """A writ with the wrong IIN, a hit, a dispute at the desk, a suspension, an annulment."""

    def tell(self) -> int:
        """All steps in order; 0 only when the namesake is free within the law's minutes and the order is annulled."""
        namesake, other, *_ = self.found()
        self.duty = Browser(self.origin)
        # What the population register says: the debtor and the namesake, and of the namesake the debtor's birth date.
        names = {field: getattr(namesake, field) for field in ("surname", "given_name", "patronymic")}
        self.people[self.people.index(other)] = replace(other, **names)
        mistaken = replace(namesake, birth_date=other.birth_date)
        self.people[self.people.index(namesake)] = mistaken
        self.import_country()
        self.appoint(_DUTY, "duty-officer")
        ref = self._in_force(mistaken)
        self._mend(namesake)
        number = self._stopped(namesake)
        self._said(number)
        self._answered(number)
        return self._free(namesake, ref)

    def _in_force(self, mistaken: SyntheticPerson) -> str:
        self.import_writ(mistaken, _WRIT, "900000.00")
        self.say("a writ is imported: name and birth date are the debtor's, the IIN is a namesake's; all agree")
        self.become(self.agent, f"official:{AGENT}")
        case = self.open_case(_WRIT)
        self.serve_notice(self.send_notice(case))
        self.expect(self.propose(case), 200)
        self.become(self.judge, f"official:{JUDGE}")
        ref = self.sanction()
        self.say("a judge sanctioned a departure restriction: it names the namesake")
        return ref

    def _mend(self, namesake: SyntheticPerson) -> None:
        report = self.import_file("population", files.write_population(self.file("mended.jsonl"), [namesake]))
        if report["accepted"] != 1:
            raise StoryError("the population register could not be mended")
        self.say("the population register mends the namesake's birth date; the writ stays as it was")

    def _stopped(self, namesake: SyntheticPerson) -> str:
        answer = self.ask_until("HIT", BORDER, iin=namesake.iin, document=namesake.document)
        self.say(f"the border desk: HIT, confirmation {answer['number']}. The person says: this is not my debt")
        return str(answer["number"])

    def _dispute(self, number: str) -> dict[str, Any]:
        config = str(self.house.point(BORDER))
        _, out = self.command("point", "dispute", "--number", number, "--json", "--config", config)
        told: dict[str, Any] = json.loads(out)
        return told

    def _said(self, number: str) -> None:
        told = self._dispute(number)
        if told["status"] != "open":
            raise StoryError(f"the dispute is {told['status']}")
        due = datetime.fromisoformat(told["due_at"])
        minutes = round((due - datetime.fromisoformat(told["raised_at"])).total_seconds() / 60)
        self.say(f"the desk said so with the number: a duty officer answers within {minutes} minutes, by {due:%H:%M}")

    def _answered(self, number: str) -> None:
        self.become(self.duty, f"official:{_DUTY}")
        path = link(self.expect(self.duty.get("/duty/"), 200, "minutes left"), "/duty/")
        page = self.expect(self.duty.get(path), 200, "1 line differs", "Birth date")
        self.say("the duty officer sees both records side by side: the birth dates differ")
        reasons = "The writ's birth date is not this person's."
        self.expect(self.duty.submit(page, path, answer="suspend", reasons=reasons), 200, "The answer is given")
        told = self._dispute(number)
        if told["status"] != "suspended" or told["answered_at"] > told["due_at"]:
            raise StoryError(f"the dispute is {told['status']}")
        self.say("suspended, within the clock; the desk hears it under the same number")

    def _free(self, namesake: SyntheticPerson, ref: str) -> int:
        answer = self.ask(namesake)
        self.say(f"the border desk asked again: {answer['state']} ({answer['reason']})")
        clock = self.expect(Browser(self.origin).get("/not-my-debt/"), 200, "overdue now</dt><dd>0<")
        half = re.search(r"half within</dt><dd>([^<]+)<", clock.text)
        self.say(f"the published clock: half within {half[1] if half else '—'}, none overdue")
        listed = self.expect(self.judge.get("/court/contests/"), 200, ref)
        page = self.judge.get(link(listed, f"/court/measures/{ref}") + "annul/")
        annulled = self.judge.submit(page, "/annul/", reasons="The debtor is another person of the same name.")
        self.expect(annulled, 200, "annulled")
        self.say("the court annulled the order: it should not have been")
        last = self.ask(namesake)
        self.say(f"the border desk asked once more: {last['state']} ({last['reason']})")
        free = (answer["state"], answer["reason"], last["state"]) == ("CLEAR", "suspended", "CLEAR")
        return 0 if free else 1
