"""The road from a writ to a release, walked once, headless, through the doors that everyone uses.

Files go in by `aiqyn import`, officials act on their pages, desks ask by `aiqyn point check`, the person reads their
page. Everything lives in a temporary folder on free ports and is gone afterwards.

`release: N ms` begins at the moment that the bank entry bears as accepted (the clock's reading just before its act, in
the process of the import) and ends when a desk has the verified confirmation *no longer in force* in hand. Between lie
the act, its transaction's commit, and up to one interval of the desk that asks all the while (`release_watch.EVERY`)
with its round trip. The start of the import's process, and the hours that a bank takes, are not in it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import urllib3

from aiqyn import law
from aiqyn.client.point import Point
from aiqyn.identifiers import document
from aiqyn.identifiers.key import PersonKey
from aiqyn.law.calendar import add_months
from aiqyn.simulate import files
from aiqyn.simulate.browser import Browser, Page
from aiqyn.simulate.family import with_us
from aiqyn.simulate.folder import stay_home
from aiqyn.simulate.household import COMMAND, DESKS, Addresses, Household, NotReady
from aiqyn.simulate.names import COURTS
from aiqyn.simulate.people import SyntheticPerson, population
from aiqyn.simulate.release_watch import ReleaseWatch

PEOPLE = 300
COURT = COURTS[0][0]
BORDER = DESKS[0][1]
AGENT, JUDGE = "agent-1", f"judge-{COURT}"


class StoryError(RuntimeError):
    """A step did not end as the story tells it."""


def tell(logs: Path | None = None) -> int:
    """Walk the road; 0 only when a hit was followed by a payment and the last answer is CLEAR.

    `logs` is where the parts' logs go instead of the temporary folder: for tests that read them afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="aiqyn-story-") as name:
        house = Household(Path(name), Addresses.from_port(18_000))
        if logs is not None:
            house.family.logs = logs
        try:
            return Story(house).tell()
        except (StoryError, NotReady, LookupError) as error:
            print(f"the story broke off: {error}", flush=True)
        except (OSError, ValueError, urllib3.exceptions.HTTPError) as error:
            # Their messages may quote what was sent or read.
            print(f"the story broke off: {type(error).__name__}", flush=True)
        finally:
            house.family.stop()
    return 1


