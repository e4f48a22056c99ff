"""The road from a writ to a release in a real browser: by keyboard alone, without JavaScript, on a phone and a desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from aiqyn.register.acting import Actor
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.give_power import give_power
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.rows import BankEntry, Leaf, Measure, Notice, Person, Proceeding
from tests.desks.stage import Stage, build, make_iin
from tests.journeys.conftest import enter, press, tab_to, violations, width_overrun, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (360, 740), (1280, 900)


@pytest.fixture
def land(settings: Settings, live_server: LiveServer) -> Stage:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AIQYN = replace(settings.AIQYN, play=True)
    return build()


def context(
    browser: Browser,
    size: tuple[int, int],
    address: str,
    language: str = "en",
    *,
    scripts: bool = False,
    scheme: Literal["light", "dark"] = "light",
) -> BrowserContext:
    made = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        base_url=address,
        java_script_enabled=scripts,
        color_scheme=scheme,
    )
    made.add_cookies([{"name": django_settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}])
    return made


def shoot(page: Page, folder: Path) -> Callable[[str], None]:
    """Keep a picture of each step, and let no step be wider than its window."""

    def shot(name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        assert width_overrun(page) == 0, name
        assert page.locator("h1").count() == 1, name

    return shot


def become(page: Page, name: str) -> None:
    page.goto("/")
    if page.get_by_role("button", name="Sign out").count():
        press(page, page.get_by_role("button", name="Sign out"))
    press(page, page.get_by_role("link", name="For officials"))
    press(page, page.get_by_role("link", name="Choose a persona"))
    press(page, page.get_by_role("button", name=name))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_road_by_keyboard_without_javascript(
    land: Stage, live_server: LiveServer, browser: Browser, size: tuple[int, int], tmp_path: Path
) -> None:
    person = land.person(account=True)
    with context(browser, size, live_server.url) as here:
        page = here.new_page()
        shot = shoot(page, tmp_path)
        page.goto("/")
        shot("first-page")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        become(page, "Серік Оспанов")
        proceeding = take_up(page, person, land, shot)
        propose(page, proceeding, shot)
        become(page, "Гүлнар Сейітова")
        measure = sanction(page, shot)
        become(page, person.full_name)
        shot("person-restricted")
        assert page.get_by_text("A measure is in force against you").is_visible()
        assert page.get_by_text(proceeding.reference).first.is_visible()
        land.pay(proceeding.reference, 500_000, at=timezone.now())
        page.reload()
        shot("person-free")
        assert page.get_by_text("No measure is in force against you").is_visible()
        with page.expect_download() as download:
            tab_to(page, page.get_by_role("link", name="Proof of this release"))
            page.keyboard.press("Enter")
        assert download.value.suggested_filename == f"aiqyn-release-{measure.ref}.json"


def take_up(page: Page, person: Person, land: Stage, shot: Callable[[str], None]) -> Proceeding:
    shot("proceedings")
    press(page, page.get_by_role("navigation", name="Pages").get_by_role("link", name="Register a writ"))
    press(page, page.get_by_role("button", name="Register and open"))
    shot("writ-with-errors")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    press(page, page.get_by_role("link", name="IIN: Fill in this field."))
    assert page.evaluate("location.hash") == "#id_iin"
    tab_to(page, page.get_by_label("Court"))
    page.keyboard.type("Almaty")
    write(page, "Number of the writ", "7501-26-100")
    write(page, "Issued on", f"{land.ago(days=70):%d.%m.%Y}")
    write(page, "Amount, tenge", "500 000")
    write(page, "Creditor", "Teplo Almaty")
    write(page, "IIN", make_iin(99, person.birth_date))
    write(page, "Surname", person.surname)
    write(page, "Given name", person.given_name)
    write(page, "Patronymic", person.patronymic)
    write(page, "Birth date", f"{person.birth_date:%d.%m.%Y}")
    enter(page)
    assert page.get_by_text("The population register has nobody with this IIN.").first.is_visible()
    write(page, "IIN", person.number)
    press(page, page.get_by_role("button", name="Register and open"))
    shot("proceeding")
    assert page.get_by_role("status").inner_text() == "The proceeding is open."
    return Proceeding.objects.get()


def propose(page: Page, proceeding: Proceeding, shot: Callable[[str], None]) -> None:
    press(page, page.get_by_role("link", name="Propose a measure"))
    write(page, "Reasons", "Nothing was paid.")
    press(page, page.get_by_role("button", name="Propose"))
    shot("refused-by-the-law")
    assert page.get_by_text("The law does not allow this").is_visible()
    press(page, page.get_by_role("link", name=f"Proceeding {proceeding.number}"))
    press(page, page.get_by_role("link", name="Send a notice"))
    tab_to(page, page.get_by_label("How it was sent"))
    page.keyboard.type("in person")
    press(page, page.get_by_role("button", name="Record that it was sent"))
    press(page, page.get_by_role("link", name="record service"))
    write(page, "Served at", f"{timezone.localtime():%d.%m.%Y %H:%M}")
    press(page, page.get_by_role("button", name="Record service"))
    shot("notice-served")
    press(page, page.get_by_role("link", name="Propose a measure"))
    write(page, "Reasons", "Nothing was paid.")
    press(page, page.get_by_role("button", name="Propose"))
    shot("proposed")
    assert page.get_by_text("waits for the judge").is_visible()


def sanction(page: Page, shot: Callable[[str], None]) -> Measure:
    shot("queue")
    measure = Measure.objects.get()
    press(page, page.get_by_role("link", name="Temporary restriction on leaving the country"))
    shot("basis")
    press(page, page.get_by_role("button", name="Refuse"))
    assert page.get_by_text(
        "The reasons are missing: the person whom the measure names will read them. Write them down."
    ).is_visible()
    press(page, page.get_by_role("button", name="Sanction"))
    shot("sanctioned")
    assert page.get_by_role("status").inner_text() == "The measure is in force."
    return measure


def object_to(land: Stage, person: Person, held: Measure) -> tuple[list[str], str, str, int]:
    """A contest, an answered and an open dispute, a power: the person's pages, and what the others decide on."""
    actor, friend = Actor("person", "person"), land.person()
    said = raise_dispute(measure=held, words="", actor=actor, at=land.ago(days=3))
    answer_dispute(
        dispute=said, suspend=False, reasons="The same.", actor=land.actor("duty-1"), at=land.ago(days=3, minutes=-9)
    )
    said = raise_dispute(measure=held, words="My name is common.", actor=actor, at=land.ago(minutes=9))
    contest = file_contest(
        measure=held, filer=person, words="Paid.", disputed_minor=100, actor=actor, at=land.ago(days=2)
    )
    until = land.now.date() + timedelta(days=9)
    terms: dict[str, Any] = {"scope": "all", "until": until, "actor": actor, "at": land.ago(hours=1)}
    power = give_power(person=person, representative=friend, **terms)
    other = land.in_force().person
    assert other is not None
    held_power = give_power(person=other, representative=person, **terms)
    pages = [
        *(f"/me/measures/{held.ref}/{deed}/" for deed in ("contest", "not-mine")),
        f"/me/contests/{contest.ref}/withdraw/", "/me/met/", "/me/powers/",
        f"/me/powers/{held_power.pk}/",
    ]  # fmt: skip
    return pages, said.ref, contest.ref, power.pk


