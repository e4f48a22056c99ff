"""A payment that the bank takes back after it released: nothing revives; a new order needs a new sanction, today."""

from __future__ import annotations

from aiqyn.simulate.stories.walk import AGENT, BORDER, COURT, JUDGE, StoryError, Walk


class Story(Walk):
    """Paid, released, returned, proposed again, sanctioned again."""

    def tell(self) -> int:
        """All steps in order; 0 only when the return revived nothing and the second hit is by another order."""
        debtor, *_ = self.found()
        self.import_country()
        self.import_writ(debtor, "2-9/26", "600000.00")
        self.become(self.agent, f"official:{AGENT}")
        self.become(self.judge, f"official:{JUDGE}")
        case = self.open_case("2-9/26")
        self.serve_notice(self.send_notice(case))
        facts = {"iin": debtor.iin, "document": debtor.document}
        self.expect(self.propose(case, reasons="Unpaid for a month."), 200)
        first = self.sanction()
        self.ask_until("HIT", BORDER, **facts)
        self.say("a departure restriction is in force: the border desk has a HIT")
        self._pay_and_return(case, facts)
        self.expect(self.agent.get("/money/"), 200, "Payments that went back after a release", case)
        self.expect(self.propose(case, reasons="The payment of today was returned by the bank."), 200)
        self.say("the agent's queue shows it, and the agent proposes again the same day")
        self.expect(self.judge.get("/court/"), 200, "decide today")
        second = self.sanction()
        self.say("the judge's queue marks it for today; the judge sanctions a new order")
        answer = self.ask_until("HIT", BORDER, **facts)
        if second == first or answer["order"]["measure"] != second:
            raise StoryError("the old order came back to life")
        self.say("the border desk: HIT, by the new order; the old one stays released")
        self._pay("LAST", case)
        answer = self.ask_facts(BORDER, **facts)
        self.say(f"paid once more: {answer['state']} ({answer['reason']})")
        return 0 if answer["state"] == "CLEAR" else 1

    def _pay(self, entry: str, case: str, *, returned: bool = False) -> None:
        from aiqyn.register.queries import overview

        reference, minor = overview.reference_of(COURT, "2-9/26")
        if self.pay(entry, minor, reference, returned=returned)["accepted"] != 1:
            raise StoryError("the bank's notice was not taken")

    def _pay_and_return(self, case: str, facts: dict[str, str]) -> None:
        self._pay("STORY1", case)
        if self.ask_facts(BORDER, **facts)["state"] != "CLEAR":
            raise StoryError("the payment did not release")
        self.say("paid: released, the border desk says CLEAR")
        self._pay("STORY1", case, returned=True)
        if self.ask_facts(BORDER, **facts)["state"] != "CLEAR":
            raise StoryError("a return revived an order")
        self.say("the bank took the payment back: the debt is owed again, and nothing is revived; still CLEAR")
