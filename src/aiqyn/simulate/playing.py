"""Make a play's folder ready: the country that is there, or a new one."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict

from aiqyn.simulate.folder import PARTS, READY, Claim, stay_home
from aiqyn.simulate.household import Household
from aiqyn.simulate.personas import Persona


def prepare(house: Household, claim: Claim, people: int, *, fresh: bool, say: Callable[[str], None]) -> list[Persona]:
    """Write the configurations, migrate, and make the country unless there is one. Half of one is made anew."""
    ready = claim.folder / READY
    if fresh or not ready.exists():
        if (house.register / "register.sqlite3").exists():
            say("the old country is deleted" if ready.exists() else "an unfinished country is deleted")
        # What says that the country is there goes first: what is killed here is unfinished, not broken.
        claim.delete(READY)
        claim.delete(*PARTS)
    public = house.write()
    stay_home(house.configuration)
    import django

    django.setup()
    # What is made is told by `say`; the imports' own lines would only be in its way.
    logging.getLogger("aiqyn").setLevel(logging.WARNING)
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    if ready.exists():
        say("the country of this folder")
        personas = [Persona(**entry) for entry in json.loads(ready.read_text(encoding="utf-8"))]
    else:
        personas = _make(house, people, public, say)
        partial = ready.with_suffix(".part")
        partial.write_text(json.dumps([asdict(one) for one in personas], ensure_ascii=False), encoding="utf-8")
        partial.replace(ready)
    connection.close()
    return personas


def _make(house: Household, people: int, public: dict[str, bytes], say: Callable[[str], None]) -> list[Persona]:
    from aiqyn.simulate import country
    from aiqyn.simulate.enrolling import enrol_desks

    say("a synthetic country is made")
    enrol_desks(public)
    personas = country.make(house.folder / "files", people, say)
    country.place_leaves()
    return personas
