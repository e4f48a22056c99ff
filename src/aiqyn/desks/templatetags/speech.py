"""What templates say: codes in words, days and money in the page's language."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from aiqyn import law
from aiqyn.desks import formats, wording

register = template.Library()


def language() -> str:
    """The page's language: one of the law's three."""
    active = (get_language() or "kk")[:2]
    return active if active in law.LANGUAGES else "kk"


@register.filter
def said(code: str, vocabulary: str) -> str:
    """The words for a code of a vocabulary; the code itself when it is not known."""
    return str(wording.VOCABULARIES[vocabulary].get(str(code), code))


@register.filter
def spoken(words: law.Words) -> str:
    """A text of the law in the page's language."""
    return words[language()]


@register.filter
def named(court: object) -> str:
    """A court's name in the page's language."""
    name = getattr(court, "name", None)
    return str(name(language())) if callable(name) else ""


@register.filter
def money(minor: int, currency: str) -> str:
    """An amount of minor units."""
    return formats.money(int(minor), currency, language())


@register.filter
def number(value: int) -> str:
    """A whole number."""
    return formats.number(int(value), language())


@register.filter
def decimal(text: str) -> str:
    """A number with decimals, written with a point, as the language writes it."""
    return text if language() == "en" else text.replace(".", ",")


@register.filter
def duration(value: float | None) -> str:
    """A duration in milliseconds, or a dash when nothing was measured."""
    return "—" if value is None else formats.duration(value, language())


@register.simple_tag
def day(value: date | None) -> SafeString | str:
    """A day, readable by people and programs."""
    if value is None:
        return "—"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.day(value, language()))


@register.simple_tag
def moment(value: datetime | None) -> SafeString | str:
    """A moment, readable by people and programs."""
    if value is None:
        return "—"
    stamp = formats.local(value).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', stamp, formats.moment(value, language()))


@register.filter
def unlocal(value: float) -> str:
    """A number as programs write it, for pictures."""
    return f"{value:g}"


@register.filter
def plain_day(value: date) -> str:
    """A day inside a sentence."""
    return formats.day(value, language())


@register.filter
def local_day(value: datetime) -> date:
    """The day of a moment in the country's time."""
    return formats.local(value).date()


@register.filter
def language_name(code: str) -> str:
    """A language as it calls itself."""
    return dict(settings.LANGUAGES).get(code, code)


@register.simple_tag
def corrected(value: str, column: str, currency: str) -> str:
    """What stood or stands in a corrected column of a writ: an amount in minor units, or a day."""
    if column == "amount_minor" and value.isdecimal():
        return formats.money(int(value), currency, language())
    try:
        return formats.day(date.fromisoformat(value), language())
    except ValueError:
        return "—"
