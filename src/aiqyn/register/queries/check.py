"""What the register's side of a check reads: points, tokens to evaluate, sets, leaves to open."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from aiqyn import law
from aiqyn.protocol.leaves import SanctionLeaf
from aiqyn.register import facts
from aiqyn.register.facts.standing import ENDING_ACTS
from aiqyn.register.rows import (
    DayKey,
    Disclosure,
    Leaf,
    Measure,
    PublishedToken,
    ServicePoint,
    TokenSet,
)

#: The acts whose leaf states the order: the newest one that the ledger holds is opened to a desk.
_ORDERS = ("sanction", "renewal", "extension")


def state(measure: Measure, at: datetime) -> law.MeasureState:
    """Where the measure stands at the moment."""
    return facts.state(measure, at)


def names(measure: Measure, iin: str) -> bool:
    """Whether the measure names the person of this IIN."""
    return measure.person is not None and measure.person.iin == iin


def point(ref: str) -> ServicePoint | None:
    """The enrolled, active desk of this name."""
    return ServicePoint.objects.filter(ref=ref, active=True).first()


def tokens(purpose: law.Purpose, day: date) -> list[bytes]:
    """All tokens published for the purpose and day."""
    rows = PublishedToken.objects.filter(purpose=purpose.value, day=day).values_list("token", flat=True)
    return [bytes(token) for token in rows]


def latest_set(purpose: law.Purpose, day: date) -> TokenSet | None:
    """The newest published set of the purpose and day."""
    return TokenSet.objects.filter(purpose=purpose.value, day=day).order_by("-number").first()


def day_key(purpose: law.Purpose, day: date) -> bytes | None:
    """The announced public key (32 bytes) of the purpose and day."""
    found = DayKey.objects.filter(purpose=purpose.value, day=day).first()
    return bytes(found.public_key) if found else None


def measures_of_output(purpose: law.Purpose, day: date, output_hash: bytes) -> list[Measure]:
    """The measures whose tokens were made from this output: several creditors may stand behind one document."""
    found = (
        PublishedToken.objects.filter(output_hash=output_hash, purpose=purpose.value, day=day)
        .select_related("measure__proceeding__writ__court")
        .order_by("measure__in_force_from", "measure_id")
    )
    return list({token.measure_id: token.measure for token in found}.values())


@dataclass(frozen=True, slots=True)
class StoredLeaf:
    """What opens a leaf: content as committed, 32-byte salt, index once the sequencer gave it."""

    content: bytes
    salt: bytes
    index: int | None


def sanction_leaf(measure: Measure) -> StoredLeaf | None:
    """The leaf that states the order: of its sanction, or of its newest renewal or extension in the ledger."""
    orders = Leaf.objects.filter(act__measure=measure, act__kind__in=_ORDERS)
    placed = orders.filter(index__isnull=False).order_by("-pk").first()
    return _stored(placed or orders.order_by("pk").first())


def order_leaf_content(measure: Measure) -> SanctionLeaf | None:
    """What the newest statement of the order says, whether or not the ledger holds it yet."""
    newest = Leaf.objects.filter(act__measure=measure, act__kind__in=_ORDERS).order_by("-pk").first()
    return None if newest is None else SanctionLeaf.read(json.loads(bytes(newest.content)))


def release_leaf(measure: Measure) -> StoredLeaf | None:
    """The leaf of the act that ended the measure."""
    return _stored(Leaf.objects.filter(act__measure=measure, act__kind__in=ENDING_ACTS).order_by("pk").first())


def suspension_leaf(measure: Measure, at: datetime) -> StoredLeaf | None:
    """The leaf of a suspension in which the measure sleeps at the moment."""
    asleep = {
        sleep.ref
        for sleep in measure.suspensions.all()
        if sleep.starts_at <= at and (sleep.ends_at is None or at < sleep.ends_at)
    }
    for leaf in Leaf.objects.filter(act__measure=measure, act__kind="suspension").order_by("pk"):
        if json.loads(bytes(leaf.content))["suspension"] in asleep:
            return _stored(leaf)
    return None


def key_leaf(purpose: law.Purpose, day: date) -> StoredLeaf | None:
    """The leaf that announced the key of the purpose and day."""
    return _stored(Leaf.objects.filter(act__daykey__purpose=purpose.value, act__daykey__day=day).first())


def _stored(leaf: Leaf | None) -> StoredLeaf | None:
    return StoredLeaf(bytes(leaf.content), bytes(leaf.salt), leaf.index) if leaf is not None else None


def due_to_expire(today: date) -> list[Measure]:
    """Measures still open whose last day is over."""
    return list(
        Measure.objects.filter(in_force_from__isnull=False, ended_at__isnull=True, ends_on__lt=today)
        .select_related("proceeding")
        .order_by("pk")
    )


def measure(ref: str) -> Measure | None:
    """The measure with the reference."""
    return Measure.objects.select_related("proceeding").filter(ref=ref).first()


def places_past(today: date) -> bool:
    """Whether a disclosure still has a place whose seal ended before `today`."""
    return Disclosure.objects.filter(point__isnull=False, seal_until__lt=today).exists()