def furnish(land: Stage) -> dict[str, list[str]]:
    """Every page there is, with something on it, by who sees it."""
    person = land.person(account=True)
    held = land.in_force(person)
    land.disclosed(held)
    paid = land.in_force(person, tenge=900_000)
    land.disclosed(paid, "7QK2M-4T7WZY")
    land.pay(paid.proceeding.reference, 900_000, at=timezone.now())
    waiting = land.proposed(person, tenge=1_200_000)
    bare = land.proceeding(person)
    land.sent(bare)
    land.pay("RF00 UNKNOWN", 800)
    objected, duty, contest, power = object_to(land, person, held)
    number, entry, notice = held.proceeding.number, BankEntry.objects.latest("pk").pk, Notice.objects.latest("pk")
    own = [
        "", "propose/", "notices/", "close/", "amount/", "arrears/", f"measures/{held.ref}/lift/",
        f"measures/{held.ref}/withdraw/", "charges/", "plan/", "withholdings/", "papers/",
    ]  # fmt: skip
    order = bytes(Leaf.objects.get(act__kind="sanction", act__measure=held).commitment).hex()
    lives = [f"/court/measures/{held.ref}/{deed}/" for deed in ("review", "renew", "annul", "suspend", "papers")]
    return {
        "": [
            "/", "/not-my-debt/", "/verify/", "/verify/paper/", f"/verify/{order}/", "/law/", "/statistics/",
            "/sign-in/", "/sign-in/persona/", "/nowhere/",
        ],
        "agent-1": [
            "/proceedings/", "/proceedings/new/", "/proceedings/open/", "/money/", f"/money/{entry}/",
            f"/money/{entry}/refund/", f"/proceedings/{number}/papers/{order}/",
            *(f"/proceedings/{bare.number}/notices/{notice.pk}/{way}" for way in ("", "returned/", "informed/")),
            *(f"/proceedings/{number}/{door}" for door in own),
        ],
        "judge-1": [
            "/court/", "/court/in-force/", f"/court/measures/{waiting.ref}/", f"/court/measures/{held.ref}/lift/",
            f"/court/measures/{held.ref}/", "/court/requests/", *lives,
        ],
        "custodian-1": ["/impound/", "/impound/new/"],
        "prosecutor-1": ["/prosecutor/", f"/prosecutor/measures/{held.ref}/", "/prosecutor/comparisons/"],
        "judge-3": ["/court/contests/", f"/court/contests/{contest}/"],
        "duty-1": ["/duty/", f"/duty/{duty}/"],
        "person": [
            "/me/", *objected, f"/me/powers/{power}/revoke/", f"/me/pay/{number}/", "/me/papers/",
            f"/me/papers/{order}/", f"/me/measures/{held.ref}/suspension/",
        ],
    }  # fmt: skip


