"""Nothing about a person stands in an address: every page of every role is walked, and every link and form is read."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from django.test import Client

from aiqyn.register.rows import Person, PersonDocument
from tests.desks.conftest import Enter
from tests.desks.stage import Stage

_ADDRESS = re.compile(r'(?:href|action|src)="([^"]*)"')


def walk(visitor: Client, start: str) -> set[str]:
    """Every address that the pages reachable from `start` by links name."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        response = visitor.get(here)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for found in _ADDRESS.findall(response.content.decode()):
            target = unescape(found)
            if target in seen or target.startswith("#"):
                continue
            seen.add(target)
            if target.startswith(("/", "?")) and not target.startswith("/static/"):
                waiting.append(target if target.startswith("/") else urlsplit(here).path + target)
    return seen


def test_no_fact_of_a_person_stands_in_an_address(stage: Stage, enter: Enter) -> None:
    person = stage.person(account=True)
    stage.disclosed(stage.in_force(person))
    stage.pay(stage.in_force(person).proceeding.reference, 500_000)
    stage.proposed(person)
    stage.sent(stage.proceeding(person))
    stage.pay("", 100)
    citizen = Client()
    assert person.user is not None
    citizen.force_login(person.user)
    walks = {
        "/proceedings/": enter("agent-1"), "/court/": enter("judge-1"), "/prosecutor/": enter("prosecutor-1"),
        "/me/": citizen, "/": Client(),
    }  # fmt: skip
    facts = {str(value).casefold() for who in Person.objects.all() for value in (who.iin, who.surname, who.given_name)}
    facts |= {paper.number.casefold() for paper in PersonDocument.objects.all()}
    for start, visitor in walks.items():
        addresses = walk(visitor, start)
        assert len(addresses) > 3
        for address in addresses:
            spoken = unquote(address).casefold()
            assert not any(fact in spoken for fact in facts)
            # A commitment is 64 hexadecimal digits of a hash: twelve of them in a row may be decimal by chance.
            said = re.sub(r"/(proceedings|me/pay)/\d{13}/|/[0-9a-f]{64}(?=[/.])", "/", spoken)
            assert not re.search(r"\d{12}(?!\d)", said)


def test_search_is_sent_in_the_body(stage: Stage, enter: Enter) -> None:
    text = enter("agent-1").get("/proceedings/").content.decode()
    assert re.search(r'<form method="post" action="/proceedings/" class="search"', text)
