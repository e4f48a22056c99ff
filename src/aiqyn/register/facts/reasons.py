"""Reasons of one's own for each person: nobody decides on many at once by one text."""

from __future__ import annotations

from datetime import datetime

from aiqyn.register.law_book import book
from aiqyn.register.rows import Measure, Official


def copied(reasons: str, *, by: Official, at: datetime, about: Measure | None = None) -> bool:
    """Whether the official gave the same reasons today already, for another measure: a proposal or a refusal."""
    day = book().local_day(at)
    since, until = book().start_of(day), book().end_of(day)
    wanted = _plain(reasons)
    proposed = Measure.objects.filter(proposed_by=by, proposed_at__gte=since, proposed_at__lt=until)
    refused = Measure.objects.filter(refused_by=by, refused_at__gte=since, refused_at__lt=until)
    if about is not None:
        proposed, refused = proposed.exclude(pk=about.pk), refused.exclude(pk=about.pk)
    given = [*proposed.values_list("reasons", flat=True), *refused.values_list("refusal_reasons", flat=True)]
    return any(_plain(text) == wanted for text in given)


def _plain(text: str) -> str:
    """Case, spaces and full stops make no other reason."""
    return " ".join("".join(letter for letter in text.casefold() if letter.isalnum() or letter.isspace()).split())
