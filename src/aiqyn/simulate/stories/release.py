"""The road from a writ to a release, walked once.

`release: N ms` begins at the moment that the bank entry bears as accepted (the clock's reading just before its act, in
the process of the import) and ends when a desk has the verified confirmation *no longer in force* in hand. Between lie
the act, its transaction's commit, and up to one interval of the desk that asks all the while (`release_watch.EVERY`)
with its round trip. The start of the import's process, and the hours that a bank takes, are not in it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from aiqyn.client.point import Point
from aiqyn.identifiers import document
from aiqyn.identifiers.key import PersonKey
from aiqyn.simulate import files
from aiqyn.simulate.people import SyntheticPerson
from aiqyn.simulate.release_watch import ReleaseWatch
from aiqyn.simulate.stories.walk import AGENT, BORDER, COURT, JUDGE, StoryError, Walk


class Story(Walk):
    """A writ, a notice, a measure, a hit, a payment, a release."""

    def tell(self) -> int:
        """All steps in order; 0 only when a hit was followed by a payment and the last answer is CLEAR."""
        debtor, small, neighbour, *_ = self.found()
        self.import_country()
        self._writs(debtor, small)
        number = self._open_and_notify()
        self._propose(number)
        self.become(self.judge, f"official:{JUDGE}")
        self.sanction()
        self.say("the judge saw the basis and sanctioned it: in force")
        self._hit(debtor, neighbour)
        return 0 if self._pay(debtor) == "CLEAR" else 1

    def _writs(self, debtor: SyntheticPerson, small: SyntheticPerson) -> None:
        wrong = replace(self.people[-1], given_name="Басқа")
        rows = [
            files.writ_row(debtor, number="2-1/26", amount="750000.00", **self.terms()),
            files.writ_row(small, number="2-2/26", amount="1900.00", **self.terms()),
            files.writ_row(wrong, number="2-3/26", amount="500000.00", **self.terms()),
        ]
        report = self.import_file("writs", files.write_writs(self.file("writs.jsonl"), rows))
        if (report["accepted"], report["refused"]) != (2, 1):
            raise StoryError("writs: two rows should be taken, the one whose name disagrees refused")
        self.say("two writs imported; a third refused: the name does not agree with the population register")

    def _open_and_notify(self) -> str:
        self.become(self.agent, f"official:{AGENT}")
        number, self._small = self.open_case("2-1/26"), self.open_case("2-2/26")
        self.say(f"the agent opened proceeding {number}")
        paths = [self.send_notice(case) for case in (number, self._small)]
        self.expect(self.propose(number), 422, "notice", "has not been served")
        self.say("the law refused a proposal: the special notice was sent, not served")
        for path in paths:
            self.serve_notice(path)
        self.say("the notice is served")
        return number

    def _propose(self, number: str) -> None:
        self.expect(self.propose(self._small), 422, "Art. 33", "40 MCI")
        self.say("the law refused a measure for 1,900 KZT: not over 40 MCI (Art. 33)")
        self.expect(self.propose(number, reasons="Unpaid for a month."), 200)
        self.say("the agent proposed a departure restriction")

    def _hit(self, debtor: SyntheticPerson, neighbour: SyntheticPerson) -> None:
        answer = self.ask_until("HIT", BORDER, iin=debtor.iin, document=debtor.document)
        number = answer["number"]
        self.say(f"the border desk asked blindly: HIT, confirmation {number}, the order's ledger leaf verified")
        if (state := self.ask(neighbour)["state"]) != "CLEAR":
            raise StoryError(f"somebody without a measure is {state}")
        self.say("the next person in the queue: CLEAR, and nobody knows who it was")
        self.link_person(debtor)
        self.expect(self.person.get("/me/"), 200, number)
        self.say("the person sees on their page who was told what, and how to pay")

    def _pay(self, debtor: SyntheticPerson) -> str:
        from aiqyn.register.queries import overview

        reference, minor = overview.reference_of(COURT, "2-1/26")
        path = files.write_payments(
            self.file("payments.xml"), [files.Transfer("STORY1", minor, reference)], datetime.now(self.zone), "STORY"
        )
        key = PersonKey(debtor.iin, document.parse(debtor.document))
        watch = ReleaseWatch(Point.from_config(self.house.point(BORDER)), key)
        watch.start()
        report = self.import_file("payments", path)
        released = watch.wait(30)
        if report["accepted"] != 1 or released is None:
            raise StoryError("the payment did not release")
        span = (released - overview.last_accepted_at()) / timedelta(milliseconds=1)
        self.say("the bank reported the payment; the measure ended in the same transaction")
        answer = self.ask(debtor)
        self.say(f"the border desk asked again: {answer['state']} ({answer['reason']})")
        self.expect(self.person.get("/me/"), 200)
        print(f"release: {span:.0f} ms", flush=True)
        return str(answer["state"])
