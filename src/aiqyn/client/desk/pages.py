"""The clerk's page in three languages, rendered here and nowhere kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from aiqyn.client.answer import Answer
from aiqyn.client.desk.form import Fault, Typed
from aiqyn.client.spoken import spoken
from aiqyn.client.wording import LANGUAGES, words
from aiqyn.law import LawBook, Purpose

_VEHICLES = {Purpose.VEHICLE_REGISTRATION, Purpose.ROADSIDE_STOP, Purpose.IMPOUND_LOT}


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _moment(at: datetime) -> str:
    return at.strftime("%d.%m.%Y %H:%M:%S")


def _clock(at: datetime) -> str:
    return at.strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one point."""

    point: str
    purpose: Purpose
    book: LawBook

    @property
    def vehicle(self) -> bool:
        """Whether people come to this point with a vehicle: then the two facts are a vehicle's."""
        return self.purpose in _VEHICLES

    @property
    def grounds(self) -> tuple[str, ...]:
        """The grounds of a stop, of which one comes before the question; none at other points."""
        return self.book.purpose(self.purpose).grounds

    def ask(
        self,
        language: str,
        token: str,
        *,
        typed: Typed | None = None,
        fault: Fault | None = None,
        notice: str = "",
    ) -> bytes:
        """The form; with what was typed and why it cannot be asked, when it cannot."""
        told = {"fields": fault.fields, "text": words(language)["fault"][fault.code]} if fault else None
        return self._render(
            "ask", language, token=token, typed=typed or Typed(), fault=told, vehicle=self.vehicle,
            grounds=[(code, self.book.words(code, language)) for code in self.grounds],
            notice=words(language)["page"][notice] if notice else "",
        )  # fmt: skip

    def answer(self, language: str, answer: Answer, *, token: str = "", offers: Collection[str] = ()) -> bytes:
        """The answer in plain words, what to do, what to say, and the number to hand over.

        `offers` are the errands that the page offers after a hit, each a form of its own with the visitor's token.
        """
        told = spoken(answer, self.book, language)
        return self._render("answer", language, answer=answer, spoken=told, token=token, offers=offers)

    def errand(self, page: str, language: str, **context: Any) -> bytes:
        """The page of an errand, by the name of its template."""
        return self._render(page, language, **context)

    def refused(self, language: str, text: str) -> bytes:
        """A request that is not answered; `text` is a key of the page's words."""
        return self._render("refused", language, text=words(language)["page"][text])

    def _render(self, page: str, language: str, **context: Any) -> bytes:
        context |= {
            "w": words(language),
            "language": language,
            "languages": [(code, words(code)["language"]["name"]) for code in LANGUAGES],
            "purpose": self.purpose.value,
            "point": self.point,
        }
        return _TEMPLATES.get_template(f"{page}.html.jinja").render(context).encode()


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("aiqyn.client.desk", "templates"),
        autoescape=select_autoescape(["html", "jinja"], default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": _day, "moment": _moment, "clock": _clock}
    return environment


_TEMPLATES = _environment()
