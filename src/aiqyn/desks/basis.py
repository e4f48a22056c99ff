"""The whole basis of a measure on one page, for those who decide on it or watch over it."""

from __future__ import annotations

from datetime import datetime

from aiqyn import law
from aiqyn.register.law_book import book
from aiqyn.register.queries import cases, contests, lives, pages

#: What a departure restriction rests on besides its ground: shown with article and whether it was verified.
_CONDITIONS = ("threshold-mci", "mci", "ends-after-months", "review-by-months")


def of(shown: pages.Shown, at: datetime) -> dict[str, object]:
    """What the page shows: the measure, notices, payments, the ground as the law finds it today, values."""
    today, proceeding = book().local_day(at), shown.measure.proceeding
    values = [book().rule(code, today) for code in _CONDITIONS if book().has(code, today)]
    return {
        "shown": shown,
        "notices": cases.notices(proceeding),
        "payments": cases.payments(proceeding),
        "corrections": cases.corrections(proceeding),
        "ground": pages.ground(shown.measure, at),
        "threshold": book().value("threshold-mci", today) * book().mci(today),
        "values": values,
        "asleep": lives.open_suspensions(shown.measure, at),
        "contests": contests.contests_about(shown.measure),
        "disputes": contests.disputes_about(shown.measure),
        "today": today,
        "waiting": shown.state is law.MeasureState.PROPOSED,
    }
