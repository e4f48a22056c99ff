"""Days, moments, numbers and money as each language writes them. Moments are told in the country's time."""

from __future__ import annotations

from datetime import date, datetime

from aiqyn.register.law_book import book

_SPACE = "\u00a0"
_MONTHS = {
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_DAYS = {
    "kk": "{year}{s}жылғы {day}{s}{month}",
    "ru": "{day}{s}{month} {year}{s}г.",
    "en": "{day}{s}{month} {year}",
}


def day(value: date, language: str) -> str:
    """A day in words, as in a letter: `24 May 2026`."""
    month = _MONTHS[language][value.month - 1]
    return _DAYS[language].format(day=value.day, month=month, year=value.year, s=_SPACE)


def local(value: datetime) -> datetime:
    """The moment in the country's time."""
    return value.astimezone(book().timezone)


def moment(value: datetime, language: str) -> str:
    """A moment: the day in words, and hours and minutes of the country's time."""
    there = local(value)
    return f"{day(there.date(), language)}, {there:%H:%M}"


def number(value: int, language: str) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}".replace(",", "," if language == "en" else _SPACE)


def money(minor: int, currency: str, language: str) -> str:
    """An amount of minor units: `KZT 157,280.00` in English, `157 280,00 ₸` in Kazakh and Russian."""
    sign = "\u2212" if minor < 0 else ""
    whole, part = divmod(abs(minor), 100)
    digits = number(whole, language)
    if language == "en":
        return f"{sign}{currency}{_SPACE}{digits}.{part:02d}"
    return f"{sign}{digits},{part:02d}{_SPACE}{'₸' if currency == 'KZT' else currency}"


def duration(milliseconds: float, language: str) -> str:
    """A duration in milliseconds, in seconds from 10 seconds on, in minutes from 2 minutes on; one decimal but for the
    long ones of milliseconds.
    """
    if milliseconds >= 120_000:
        minutes = f"{milliseconds / 60_000:.1f}"
        return f"{minutes}{_SPACE}min" if language == "en" else f"{minutes.replace('.', ',')}{_SPACE}мин"
    long = milliseconds >= 10_000
    value = milliseconds / 1000 if long else milliseconds
    text = f"{value:.1f}" if long or value < 10 else number(round(value), language)
    unit = ("s" if long else "ms") if language == "en" else ("с" if long else "мс")
    return f"{text if language == 'en' else text.replace('.', ',')}{_SPACE}{unit}"
