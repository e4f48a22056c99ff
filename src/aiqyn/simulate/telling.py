"""Tell where a play is to be seen and whom to be: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from aiqyn.simulate.household import DESKS, HEAD_EVERY, PUBLISH_EVERY, SEQUENCE_EVERY, Household
from aiqyn.simulate.personas import Persona

_SIGN_IN = "/sign-in/persona/"


def as_json(house: Household, personas: Sequence[Persona]) -> str:
    """One line: addresses, the desks' configurations, personas."""
    register = house.addresses.url(house.addresses.register)
    return json.dumps(
        {
            "register": register,
            "sign_in": register + _SIGN_IN,
            "evaluator": house.addresses.url(house.addresses.evaluator),
            "desks": _desks(house),
            "points": {name: str(house.point(name)) for name in _desks(house)},
            "personas": [asdict(persona) for persona in personas if persona.role != "vehicle"],
            "vehicles": [asdict(persona) for persona in personas if persona.role == "vehicle"],
        },
        ensure_ascii=False,
    )


def as_text(house: Household, personas: Sequence[Persona]) -> str:
    """A page for a terminal."""
    register = house.addresses.url(house.addresses.register)
    desks = _desks(house)
    lines = ["", "A synthetic country: nobody in it exists.", ""]
    lines += [f"  pages           {register}/", f"  be somebody     {register}{_SIGN_IN}"]
    lines += [f"  {name:<15} {url}/" for name, url in desks.items()]
    apart = {"person", "vehicle"}
    lines += ["", "  officials: " + ", ".join(one.ref for one in personas if one.role not in apart), ""]
    lines += ["  people, with the two facts that a desk asks for:"]
    lines += [f"    {one.state:<17} IIN {one.iin}  document {one.document}" for one in personas if one.role == "person"]
    lines += ["", "  vehicles, with the two facts that a registrar or a patrol asks for:"]
    lines += [f"    {one.state:<17} {one.document}" for one in personas if one.role == "vehicle"]
    first = house.point(next(iter(desks)))
    lines += [
        "",
        "  the same check from a shell:",
        f"    printf 'iin=…\\ndocument=KAZ:…\\n' | aiqyn point check --stdin --config {first}",
        "  a desk of your own: aiqyn desk enrol --ref my-desk --purpose border-departure --place Here \\",
        f"    --write my-desk/point.toml --config {house.configuration}",
        f"    then add the printed line to {house.folder / 'evaluator' / 'points.json'}",
        "",
        f"  here tokens are published every {PUBLISH_EVERY:g} s (a real register: every 15 minutes), heads are signed",
        f"  every {HEAD_EVERY:g} s, acts placed in the ledger every {SEQUENCE_EVERY:g} s. Ctrl-C ends everything.",
        "",
    ]
    return "\n".join(lines)


def _desks(house: Household) -> dict[str, str]:
    return {name: house.addresses.url(port) for (_, name, _), port in zip(DESKS, house.addresses.desks, strict=True)}
