"""The leaf of an order, as a sanction, a renewal and an extension write it: all that a desk verifies by itself."""

from __future__ import annotations

from datetime import date

from aiqyn import law
from aiqyn.protocol.leaves import SanctionLeaf
from aiqyn.register.rows import Measure
from aiqyn.register.subjects import commitments


def order_leaf(measure: Measure, *, article: str, rule: str, sanctioned_on: date, ends_on: date) -> SanctionLeaf:
    """The order on the (locked) measure as it stands with these terms, for all numbers that its subject has now."""
    writ = measure.proceeding.writ
    first, *others = commitments(measure)
    return SanctionLeaf(
        measure=measure.ref,
        measure_kind=law.MeasureKind(measure.kind),
        court=writ.court.code,
        # A court signs in both languages.
        authority=f"{writ.court.name_kk} / {writ.court.name_ru}",
        writ=writ.number,
        article=article,
        rule=rule,
        sanctioned_on=sanctioned_on,
        ends_on=ends_on,
        subject=first,
        other_subjects=tuple(others),
    )
