"""How a story walks: through the doors that everyone uses, in a temporary folder, on free ports, gone afterwards.

Files go in by `aiqyn import`, officials act on their pages, desks ask by `aiqyn point check`, the person reads their
page. A story is a class of its own that begins with `found` and ends with its exit code.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import urllib3

from aiqyn import law
from aiqyn.law.calendar import add_months
from aiqyn.simulate import files
from aiqyn.simulate.browser import Browser, Page
from aiqyn.simulate.family import with_us
from aiqyn.simulate.folder import stay_home
from aiqyn.simulate.household import COMMAND, DESKS, Addresses, Household, NotReady
from aiqyn.simulate.names import COURTS
from aiqyn.simulate.people import SyntheticPerson, population

PEOPLE = 300
COURT = COURTS[0][0]
BORDER, CENTRE = DESKS[0][1], DESKS[1][1]
AGENT, JUDGE = "agent-1", f"judge-{COURT}"
#: Seconds within which an addition to a set must have reached a desk of the story.
PUBLISHED_WITHIN = 30


class StoryError(RuntimeError):
    """A step did not end as the story tells it."""


class Walk:
    """One walk. `tell` is the story's own: all its steps in order, and the exit code."""

    #: How many people the country of the story has.
    people_count: ClassVar[int] = PEOPLE

    def __init__(self, house: Household) -> None:
        self.house = house
        self.zone = law.load().timezone
        self.origin = house.addresses.url(house.addresses.register)
        self.agent, self.judge, self.person = (Browser(self.origin) for _ in range(3))
        self.today: date = datetime.now(self.zone).date()
        self.people: list[SyntheticPerson] = []
        self._begun = time.monotonic()

    def tell(self) -> int:
        """All steps in order; 0 only when they end as told."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """One line of the story, with the seconds since it began."""
        print(f"{time.monotonic() - self._begun:7.2f} s  {text}", flush=True)

    def command(self, *arguments: str, given: str = "") -> tuple[int, str]:
        """Run a command of the console script as an operator would; exit code and standard output."""
        environment = os.environ | with_us() | {"LANG": "C.UTF-8"}
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=given,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
            cwd=self.house.folder,
        )
        self.house.family.logs.mkdir(parents=True, exist_ok=True)
        with (self.house.family.logs / "commands.log").open("a", encoding="utf-8") as log:
            log.write(done.stderr)
        return done.returncode, done.stdout

    def found(self) -> list[SyntheticPerson]:
        """Found the register, migrate, start every process. Returns the country's adults."""
        public = self.house.write()
        stay_home(self.house.configuration)
        import django

        django.setup()
        if self.command("migrate")[0] != 0:
            raise StoryError("the tables could not be made")
        from aiqyn.simulate.enrolling import enrol_desks

        enrol_desks(public)
        self.house.start()
        self.house.wait()
        self.say(f"register, evaluator, sequencer, publisher and {len(DESKS)} desks are running")
        self.today = datetime.now(self.zone).date()
        self.people = population(self.people_count, self.today)
        return [person for person in self.people if person.adult(self.today - timedelta(days=400))]

    def import_file(self, kind: str, path: Path) -> dict[str, Any]:
        """Run `aiqyn import`; its report."""
        _, out = self.command("import", kind, str(path), "--json")
        report: dict[str, Any] = json.loads(out)
        return report

    def file(self, name: str) -> Path:
        """A path for a file to import."""
        folder = self.house.folder / "files"
        folder.mkdir(exist_ok=True)
        return folder / name

    def import_country(self) -> None:
        """Courts and people; an agent and a judge of the story's court."""
        self.import_file("courts", files.write_courts(self.file("courts.csv")))
        self.import_file("population", files.write_population(self.file("population.jsonl"), self.people))
        self.say(f"courts and {len(self.people)} people imported")
        self.appoint(AGENT, "agent")
        self.appoint(JUDGE, "judge", "--court", COURT)

    def appoint(self, ref: str, role: str, *more: str) -> None:
        """Appoint an official through the console."""
        options = ("--ref", ref, "--name", ref, "--role", role, "--username", ref, "--password-stdin")
        code, _ = self.command("official", "add", *options, *more, given="a long enough passphrase\n")
        if code != 0:
            raise StoryError(f"{role}: could not be appointed")

    def terms(self, **other: str) -> dict[str, str]:
        """What the story's writs have in common: court, day, claim, currency."""
        terms = {"court": COURT, "issued_on": str(self.today - timedelta(days=30)), "claim": "lump", "currency": "KZT"}
        return terms | other

    def import_writ(self, debtor: SyntheticPerson, number: str, amount: str, **other: str) -> None:
        """One writ against a person; StoryError when it is refused."""
        row = files.writ_row(debtor, number=number, amount=amount, **self.terms(**other))
        name = f"writ-{number.replace('/', '-')}.jsonl"
        report = self.import_file("writs", files.write_writs(self.file(name), [row]))
        if report["accepted"] != 1:
            raise StoryError(f"writ {number}: refused")

    def become(self, browser: Browser, persona: str) -> None:
        """Sign in as a persona of the play."""
        page = browser.get("/sign-in/persona/")
        if browser.submit(page, "/sign-in/persona/", persona=persona).status != 200:
            raise StoryError("could not sign in")

    def expect(self, page: Page, status: int, *words: str) -> Page:
        """The page, when it has this status and says all of this."""
        missing = [word for word in words if word not in page.text]
        if page.status != status or missing:
            raise StoryError(f"{page.path}: status {page.status}, missing {missing}")
        return page

    def open_case(self, writ: str) -> str:
        """The agent opens a proceeding on a writ; its number."""
        page = self.agent.get("/proceedings/open/")
        page = self.expect(self.agent.submit(page, "/proceedings/open/", court=COURT, number=writ), 200)
        return page.path.strip("/").split("/")[1]

    def send_notice(self, case: str, kind: str = "special", channel: str = "sms") -> str:
        """The agent records that a notice was sent; the path of the page on which its service is recorded."""
        page = self.agent.get(f"/proceedings/{case}/notices/")
        page = self.expect(self.agent.submit(page, "/notices/", kind=kind, channel=channel), 200)
        return link(page, f"/proceedings/{case}/notices/")

    def now_local(self) -> str:
        """The minute of now, as people write it in a form."""
        return datetime.now(self.zone).strftime("%Y-%m-%d %H:%M")

    def serve_notice(self, path: str) -> None:
        """The agent records that the notice was served now."""
        self.expect(self.agent.submit(self.agent.get(path), path, served_at=self.now_local()), 200)

    def propose(self, case: str, **values: str) -> Page:
        """The agent proposes a measure for six months; the page that answers."""
        page = self.agent.get(f"/proceedings/{case}/propose/")
        ends_on = add_months(self.today, 6).isoformat()
        return self.agent.submit(page, "/propose/", **({"ends_on": ends_on, "reasons": "Unpaid."} | values))

    def sanction(self, browser: Browser | None = None) -> str:
        """The judge opens the first proposal of the queue and sanctions it; the measure's reference."""
        judge = browser or self.judge
        path = link(judge.get("/court/"), "/court/measures/")
        page = self.expect(judge.get(path), 200)
        self.expect(judge.submit(page, "/sanction/"), 200)
        return path.strip("/").split("/")[-1]

    def ask(self, person: SyntheticPerson, desk: str = BORDER) -> dict[str, Any]:
        """A desk asks; the two facts go in by standard input, so that none stands in a shell history."""
        return self.ask_facts(desk, iin=person.iin, document=person.document)

    def ask_facts(self, desk: str, *options: str, **facts: str) -> dict[str, Any]:
        """A desk asks with facts named as on the command line (`birth_date` for `birth-date`); its answer."""
        lines = "".join(f"{name.replace('_', '-')}={value}\n" for name, value in facts.items())
        config = str(self.house.point(desk))
        _, out = self.command("point", "check", "--stdin", "--json", "--config", config, *options, given=lines)
        answer: dict[str, Any] = json.loads(out)
        return answer

    def ask_until(self, state: str, desk: str, *options: str, **facts: str) -> dict[str, Any]:
        """Ask again until the answer is this one: additions are published at a tick. Seldom: a desk has a pace."""
        ends = time.monotonic() + PUBLISHED_WITHIN
        while (answer := self.ask_facts(desk, *options, **facts)).get("state") != state:
            if time.monotonic() > ends or answer.get("state") == "UNKNOWN":
                raise StoryError(f"{desk} answered {answer.get('state')}: {answer.get('reason')}")
            time.sleep(2)
        return answer

    def link_person(
        self, person: SyntheticPerson, account: str = "person-1", browser: Browser | None = None
    ) -> Browser:
        """What e-government sign-in does outside a play: the account and the record are one person's. Signed in."""
        from django.utils import timezone

        from aiqyn.register.accounts import make_account
        from aiqyn.register.acting import OPERATOR
        from aiqyn.register.acts.link_account import link_account
        from aiqyn.register.queries import overview

        user = make_account(account)
        link_account(person=overview.person(person.iin), user=user, actor=OPERATOR, at=timezone.now())
        visitor = browser or self.person
        self.become(visitor, f"person:{user.pk}")
        return visitor

    def pay(self, entry_ref: str, minor: int, reference: str, *, returned: bool = False) -> dict[str, Any]:
        """The bank reports one booked transfer, or its return; the report of the import."""
        path = files.write_payments(
            self.file(f"payments-{entry_ref}.xml"),
            [files.Transfer(entry_ref, minor, reference, returned=returned)],
            datetime.now(self.zone),
            entry_ref,
        )
        return self.import_file("payments", path)


def link(page: Page, start: str) -> str:
    """The first link of a page below an address; LookupError when there is none."""
    found = re.search(f'href="({re.escape(start)}[^"#?]+)"', page.text)
    if found is None:
        raise LookupError(f"{page.path}: no link below {start}")
    return found[1]


def walk(story: type[Walk], logs: Path | None = None) -> int:
    """Walk a story in a temporary folder; 0 only when it ended as told.

    `logs` is where the parts' logs go instead of the temporary folder: for tests that read them afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="aiqyn-story-") as name:
        house = Household(Path(name), Addresses.from_port(18_000))
        if logs is not None:
            house.family.logs = logs
        try:
            return story(house).tell()
        except (StoryError, NotReady, LookupError) as error:
            print(f"the story broke off: {error}", flush=True)
        except (OSError, ValueError, urllib3.exceptions.HTTPError) as error:
            # Their messages may quote what was sent or read.
            print(f"the story broke off: {type(error).__name__}", flush=True)
        finally:
            house.family.stop()
    return 1
