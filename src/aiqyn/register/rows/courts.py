"""Courts: who issues writs and sanctions measures."""

from __future__ import annotations

from django.db import models

from aiqyn.register.rows.privacy import Privacy


class Court(models.Model):
    """A court of the country, by its official code."""

    code = models.CharField(max_length=20, unique=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    PRIVACY = dict.fromkeys(("id", "code", "name_kk", "name_ru", "name_en"), Privacy.OPEN)

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """The court's name in `kk`, `ru` or `en`."""
        return str(getattr(self, f"name_{language}", "") or self.name_ru)