class Story:
    """One walk."""

    def __init__(self, house: Household) -> None:
        self._house = house
        self._begun = time.monotonic()
        self._zone = law.load().timezone
        self._origin = house.addresses.url(house.addresses.register)
        self._agent, self._judge, self._person = (Browser(self._origin) for _ in range(3))

    def tell(self) -> int:
        """All steps in order."""
        debtor, small, neighbour = self._found()
        self._import_country([debtor, small])
        number = self._open_and_notify(debtor, small)
        self._propose(number, small)
        self._sanction()
        self._hit(debtor, neighbour)
        answer = self._pay(debtor)
        return 0 if answer == "CLEAR" else 1

    def _say(self, text: str) -> None:
        print(f"{time.monotonic() - self._begun:7.2f} s  {text}", flush=True)

    def _command(self, *arguments: str, given: str = "") -> tuple[int, str]:
        """Run a command of the console script as an operator would; exit code and standard output."""
        environment = os.environ | with_us() | {"LANG": "C.UTF-8"}
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=given,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
            cwd=self._house.folder,
        )
        self._house.family.logs.mkdir(parents=True, exist_ok=True)
        with (self._house.family.logs / "commands.log").open("a", encoding="utf-8") as log:
            log.write(done.stderr)
        return done.returncode, done.stdout

    def _found(self) -> tuple[SyntheticPerson, SyntheticPerson, SyntheticPerson]:
        """Found the register, migrate, start every process; choose whom the story is about."""
        public = self._house.write()
        stay_home(self._house.configuration)
        import django

        django.setup()
        if self._command("migrate")[0] != 0:
            raise StoryError("the tables could not be made")
        from aiqyn.simulate.enrolling import enrol_desks

        enrol_desks(public)
        self._house.start()
        self._house.wait()
        self._say("register, evaluator, sequencer, publisher and two desks are running")
        self._today = datetime.now(self._zone).date()
        self._people = population(PEOPLE, self._today)
        adults = [person for person in self._people if person.adult(self._today - timedelta(days=400))]
        return adults[0], adults[1], adults[2]

    def _import(self, kind: str, path: Path) -> dict[str, Any]:
        _, out = self._command("import", kind, str(path), "--json")
        report: dict[str, Any] = json.loads(out)
        return report

    def _import_country(self, debtors: list[SyntheticPerson]) -> None:
        folder = self._house.folder / "files"
        folder.mkdir()
        self._import("courts", files.write_courts(folder / "courts.csv"))
        self._import("population", files.write_population(folder / "population.jsonl", self._people))
        self._say(f"courts and {PEOPLE} people imported")
        for ref, role, more in ((AGENT, "agent", ()), (JUDGE, "judge", ("--court", COURT))):
            options = ("--ref", ref, "--name", ref, "--role", role, "--username", ref, "--password-stdin")
            code, _ = self._command("official", "add", *options, *more, given="a long enough passphrase\n")
            if code != 0:
                raise StoryError(f"{role}: could not be appointed")
        wrong = replace(self._people[-1], given_name="Басқа")
        terms = {"court": COURT, "issued_on": str(self._today - timedelta(days=30)), "claim": "lump", "currency": "KZT"}
        rows = [
            files.writ_row(debtors[0], number="2-1/26", amount="750000.00", **terms),
            files.writ_row(debtors[1], number="2-2/26", amount="1900.00", **terms),
            files.writ_row(wrong, number="2-3/26", amount="500000.00", **terms),
        ]
        report = self._import("writs", files.write_writs(folder / "writs.jsonl", rows))
        if (report["accepted"], report["refused"]) != (2, 1):
            raise StoryError("writs: two rows should be taken, the one whose name disagrees refused")
        self._say("two writs imported; a third refused: the name does not agree with the population register")

    def _become(self, browser: Browser, persona: str) -> None:
        page = browser.get("/sign-in/persona/")
        if browser.submit(page, "/sign-in/persona/", persona=persona).status != 200:
            raise StoryError("could not sign in")

    def _expect(self, page: Page, status: int, *words: str) -> Page:
        missing = [word for word in words if word not in page.text]
        if page.status != status or missing:
            raise StoryError(f"{page.path}: status {page.status}, missing {missing}")
        return page

    def _open(self, writ: str) -> str:
        page = self._agent.get("/proceedings/open/")
        page = self._expect(self._agent.submit(page, "/proceedings/open/", court=COURT, number=writ), 200)
        return page.path.strip("/").split("/")[1]

    def _open_and_notify(self, debtor: SyntheticPerson, small: SyntheticPerson) -> str:
        self._become(self._agent, f"official:{AGENT}")
        number, self._small = self._open("2-1/26"), self._open("2-2/26")
        self._say(f"the agent opened proceeding {number}")
        for case in (number, self._small):
            page = self._agent.get(f"/proceedings/{case}/notices/")
            self._expect(self._agent.submit(page, "/notices/", kind="special", channel="sms"), 200)
        page = self._agent.get(f"/proceedings/{number}/propose/")
        refused = self._agent.submit(page, "/propose/", reasons="Unpaid.")
        self._expect(refused, 422, "notice", "has not been served")
        self._say("the law refused a proposal: the special notice was sent, not served")
        for case in (number, self._small):
            page = self._agent.get(f"/proceedings/{case}/")
            path = _link(page, f"/proceedings/{case}/notices/")
            served = datetime.now(self._zone).strftime("%Y-%m-%d %H:%M")
            self._expect(self._agent.submit(self._agent.get(path), path, served_at=served), 200)
        self._say("the notice is served")
        return number

    def _propose(self, number: str, small: SyntheticPerson) -> None:
        page = self._agent.get(f"/proceedings/{self._small}/propose/")
        self._expect(self._agent.submit(page, "/propose/", reasons="Unpaid."), 422, "Art. 33", "40 MCI")
        self._say("the law refused a measure for 1,900 KZT: not over 40 MCI (Art. 33)")
        page = self._agent.get(f"/proceedings/{number}/propose/")
        ends_on = add_months(self._today, 6).isoformat()
        self._expect(self._agent.submit(page, "/propose/", reasons="Unpaid for a month.", ends_on=ends_on), 200)
        self._say("the agent proposed a departure restriction")

    def _sanction(self) -> None:
        self._become(self._judge, f"official:{JUDGE}")
        path = _link(self._judge.get("/court/"), "/court/measures/")
        page = self._expect(self._judge.get(path), 200, "Art. 33")
        self._expect(self._judge.submit(page, "/sanction/"), 200)
        self._say("the judge saw the basis and sanctioned it: in force")

    def _ask(self, person: SyntheticPerson) -> dict[str, Any]:
        """A desk asks; the two facts go in by standard input, so that none stands in a shell history."""
        config = str(self._house.point(BORDER))
        facts = f"iin={person.iin}\ndocument={person.document}\n"
        _, out = self._command("point", "check", "--stdin", "--json", "--config", config, given=facts)
        answer: dict[str, Any] = json.loads(out)
        return answer

    def _hit(self, debtor: SyntheticPerson, neighbour: SyntheticPerson) -> None:
        ends = time.monotonic() + 30
        # Additions are published at a tick: until then the person is CLEAR. Three questions at most: a desk has a pace.
        while (answer := self._ask(debtor))["state"] != "HIT":
            if time.monotonic() > ends or answer["state"] == "UNKNOWN":
                raise StoryError(f"the border desk answered {answer['state']}: {answer.get('reason')}")
            time.sleep(2)
        number = answer["number"]
        self._say(f"the border desk asked blindly: HIT, confirmation {number}, the order's ledger leaf verified")
        if (state := self._ask(neighbour)["state"]) != "CLEAR":
            raise StoryError(f"somebody without a measure is {state}")
        self._say("the next person in the queue: CLEAR, and nobody knows who it was")
        self._link(debtor)
        self._expect(self._person.get("/me/"), 200, number)
        self._say("the person sees on their page who was told what, and how to pay")

    def _link(self, person: SyntheticPerson) -> None:
        """What e-government sign-in does outside a play: the account and the record are one person's."""
        from django.utils import timezone

        from aiqyn.register.accounts import make_account
        from aiqyn.register.acting import OPERATOR
        from aiqyn.register.acts.link_account import link_account
        from aiqyn.register.queries import overview

        user = make_account("person-1")
        link_account(person=overview.person(person.iin), user=user, actor=OPERATOR, at=timezone.now())
        self._become(self._person, f"person:{user.pk}")

    def _pay(self, debtor: SyntheticPerson) -> str:
        from aiqyn.register.queries import overview

        reference, minor = overview.reference_of(COURT, "2-1/26")
        path = files.write_payments(
            self._house.folder / "files" / "payments.xml",
            [files.Transfer("STORY1", minor, reference)],
            datetime.now(self._zone),
            "STORY",
        )
        key = PersonKey(debtor.iin, document.parse(debtor.document))
        watch = ReleaseWatch(Point.from_config(self._house.point(BORDER)), key)
        watch.start()
        report = self._import("payments", path)
        released = watch.wait(30)
        if report["accepted"] != 1 or released is None:
            raise StoryError("the payment did not release")
        span = (released - overview.last_accepted_at()) / timedelta(milliseconds=1)
        self._say("the bank reported the payment; the measure ended in the same transaction")
        answer = self._ask(debtor)
        self._say(f"the border desk asked again: {answer['state']} ({answer['reason']})")
        self._expect(self._person.get("/me/"), 200)
        print(f"release: {span:.0f} ms", flush=True)
        return str(answer["state"])


def _link(page: Page, start: str) -> str:
    """The first link of a page below an address; LookupError when there is none."""
    found = re.search(f'href="({re.escape(start)}[^"#?]+)"', page.text)
    if found is None:
        raise LookupError(f"{page.path}: no link below {start}")
    return found[1]
