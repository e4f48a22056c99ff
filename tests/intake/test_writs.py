"""Writs of execution."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from aiqyn.register.acting import Actor
from aiqyn.register.acts.correct_writ import correct_writ
from aiqyn.register.queries import imports
from aiqyn.register.rows import Act, Leaf, Official, Proceeding, Writ
from tests.intake.making import COURTS, NOW, POPULATION, WRITS, court, person, table, take, writ
from tests.register.conftest import Country

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people(tmp_path: Path, country: Country) -> None:
    take("courts", table(tmp_path / "courts.csv", COURTS, [court()]))
    take("population", table(tmp_path / "people.csv", POPULATION, [person(1), person(2)]))


def refusals(path: Path) -> list[tuple[int, str, str]]:
    return [(r.line, r.field, r.code) for r in take("writs", path).refusals()]


def test_writs_are_recorded(tmp_path: Path) -> None:
    rows = [writ(1), writ(2, claim="periodic", arrears_since="2025-10-01", agent="agent-1")]
    report = take("writs", table(tmp_path / "w.csv", WRITS, rows))
    assert (report.accepted, report.known, report.refused) == (2, 0, 0)
    one, two = Writ.objects.order_by("number")
    assert (one.court.code, one.number, one.amount_minor, one.currency, one.claim) == (
        "7501",
        "2-1/26",
        50_000_000,
        "KZT",
        "lump",
    )
    assert (one.issued_on, one.creditor, one.arrears_since) == (date(2026, 1, 10), "ТОО Мысал", None)
    assert two.arrears_since == date(2025, 10, 1)
    assert list(Proceeding.objects.values_list("writ__number", "agent__ref")) == [("2-2/26", "agent-1")]


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    lines = [
        json.dumps(writ(1), ensure_ascii=False),
        json.dumps(writ(2), ensure_ascii=False).replace('"500000.00"', "500000.50"),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert take("writs", path).accepted == 2
    assert Writ.objects.get(number="2-2/26").amount_minor == 50_000_050
    assert take("writs", table(tmp_path / "w.csv", WRITS, [writ(1)])).known == 1


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"court": "9999"}, "court", "unknown-court"),
        ({"court": ""}, "court", "missing"),
        ({"number": ""}, "number", "missing"),
        ({"number": "n" * 61}, "number", "length"),
        ({"issued_on": "2026-03-03"}, "issued_on", "in-the-future"),
        ({"issued_on": "10.01.2026"}, "issued_on", "not-a-date"),
        ({"claim": "fine"}, "claim", "unknown-word"),
        ({"claim": "periodic"}, "arrears_since", "missing"),
        ({"claim": "periodic", "arrears_since": "2026-04-01"}, "arrears_since", "in-the-future"),
        ({"amount": "-500000"}, "amount", "negative"),
        ({"amount": "0"}, "amount", "zero"),
        ({"amount": "99999999999999999"}, "amount", "out-of-range"),
        ({"amount": "5e5"}, "amount", "not-an-amount"),
        ({"amount": "٥٠٠"}, "amount", "non-ascii-digit"),
        ({"currency": "тенге"}, "currency", "not-a-currency"),
        ({"iin": "850615300018"}, "iin", "check-digit"),
        ({"iin": "８５０６１５３０００１９"}, "iin", "non-ascii-digit"),
        ({"iin": person(3)["iin"]}, "iin", "unknown-person"),
        ({"surname": "АХМЕТОВ"}, "surname", "disagrees-with-population-register"),
        ({"given_name": "Алия"}, "given_name", "disagrees-with-population-register"),
        ({"patronymic": ""}, "patronymic", "disagrees-with-population-register"),
        ({"birth_date": "1985-06-16"}, "birth_date", "disagrees-with-population-register"),
        (
            {"iin": person(2)["iin"], "birth_date": "1985-06-14"},
            "birth_date",
            "disagrees-with-population-register",
        ),
        ({"creditor": "х" * 201}, "creditor", "length"),
        ({"agent": "agent-9"}, "agent", "unknown-official"),
        ({"agent": "judge-1"}, "agent", "not-an-agent"),
    ],
)
def test_a_bad_writ_is_refused_whole(tmp_path: Path, more: dict[str, str], field: str, code: str) -> None:
    before = Act.objects.count()
    assert refusals(table(tmp_path / "w.csv", WRITS, [writ(2), writ(1, **more)])) == [(3, field, code)]
    assert list(Writ.objects.values_list("number", flat=True)) == ["2-2/26"]
    assert Act.objects.count() == Leaf.objects.count() == before + 1


def test_case_and_spaces_of_a_name_are_typography(tmp_path: Path) -> None:
    row = writ(1, surname=" Ахметова ", given_name="ӘЛИЯ", patronymic="қанатқызы")
    assert take("writs", table(tmp_path / "w.csv", WRITS, [row])).accepted == 1


def test_a_writ_twice_is_known_and_another_under_its_number_refused(tmp_path: Path) -> None:
    rows = [
        writ(1),
        writ(1),
        writ(1, amount="600000.00"),
        writ(2, number="2-1/26"),
        writ(1, creditor="Басқа"),
    ]
    report = take("writs", table(tmp_path / "w.csv", WRITS, rows))
    assert (report.accepted, report.known, report.refused) == (1, 1, 3)
    assert [(r.line, r.field, r.code) for r in report.refusals()] == [
        (n, "number", "duplicate-writ") for n in (4, 5, 6)
    ]
    assert Writ.objects.get().amount_minor == 50_000_000


def test_a_known_writ_gets_its_proceeding_once(tmp_path: Path) -> None:
    take("writs", table(tmp_path / "1.csv", WRITS, [writ(1)]))
    rows = [
        writ(1, agent="agent-1"),
        writ(1, agent="agent-1"),
        writ(1, agent="agent-2"),
        writ(1, agent="judge-1"),
        writ(1),
    ]
    report = take("writs", table(tmp_path / "2.csv", WRITS, rows))
    assert (report.accepted, report.known) == (1, 2)
    assert [(r.line, r.field, r.code) for r in report.refusals()] == [(n, "agent", "proceeding-exists") for n in (4, 5)]
    assert Proceeding.objects.get().agent == Official.objects.get(ref="agent-1")


def test_a_refused_agent_of_a_known_writ(tmp_path: Path) -> None:
    take("writs", table(tmp_path / "1.csv", WRITS, [writ(1)]))
    assert refusals(table(tmp_path / "2.csv", WRITS, [writ(1, agent="nobody")])) == [(2, "agent", "unknown-official")]


def test_a_corrected_writ_is_still_known_by_what_it_said(tmp_path: Path) -> None:
    take("writs", table(tmp_path / "1.csv", WRITS, [writ(1, agent="agent-1")]))
    proceeding = Proceeding.objects.get()
    agent = Actor.of(proceeding.agent)
    for value in (40_000_000, 45_000_000):
        correct_writ(proceeding=proceeding, column="amount_minor", value=value, reasons="typo", actor=agent, at=NOW)
    report = take("writs", table(tmp_path / "2.csv", WRITS, [writ(1), writ(1, amount="450000.00")]))
    assert report.known == 1
    assert [(r.line, r.code) for r in report.refusals()] == [(3, "duplicate-writ")]


def test_a_writ_that_another_import_wrote_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question finds nothing, the constraint does: the writ is known, or refused, and nothing breaks."""
    take("writs", table(tmp_path / "1.csv", WRITS, [writ(1)]))

    class Blind:
        def __init__(self, *_: object, **__: object) -> None: ...

        def exists(self) -> bool:
            return False

    monkeypatch.setattr(Writ.objects, "filter", Blind, raising=False)
    monkeypatch.setattr(imports, "writ", lambda _, number: Writ.objects.get(number=number))
    report = take("writs", table(tmp_path / "2.csv", WRITS, [writ(1), writ(1, amount="1.00")]))
    assert (report.known, report.refused) == (1, 1)


def test_a_day_is_the_countrys(tmp_path: Path) -> None:
    """At 21:00 UTC it is the next day in Almaty."""
    path = table(tmp_path / "w.csv", WRITS, [writ(1, issued_on="2026-03-03")])
    assert take("writs", path, at=NOW.replace(hour=21)).accepted == 1
