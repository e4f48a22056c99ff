"""Statistics for everybody: tables with the definition beside each figure, pictures, files to compute with."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiqyn import law
from aiqyn.desks.access import door
from aiqyn.register.queries import statistics
from aiqyn.register.queries.statistics import Table

NAMES: dict[str, Promise] = {
    "proposed": _("Proposed"),
    "waiting": _("Waiting for a judge"),
    "refused": _("Refused"),
    "sanctioned": _("Sanctioned"),
    "in-force": _("In force"),
    "suspended": _("Suspended"),
    "released": _("Released"),
    "expired": _("Expired"),
    "delivered": _("Papers delivered"),
    "contested": _("Contested"),
    "won": _("Contests won"),
    "reviews-overdue": _("Reviews overdue"),
    "tiny": _("Tiny debts"),
}
DEFINITIONS: dict[str, Promise] = {
    "proposed": _("Measures that agents asked for. It is the sum of waiting, refused and sanctioned."),
    "waiting": _("Proposed, and neither decided nor ended."),
    "refused": _("A judge said no; the measure was never in force."),
    "sanctioned": _("A judge said yes. It is the sum of in force, suspended, released and expired."),
    "in-force": _("Binding somebody at this moment."),
    "suspended": _("Sanctioned, and asleep at this moment: it binds nobody."),
    "released": _("Ended before its last day: paid, lifted, annulled, withdrawn, replaced or delivered."),
    "expired": _("Its last day is over."),
    "delivered": _("Papers were handed over at a desk at least once."),
    "contested": _("Somebody contested it at least once."),
    "won": _("A contest of it was granted."),
    "reviews-overdue": _("In force, and the day of its review is over."),
    "tiny": _("In force over a debt that is, as it stands now, not over the law's threshold."),
}
DIMENSIONS: dict[str, Promise] = {
    "court": _("By court"),
    "region": _("By region: the first two digits of a court's code"),
    "month": _("By month of the proposal"),
}
_KEEP = 60  # seconds that a table is kept: everybody reads the same one


@dataclass(frozen=True, slots=True)
class Bar:
    """One row's bar: its name, its count (None: withheld), and where it is drawn."""

    name: str
    count: int | None
    y: int
    width: int


def _kind(request: HttpRequest) -> law.MeasureKind | None:
    asked = request.GET.get("measure", "")
    return law.MeasureKind(asked) if asked in set(law.MeasureKind) else None


def _table(dimension: str, kind: law.MeasureKind | None) -> Table:
    if dimension not in DIMENSIONS:
        raise Http404
    key = f"statistics:{dimension}:{kind or ''}"
    found: Table | None = cache.get(key)
    if found is None:
        found = statistics.publishable(dimension, timezone.now(), kind)
        cache.set(key, found, _KEEP)
    return found


@door("everyone")
def page(request: HttpRequest) -> HttpResponse:
    """All tables, definitions first."""
    kind = _kind(request)
    tables = [(dimension, words, _table(dimension, kind)) for dimension, words in DIMENSIONS.items()]
    context = {
        "tables": tables,
        "figures": [(code, NAMES[code], DEFINITIONS[code]) for code in statistics.FIGURES],
        "kinds": list(law.MeasureKind),
        "chosen": kind,
        "least": statistics.LEAST,
        "shares": [
            (NAMES[part], NAMES[whole], some, of_all, share)
            for part, whole, some, of_all, share in _table("court", kind).shares
        ],
        "releases": statistics.release_months(),
    }
    return render(request, "desks/public/statistics.html", context)


@door("everyone")
def table_csv(request: HttpRequest, dimension: str) -> HttpResponse:
    """A table to compute with. A withheld count is an empty cell."""
    table = _table(dimension, _kind(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="aiqyn-{dimension}.csv"'
    rows = csv.writer(response)
    rows.writerow([dimension, *statistics.FIGURES])
    for name, counts in (*table.rows, ("total", table.total)):
        rows.writerow([name, *("" if count is None else count for count in counts)])
    return response


@door("everyone")
def definitions_csv(request: HttpRequest) -> HttpResponse:
    """What each figure means, in the page's language."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="aiqyn-definitions.csv"'
    rows = csv.writer(response)
    rows.writerow(["figure", "name", "definition"])
    rows.writerows([code, NAMES[code], DEFINITIONS[code]] for code in statistics.FIGURES)
    return response


@door("everyone")
def picture(request: HttpRequest, dimension: str) -> HttpResponse:
    """Measures in force, as bars; the table beside it says the same in numbers."""
    table, place = _table(dimension, _kind(request)), statistics.FIGURES.index("in-force")
    counts = [(name, row[place]) for name, row in table.rows][-24:]
    most = max((count for _, count in counts if count is not None), default=0) or 1
    bars = [
        Bar(name, count, 12 + 28 * number, round(440 * (count or 0) / most))
        for number, (name, count) in enumerate(counts)
    ]
    body = render_to_string("desks/public/statistics.svg", {"bars": bars, "height": 24 + 28 * len(bars)}, request)
    return HttpResponse(body, content_type="image/svg+xml")
