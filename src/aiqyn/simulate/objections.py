"""What people of the synthetic country say no to: contests that wait, disputes answered, and one that is open."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiqyn import law
from aiqyn.register.acting import Actor
from aiqyn.register.acts.answer_dispute import answer_dispute
from aiqyn.register.acts.file_contest import file_contest
from aiqyn.register.acts.raise_dispute import raise_dispute
from aiqyn.register.queries import cases, pages
from aiqyn.register.queries.pages import Visitor

_PERSON = Actor("person", "person")
#: Minutes until a duty officer answered, a day each, the newest last.
_ANSWERED_IN = (11, 6, 19, 9, 14, 27, 8, 12, 22, 10, 33, 13)
_WHY = (
    "Бұл қарызды атқару парағы берілмей тұрып төледім.",
    "Сумма завышена: половина уплачена в феврале.",
)


def say_no(duty: str, now: datetime) -> None:
    """Two contests that wait for a judge, disputes of the last days that the duty officer confirmed, one said now."""
    officer = Actor.of(Visitor(cases.official(duty)).officer)
    held = [
        measure
        for measure in pages.measures_standing(law.MeasureState.IN_FORCE, "", now)
        if measure.person is not None
        and measure.in_force_from is not None
        and measure.in_force_from < now - timedelta(days=len(_ANSWERED_IN) + 2)
    ]
    if not held:
        return
    for place, minutes in enumerate(_ANSWERED_IN):
        day = len(_ANSWERED_IN) - place
        said_at = now - timedelta(days=day)
        said = raise_dispute(measure=held[day % len(held)], words="", actor=_PERSON, at=said_at)
        answer_dispute(
            dispute=said,
            suspend=False,
            reasons="Екі жазба да осы адам туралы. / Обе записи об этом человеке.",
            actor=officer,
            at=said_at + timedelta(minutes=minutes),
        )
    raise_dispute(measure=held[0], words="", actor=_PERSON, at=now - timedelta(minutes=4))
    for number, (measure, words) in enumerate(zip(held, _WHY, strict=False)):
        filer, at = measure.person, now - timedelta(days=2 + 5 * number)
        if filer is not None:
            file_contest(measure=measure, filer=filer, words=words, disputed_minor=0, actor=_PERSON, at=at)
