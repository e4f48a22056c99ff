"""The law of this installation's country."""

from django.conf import settings

from aiqyn import law


def book() -> law.LawBook:
    """The country's rules, loaded once."""
    return law.load(settings.AIQYN.country)
