"""What pages read of money: what a debtor pays and how, refunds, and releases whose payment went back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from aiqyn.register.queries import cases
from aiqyn.register.queries.debts import fees_outstanding_minor, outstanding_minor, plan_kept, plan_of
from aiqyn.register.rows import (
    Charge,
    Court,
    Measure,
    Official,
    PaymentMatch,
    PaymentPlan,
    PaymentReference,
    Person,
    Proceeding,
    Refund,
    Withholding,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a proceeding owes and by which ways it is paid (minor units)."""

    proceeding: Proceeding
    claim: int
    fees: int
    charges: list[Charge]
    withholdings: list[Withholding]
    plan: PaymentPlan | None
    plan_kept: bool

    @property
    def total(self) -> int:
        """Claim and fees together."""
        return self.claim + self.fees


def owed(proceeding: Proceeding, at: datetime) -> Owed:
    """What the proceeding owes now."""
    return Owed(
        proceeding=proceeding,
        claim=outstanding_minor(proceeding),
        fees=fees_outstanding_minor(proceeding),
        charges=list(Charge.objects.filter(proceeding=proceeding).order_by("charged_at", "pk")),
        withholdings=list(Withholding.objects.filter(proceeding=proceeding).order_by("withheld_on", "pk")),
        plan=plan_of(proceeding),
        plan_kept=plan_kept(proceeding, at),
    )


def own_debt(person: Person, number: str) -> Proceeding | None:
    """One of the person's own proceedings, by its number."""
    return cases.debts_of(person).filter(number=number).first()


def reference_for_all(person: Person) -> PaymentReference | None:
    """The reference under which the person pays all debts at once, if one was given."""
    return PaymentReference.objects.filter(person=person).first()


def refunds(agent: Official) -> QuerySet[Refund]:
    """Refunds that the agent ordered, those not paid yet first."""
    return Refund.objects.filter(ordered_by=agent).select_related("entry").order_by(F("paid_at").asc(nulls_first=True))


def refund(agent: Official, pk: int) -> Refund | None:
    """One of them."""
    return refunds(agent).filter(pk=pk).first()


def _went_back() -> Q:
    """Measures released by payment, after which a bank took the money back, and nothing new was proposed."""
    back = PaymentMatch.objects.filter(
        proceeding=OuterRef("proceeding"), entry__returned=True, matched_at__gt=OuterRef("ended_at")
    )
    newer = Measure.objects.filter(
        proceeding=OuterRef("proceeding"), kind=OuterRef("kind"), proposed_at__gt=OuterRef("ended_at")
    )
    return Q(end_reason="paid") & Q(Exists(back)) & ~Q(Exists(newer))


def returned_after_release(agent: Official) -> list[Measure]:
    """The agent's own releases whose payment went back: a new sanction may be asked for, today; none revives."""
    found = Measure.objects.filter(_went_back(), proceeding__agent=agent, proceeding__closed_at__isnull=True)
    rows = found.select_related("proceeding", "proceeding__writ", "proceeding__writ__debtor").order_by("-ended_at")
    return [measure for measure in rows if outstanding_minor(measure.proceeding) > 0]


def for_the_same_day(court: Court) -> set[int]:
    """Rows of the court's waiting proposals that follow a payment that went back: they are decided on their day."""
    back = PaymentMatch.objects.filter(proceeding=OuterRef("proceeding"), entry__returned=True)
    released = Measure.objects.filter(
        proceeding=OuterRef("proceeding"),
        kind=OuterRef("kind"),
        end_reason="paid",
        ended_at__lt=OuterRef("proposed_at"),
    )
    waiting = cases.judge_queue(court).filter(Exists(back), Exists(released))
    return set(waiting.values_list("pk", flat=True))


def payment_text(proceeding: Proceeding, reference: str, minor: int) -> str:
    """What a QR code of a payment holds. No national format was found: it is plain text that a person can read too."""
    amount = f"{minor // 100}.{minor % 100:02d}"
    return f"AIQYN-PAY\n1\nREF {reference}\nSUM {amount} {proceeding.writ.currency}\nTO {proceeding.agent.name}\n"