def sign_in(here: BrowserContext, land: Stage, who: str, address: str) -> None:
    if not who:
        return
    user = Person.objects.get(user__isnull=False).user if who == "person" else land.official(who).user
    assert user is not None
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    here.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


#: Pages whose form is also sent empty, so that its errors are read.
SENT_EMPTY = ("/proceedings/new/", "/propose/", "/sign-in/", "/lift/")


@pytest.mark.node
@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(PHONE, "kk", "light"), (DESK, "ru", "light"), (DESK, "en", "dark"), (PHONE, "en", "dark")],
    ids=["phone-kk", "desk-ru", "desk-en-dark", "phone-en-dark"],
)
def test_axe_finds_nothing_on_any_page(
    land: Stage,
    live_server: LiveServer,
    browser: Browser,
    size: tuple[int, int],
    language: str,
    scheme: Literal["light", "dark"],
) -> None:
    found: dict[str, list[str]] = {}
    for who, addresses in furnish(land).items():
        with context(browser, size, live_server.url, language, scripts=True, scheme=scheme) as here:
            sign_in(here, land, who, live_server.url)
            page = here.new_page()
            for address in addresses:
                page.goto(address)
                found[f"{who} {address}"] = violations(page)
                if address.endswith(SENT_EMPTY):
                    page.locator("main form button").first.click()
                    page.locator(".summary").wait_for()
                    found[f"{who} {address} sent empty"] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


#: The narrowest screen in each language; wider ones in the two whose words are longest.
WIDTHS = [(320, ("kk", "ru", "en")), (820, ("ru",)), (1000, ("kk",)), (1280, ("ru",))]


@pytest.mark.parametrize(("width", "languages"), WIDTHS, ids=lambda value: str(value) if isinstance(value, int) else "")
def test_no_page_is_wider_than_its_window(
    land: Stage, live_server: LiveServer, browser: Browser, width: int, languages: tuple[str, ...]
) -> None:
    wide = {}
    for who, addresses in furnish(land).items():
        for language in languages:
            with context(browser, (width, 740), live_server.url, language) as here:
                sign_in(here, land, who, live_server.url)
                page = here.new_page()
                for address in addresses:
                    page.goto(address)
                    assert page.get_attribute("html", "lang") == language
                    if over := width_overrun(page):
                        wide[f"{language} {address}"] = over
    assert wide == {}


def test_the_persons_page_prints_without_its_menus(land: Stage, live_server: LiveServer, browser: Browser) -> None:
    person = land.person(account=True)
    land.in_force(person)
    with context(browser, DESK, live_server.url) as here:
        sign_in(here, land, "person", live_server.url)
        page = here.new_page()
        page.goto("/me/")
        page.emulate_media(media="print")
        for hidden in (".rooms", ".languages", ".foot"):
            assert not page.locator(hidden).is_visible()
        assert page.get_by_role("heading", name="How to pay").is_visible()
        assert page.pdf()[:4] == b"%PDF"
