"""Money in: matched, released, returned, waiting; and a file that is taken whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiqyn.register.acts.record_payment import Entry
from aiqyn.register.intake import FileRefused, Report, payments
from aiqyn.register.queries.debts import left_of, outstanding_minor, waiting_entries
from aiqyn.register.rows import Act, BankEntry, ImportRun, Leaf, Measure, PaymentMatch
from tests.intake.making import NOW, details, entry, notice, take
from tests.register.conftest import Country

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=5)


def paid(path: Path, text: str | bytes) -> Report:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return take("payments", path, at=LATER)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "camt.xml"


@pytest.fixture
def measure(country: Country) -> Measure:
    return country.in_force()


def ended(measure: Measure) -> str:
    return Measure.objects.get(pk=measure.pk).end_reason


@pytest.mark.parametrize(
    "told",
    [lambda ref: details(structured=ref), lambda ref: details(free=ref), lambda ref: details(end_to_end=ref)],
)
def test_a_booked_payment_releases(path: Path, measure: Measure, told: Callable[[str], str]) -> None:
    report = paid(path, notice(entry(told(measure.proceeding.reference), amount="500000.00")))
    assert (report.accepted, report.known, report.refused, report.passed) == (1, 0, 0, 0)
    assert outstanding_minor(measure.proceeding) == 0
    assert ended(measure) == "paid"
    release = Act.objects.get(kind="paid")
    assert release.parent is not None
    # The release clock begins just before the act of this entry.
    assert LATER <= release.at < LATER + timedelta(seconds=1)
    assert release.at == release.parent.at == BankEntry.objects.get().accepted_at


def test_pending_then_booked(path: Path, measure: Measure) -> None:
    part = details(structured=measure.proceeding.reference)
    paid(path, notice(entry(part, amount="500000.00", status="<Cd>PDNG</Cd>", booked_on="")))
    assert ended(measure) == ""
    assert outstanding_minor(measure.proceeding) == 50_000_000
    assert paid(path, notice(entry(part, amount="500000.00"), message="M2")).accepted == 1
    assert ended(measure) == "paid"
    assert list(BankEntry.objects.order_by("pk").values_list("booked", flat=True)) == [False, True]


def test_a_return_takes_back_and_revives_nothing(path: Path, measure: Measure) -> None:
    part = details(structured=measure.proceeding.reference)
    paid(path, notice(entry(part, amount="500000.00")))
    back = details(structured=measure.proceeding.reference, returned=True)
    assert paid(path, notice(entry(back, amount="500000.00", sign="DBIT", ref="S2"), message="M2")).accepted == 1
    assert outstanding_minor(measure.proceeding) == 50_000_000
    assert ended(measure) == "paid"
    assert list(Act.objects.filter(proceeding=measure.proceeding).order_by("pk").values_list("kind", flat=True))[
        -3:
    ] == ["payment", "paid", "return"]


def test_parts_of_a_debt_and_surplus_that_waits(path: Path, measure: Measure) -> None:
    part = details(structured=measure.proceeding.reference)
    paid(path, notice(entry(part, amount="300000.00"), entry(part, amount="300000.00", ref="S2")))
    assert ended(measure) == "paid"
    (surplus,) = waiting_entries()
    assert (surplus.entry_ref, left_of(surplus)) == ("S2", 10_000_000)


def test_money_is_never_refused(path: Path, measure: Measure) -> None:
    reference = measure.proceeding.reference
    text = notice(
        entry(details(structured=reference), amount="500000.00", currency="USD", ref="foreign"),
        entry(ref="no details"),
        entry(details(structured="RF18539007547034"), ref="unknown"),
        entry(details(structured="INV 77"), ref="other"),
        entry(details(free=f"{reference} RF18539007547034"), ref="two at once"),
        entry(details(structured=reference), sign="DBIT", ref="the agent pays the creditor"),
        entry(details(structured=reference), reversal="true", ref="that payment comes back"),
        entry(details(structured=reference), amount="0.00", ref="nothing"),
        account="KZ-ANOTHER",
    )
    report = paid(path, text)
    assert (report.accepted, report.refused, report.passed, report.exit_code) == (7, 0, 1, 0)
    assert PaymentMatch.objects.count() == 0
    assert ended(measure) == ""
    assert {row.entry_ref for row in waiting_entries()} == {
        "foreign", "no details", "unknown", "other", "two at once", "that payment comes back",
    }  # fmt: skip


def test_the_same_entries_in_another_message_are_known(path: Path, measure: Measure) -> None:
    part = details(structured=measure.proceeding.reference)
    one, other = entry(part, amount="100.00"), entry(part, amount="200.00", ref="S2")
    paid(path, notice(one))
    report = paid(path, notice(other, one, message="M2"))
    assert (report.accepted, report.known) == (1, 1)
    assert outstanding_minor(measure.proceeding) == 50_000_000 - 30_000


def test_a_reference_that_a_bank_uses_twice_loses_no_money(path: Path, measure: Measure) -> None:
    part = details(structured=measure.proceeding.reference)
    first, second = entry(part, amount="100.00"), entry(part, amount="250.00")
    assert paid(path, notice(first)).accepted == 1
    assert paid(path, notice(second, message="M2")).accepted == 1
    report = paid(path, notice(second, first, message="M3"))
    assert (report.accepted, report.known) == (0, 2)
    assert outstanding_minor(measure.proceeding) == 50_000_000 - 35_000


def test_one_entry_for_several_debts(path: Path, country: Country) -> None:
    one, other = country.in_force(), country.in_force()
    text = entry(
        details(structured=one.proceeding.reference, amount="500000.00", ref="T1"),
        details(structured=other.proceeding.reference, amount="500000.00", ref="T2"),
        amount="1000000.00",
    )
    assert paid(path, notice(text)).accepted == 2
    assert ended(one) == ended(other) == "paid"


def test_another_import_records_the_entry_meanwhile(
    path: Path, measure: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = notice(entry(details(structured=measure.proceeding.reference), amount="100.00"))
    paid(path, text)
    asked: list[object] = []
    really = payments._recorded

    def blind_once(candidate: Entry) -> BankEntry | None:
        asked.append(candidate)
        return None if len(asked) == 1 else really(candidate)

    monkeypatch.setattr(payments, "_recorded", blind_once)
    assert paid(path, text + "\n").known == 1
    assert BankEntry.objects.count() == 1
    assert Act.objects.count() == Leaf.objects.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(share=st.floats(0, 0.999))
def test_half_a_file_writes_nothing(path: Path, measure: Measure, share: float) -> None:
    part = details(structured=measure.proceeding.reference)
    whole = notice(*(entry(part, amount="1000.00", ref=f"S{n}") for n in range(300))).encode().rstrip()
    before = Act.objects.count()
    with pytest.raises(FileRefused):
        paid(path, whole[: int(len(whole) * share)])
    assert BankEntry.objects.count() == ImportRun.objects.count() == 0
    assert Act.objects.count() == before


def test_one_malformed_entry_at_the_end_writes_nothing(path: Path, measure: Measure, inbox: Path) -> None:
    good = [entry(ref=f"S{n}") for n in range(2000)]
    with pytest.raises(FileRefused) as caught:
        paid(path, notice(*good, entry(amount="-5")))
    assert (caught.value.refusal.code, caught.value.refusal.line) == ("not-an-amount", 2006)
    assert BankEntry.objects.count() == ImportRun.objects.count() == 0
    assert list(inbox.iterdir()) == []
