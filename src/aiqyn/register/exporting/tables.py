"""The tables of an export, read from the rows themselves: a new row is exported without a line here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models

from aiqyn.register.exporting.values import MOMENT
from aiqyn.register.rows.privacy import Privacy

#: Frictionless Data's types, and the format where it is not the default.
_TYPES: tuple[tuple[type[Any], str, str], ...] = (
    (models.BooleanField, "boolean", ""),
    (models.DateTimeField, "datetime", MOMENT),
    (models.DateField, "date", ""),
    (models.BinaryField, "string", "binary"),
    (models.IntegerField, "integer", ""),
    (models.CharField, "string", ""),
    (models.TextField, "string", ""),
)
#: Accounts are Django's own row: what an account is, without what its session did.
_ACCOUNT = {
    "id": Privacy.OPEN,
    "username": Privacy.PERSONAL,
    "password": Privacy.SECRET,
    "is_active": Privacy.OPEN,
    "date_joined": Privacy.OPEN,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the database, its type and format in the export, and what it holds about people."""

    name: str
    kind: str
    form: str
    nullable: bool
    privacy: Privacy
    #: Name of the table whose key stands here; empty where none does.
    points_to: str = ""


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table: its name in the export, its row class, its columns in order, all of them or without secrets."""

    name: str
    row: type[models.Model]
    columns: tuple[Column, ...]
    omitted: tuple[str, ...]


def tables(*, with_secrets: bool) -> Iterator[TableOf]:
    """Every table of the register and its accounts. `with_secrets`: also what destroying erases (salts)."""
    rows: list[type[models.Model]] = [User, *apps.get_app_config("register").get_models()]
    for row in rows:
        privacy: Mapping[str, Privacy] = _ACCOUNT if row is User else vars(row)["PRIVACY"]
        columns = tuple(_column(field, privacy[field.name]) for field in _fields(row, privacy))
        kept = tuple(one for one in columns if with_secrets or one.privacy is not Privacy.SECRET)
        yield TableOf(_name(row), row, kept, tuple(one.name for one in columns if one not in kept))


def _fields(row: type[models.Model], privacy: Mapping[str, Privacy]) -> list[models.Field[Any, Any]]:
    return [field for field in row._meta.concrete_fields if field.name in privacy]


def _name(row: type[models.Model]) -> str:
    return "accounts" if row is User else row._meta.db_table.removeprefix("register_")


def _column(field: models.Field[Any, Any], privacy: Privacy) -> Column:
    related = field.related_model if isinstance(field, models.ForeignKey) else None
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    kind, form = next((kind, form) for known, kind, form in _TYPES if isinstance(target, known))
    points_to = _name(related) if isinstance(related, type) and issubclass(related, models.Model) else ""
    return Column(field.attname, kind, form, field.null, privacy, points_to)
