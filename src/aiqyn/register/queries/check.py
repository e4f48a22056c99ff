"""What the register's side of a check reads: points, tokens to evaluate, sets, leaves to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from aiqyn import law
from aiqyn.identifiers.document import DocumentKind
from aiqyn.register.rows import (
    DayKey,
    Disclosure,
    Leaf,
    Measure,
    PersonDocument,
    PublishedToken,
    ServicePoint,
    TokenSet,
)

_RELEASES = ("lift", "paid", "annulment", "expiry")


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A measure in force and a valid document of its debtor, still without a token for a purpose and day."""

    measure_id: int
    document_id: int
    iin: str
    document: str


def point(ref: str) -> ServicePoint | None:
    """The enrolled, active desk of this name."""
    return ServicePoint.objects.filter(ref=ref, active=True).first()


def unpublished(purpose: law.Purpose, day: date, kinds: list[str], at: datetime) -> Iterator[Unpublished]:
    """What must still be evaluated for the day: measures of `kinds` in force at `at`, by every valid document."""
    # A hit opens the sanction's leaf: until the sequencer has placed it, the order is not published.
    measures = Measure.objects.filter(
        kind__in=kinds,
        in_force_from__lte=at,
        ended_at__isnull=True,
        ends_on__gte=day,
        acts__kind="sanction",
        acts__leaf__index__isnull=False,
    ).select_related("proceeding__writ__debtor")
    for measure in measures.order_by("pk").iterator(chunk_size=2000):
        person = measure.proceeding.writ.debtor
        done = PublishedToken.objects.filter(purpose=purpose.value, day=day, measure=measure, document=OuterRef("pk"))
        for document in _valid_documents(day).filter(person=person).exclude(Exists(done)).order_by("pk"):
            yield Unpublished(measure.pk, document.pk, person.iin, f"{document.state}:{document.number}")


def _valid_documents(day: date) -> QuerySet[PersonDocument]:
    # A convention travel document makes a key of another kind, of people without IIN: the register has none.
    return PersonDocument.objects.exclude(kind=DocumentKind.CONVENTION.value).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=day),
    )


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


def measure_of_output(purpose: law.Purpose, day: date, output_hash: bytes) -> Measure | None:
    """The measure whose token was made from this output."""
    found = (
        PublishedToken.objects.filter(output_hash=output_hash, purpose=purpose.value, day=day)
        .select_related("measure__proceeding__writ__court")
        .first()
    )
    return found.measure if found else None


@dataclass(frozen=True, slots=True)
class StoredLeaf:
    """What opens a leaf: content as committed, 32-byte salt, index once the sequencer gave it."""

    content: bytes
    salt: bytes
    index: int | None


def sanction_leaf(measure: Measure) -> StoredLeaf | None:
    """The leaf of the measure's sanction."""
    return _stored(Leaf.objects.filter(act__measure=measure, act__kind="sanction").first())


def release_leaf(measure: Measure) -> StoredLeaf | None:
    """The leaf of the act that ended the measure."""
    return _stored(Leaf.objects.filter(act__measure=measure, act__kind__in=_RELEASES).order_by("pk").first())


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
